package io.attune.platform.signing;

import java.util.List;

import io.attune.platform.ArtifactSigner;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.Signer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys by which whatever the platform signed is verified without it. */
@RestController
class SigningKeyController {
    private final Signer signer;
    private final ArtifactSigner models;

    SigningKeyController(Signer signer, ArtifactSigner models) {
        this.signer = signer;
        this.models = models;
    }

    @GetMapping("/api/v1/signing-keys")
    Keys keys(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Keys(signer.key().id(), signer.trusted(), models.key());
    }

    /**
     * The keys.
     *
     * @param current the identifier of the key that signs now
     * @param models the key that signs the files of models
     */
    record Keys(String current, List<Signer.Key> items, Signer.Key models) {}
}
