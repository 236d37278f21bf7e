package io.attune.registry.mlflow.wire;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link Call}. Very old clients send the body as a JSON text that holds JSON. */
final class CallResolver implements HandlerMethodArgumentResolver {
    /** MLflow's limit of a batch, with room for what stands around it. */
    private static final int BODY_BYTES_MAX = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Call.class);
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) throws IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication != null && authentication.getPrincipal() instanceof Caller caller)) {
            throw new IllegalStateException("A request without a caller reached " + parameter.getMethod());
        }
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        if (http == null || http.getMethod().equals("GET")) {
            return Call.ofQuery(caller, request.getParameterMap());
        }
        byte[] body = http.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The request is larger than " + BODY_BYTES_MAX
                    + " bytes.");
        }
        return body.length == 0 ? Call.ofQuery(caller, request.getParameterMap()) : Call.of(caller, parsed(body));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            JsonNode fields = read.isString() ? JSON.readTree(read.asString()) : read;
            if (fields.isObject()) {
                return fields;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw MlflowError.BAD_REQUEST.because("The body is not a JSON object.");
    }
}
