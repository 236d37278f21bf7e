package io.attune.platform.security;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.attune.platform.Caller;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads {@code Authorization: Bearer <key>}. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    /** Lets the installation's administrator act in a project; other keys belong to one project each. */
    private static final String PROJECT = "X-Attune-Project";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            keys.find(header.substring(BEARER.length()).trim(), request.getHeader(PROJECT)).ifPresent(
                    ApiKeyFilter::authenticate);
        }
        chain.doFilter(request, response);
    }

    private static void authenticate(Caller caller) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null,
                List.of(new SimpleGrantedAuthority(caller.permission().name()))));
        SecurityContextHolder.setContext(context);
    }

    /** A streamed answer is dispatched again at its end; the caller must still be known then. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
