package io.attune.platform.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.attune.platform.Caller;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads {@code Authorization: Bearer <key>}, and Basic with the key as the password of any user, for clients that know only that. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
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
        if (header != null) {
            key(header).flatMap(key -> keys.find(key, request.getHeader(PROJECT))).ifPresent(
                    ApiKeyFilter::authenticate);
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> key(String header) {
        if (header.startsWith(BEARER)) {
            return Optional.of(header.substring(BEARER.length()).trim());
        }
        if (!header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).trim()),
                    StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
