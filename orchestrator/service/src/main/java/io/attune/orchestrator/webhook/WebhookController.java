package io.attune.orchestrator.webhook;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where vendors deliver. They have no key of ours: their signature is what proves who they are. */
@RestController
class WebhookController {
    private static final int BODY_BYTES_MAX = 1 << 18;

    private final IncomingWebhooks webhooks;

    WebhookController(IncomingWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping("/api/v1/webhooks/{connection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void configured(@PathVariable String connection, @RequestHeader MultiValueMap<String, String> headers,
            HttpServletRequest request)
            throws IOException {
        webhooks.take(connection, headers, body(request));
    }

    @PostMapping("/api/v1/webhooks/{project}/{connection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void added(@PathVariable String project, @PathVariable String connection,
            @RequestHeader MultiValueMap<String, String> headers,
            HttpServletRequest request) throws IOException {
        webhooks.take(project + "/" + connection, headers, body(request));
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new PlatformException(new ErrorCode("webhook-too-large", ErrorKind.INVALID),
                    "A delivery has at most " + BODY_BYTES_MAX + " bytes", "Vendors send a few hundred.");
        }
        return body;
    }
}
