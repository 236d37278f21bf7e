package io.attune.registry.documents;

import java.util.List;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.ModelSignatures;
import io.attune.registry.VersionRef;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The platform signs what it recorded, for whoever may see it; nobody chooses what is signed. */
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{number}/signature")
class SignatureController {
    private final ModelSignatures signatures;

    SignatureController(ModelSignatures signatures) {
        this.signatures = signatures;
    }

    @GetMapping
    ResponseEntity<byte[]> sign(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(
                "application/vnd.dev.sigstore.bundle.v0.3+json")).body(signatures.sign(caller.project(), new VersionRef(
                        name, number)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @PostMapping("/verify")
    Verdict verify(Caller caller, @PathVariable String name, @PathVariable int number, @RequestBody String bundle) {
        caller.require(Permission.VIEWER);
        List<String> problems = signatures.verify(caller.project(), new VersionRef(name, number), bundle);
        return new Verdict(problems.isEmpty(), problems);
    }

    record Verdict(boolean valid, List<String> problems) {}
}
