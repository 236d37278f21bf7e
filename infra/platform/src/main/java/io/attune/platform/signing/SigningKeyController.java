package io.attune.platform.signing;

import java.util.List;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.Signer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys by which whatever the platform signed is verified without it. */
@RestController
class SigningKeyController {
    private final Signer signer;

    SigningKeyController(Signer signer) {
        this.signer = signer;
    }

    @GetMapping("/api/v1/signing-keys")
    Keys keys(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Keys(signer.key().id(), signer.trusted());
    }

    /** @param current the identifier of the key that signs now */
    record Keys(String current, List<Signer.Key> items) {}
}
