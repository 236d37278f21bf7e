package io.attune.registry.leases;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Lease;
import io.attune.registry.LeaseId;
import io.attune.registry.Leases;
import io.attune.registry.web.Page;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LeasesController {
    private final Leases leases;

    LeasesController(Leases leases) {
        this.leases = leases;
    }

    @GetMapping("/api/v1/leases")
    Page<Lease> open(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.all(leases.open(caller.project()));
    }

    /** Ends a lease now; its endpoint is taken down soon after. */
    @DeleteMapping("/api/v1/leases/{id}")
    Page<Lease> close(Caller caller, @PathVariable String id) {
        caller.require(Permission.EDITOR);
        leases.close(caller.project(), new LeaseId(id));
        return open(caller);
    }
}
