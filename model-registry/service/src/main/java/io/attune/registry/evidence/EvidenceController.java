package io.attune.registry.evidence;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.VersionRef;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A version's evidence; its entity tag is its digest. */
@RestController
class EvidenceController {
    private final EvidenceCollector collector;
    private final EvidenceSeal seal;

    EvidenceController(EvidenceCollector collector, EvidenceSeal seal) {
        this.collector = collector;
        this.seal = seal;
    }

    @GetMapping("/api/v1/models/{name}/versions/{number}/evidence")
    ResponseEntity<EvidenceBundle> evidence(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        EvidenceBundle bundle = seal.seal(collector.collect(caller.project(), new VersionRef(name, number)));
        return ResponseEntity.ok().eTag("\"" + bundle.digest() + "\"").body(bundle);
    }
}
