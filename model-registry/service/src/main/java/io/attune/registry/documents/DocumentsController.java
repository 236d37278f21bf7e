package io.attune.registry.documents;

import java.nio.charset.StandardCharsets;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.SignedEnvelope;
import io.attune.platform.Signer;
import io.attune.registry.ModelDocuments;
import io.attune.registry.VersionRef;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{number}")
class DocumentsController {
    private static final String IN_TOTO = "application/vnd.in-toto+json";

    private final ModelDocuments documents;
    private final Signer signer;

    DocumentsController(ModelDocuments documents, Signer signer) {
        this.documents = documents;
        this.signer = signer;
    }

    @GetMapping("/card")
    ResponseEntity<byte[]> card(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        return answer("text/markdown;charset=UTF-8", documents.card(caller.project(), new VersionRef(name, number)));
    }

    @GetMapping("/bom")
    ResponseEntity<byte[]> bom(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        return answer("application/vnd.cyclonedx+json;version=1.7", documents.bom(caller.project(), new VersionRef(name,
                number)));
    }

    @GetMapping("/provenance")
    ResponseEntity<byte[]> provenance(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        return answer(IN_TOTO, documents.provenance(caller.project(), new VersionRef(name, number)));
    }

    /** The provenance in a DSSE envelope that the platform's key signed. */
    @GetMapping("/provenance/signed")
    SignedEnvelope signedProvenance(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        return signer.sign(IN_TOTO, documents.provenance(caller.project(), new VersionRef(name, number)).getBytes(
                StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> answer(String type, String text) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(type)).body(text.getBytes(
                StandardCharsets.UTF_8));
    }
}
