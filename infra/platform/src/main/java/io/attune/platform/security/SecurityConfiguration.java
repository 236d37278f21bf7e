package io.attune.platform.security;

import java.io.IOException;
import java.net.InetAddress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.attune.platform.PlatformProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Everything but the health check and what is signed by vendors needs a key. No sessions, no cookies, so no cross-site request can carry one. */
@AutoConfiguration(before = {UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@EnableConfigurationProperties(PlatformProperties.class)
class SecurityConfiguration {
    /** Vendors deliver here; who takes a delivery checks its signature. */
    private static final String SIGNED = "/api/v1/webhooks/**";

    @Bean
    ApiKeys apiKeys(PlatformProperties settings, @Value("${server.address:127.0.0.1}") InetAddress address) {
        if (!address.isLoopbackAddress() && settings.apiKeys().isEmpty()) {
            throw new IllegalStateException("server.address is " + address.getHostAddress()
                    + ", which other machines can reach, and no API key is configured. Set attune.api-keys[0].name,"
                    + " .sha256 and .permission, or bind 127.0.0.1.");
        }
        return new ApiKeys(settings);
    }

    @Bean
    SecurityFilterChain apiSecurity(HttpSecurity http, ApiKeys keys) {
        return http.csrf(AbstractHttpConfigurer::disable).formLogin(AbstractHttpConfigurer::disable).httpBasic(
                AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable).sessionManagement(
                        s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS)).authorizeHttpRequests(
                                r -> r.requestMatchers("/actuator/health/**", "/actuator/health",
                                        "/health", "/version",
                                        SIGNED).permitAll().anyRequest().authenticated()).addFilterBefore(
                                                new ApiKeyFilter(keys),
                                                UsernamePasswordAuthenticationFilter.class).exceptionHandling(
                                                        e -> e.authenticationEntryPoint(
                                                                SecurityConfiguration::unauthenticated)).build();
    }

    /** Addresses that climb or hide what they are never reach a controller. */
    @Bean
    RequestRejectedHandler invalidAddress() {
        return (request, response, cause) -> {
            boolean mlflow = Refusal.isMlflow(request.getRequestURI());
            response.setStatus(400);
            response.setContentType(mlflow ? "application/json" : "application/problem+json");
            response.getWriter().write(mlflow
                    ? "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Invalid path\"}"
                    : """
                            {"type":"about:blank","title":"Bad Request","status":400,"code":"invalid-address",\
                            "detail":"The address has '..', '//', ';' or an encoded slash or dot in its path.",\
                            "nextStep":"Write the path plainly, and encode what stands in a name once."}""");
        };
    }

    /** There are no users with passwords. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    private static void unauthenticated(HttpServletRequest request, HttpServletResponse response,
            @Nullable AuthenticationException cause) throws IOException {
        Refusal refusal = Refusal.on(request.getRequestURI());
        response.setStatus(401);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType(refusal.type());
        response.getWriter().write(refusal.body());
    }

    /** That no key was given, as the clients of a path read it. */
    private record Refusal(String type, String body) {
        private static final Refusal OPENAI = new Refusal("application/json", """
                {"error":{"message":"A valid API key is needed: Authorization: Bearer <key>.",\
                "type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");
        private static final Refusal MLFLOW = new Refusal("application/json", """
                {"error_code":"UNAUTHENTICATED","message":"A valid API key is needed: set MLFLOW_TRACKING_TOKEN,\
                 or MLFLOW_TRACKING_PASSWORD with any user name."}""");
        private static final Refusal PROBLEM = new Refusal("application/problem+json", """
                {"type":"about:blank","title":"Unauthorized","status":401,"code":"unauthenticated",\
                "detail":"A valid API key is needed: Authorization: Bearer <key>.",\
                "nextStep":"The administrator's key stands in the file admin.key of the platform's home folder."}""");

        private static Refusal on(String path) {
            return path.startsWith("/v1/") ? OPENAI : isMlflow(path) ? MLFLOW : PROBLEM;
        }

        private static boolean isMlflow(String path) {
            return path.matches("/(ajax-)?api/[23]\\.0/.*");
        }
    }
}
