package io.attune.platform.web;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every failure of a request into an RFC 9457 problem with a stable code. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onPlatformException(PlatformException e) {
        return Problems9457.respond(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onIllegalArgument(IllegalArgumentException e) {
        return Problems9457.respond(
                new PlatformException(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()), "Correct the value.",
                        e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        log.error("A request failed", e);
        return Problems9457.respond(new PlatformException(ErrorCode.INTERNAL, "The platform failed on this request",
                "Look into the platform's log; the request can be sent again.", e));
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setProperty("code", status.value() == 404 ? "not-found" : "invalid-request");
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** The mapping itself. */
    static final class Problems9457 {
        private Problems9457() {}

        static ResponseEntity<ProblemDetail> respond(PlatformException e) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                    HttpStatusCode.valueOf(e.code().kind().httpStatus()), e.message());
            problem.setProperty("code", e.code().value());
            if (!e.nextStep().isEmpty()) {
                problem.setProperty("nextStep", e.nextStep());
            }
            if (e instanceof InvalidInputException invalid) {
                problem.setProperty("problems", invalid.problems());
            }
            return ResponseEntity.of(problem).build();
        }
    }
}
