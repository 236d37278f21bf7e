package io.attune.registry.invoice;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.invoice.InvoiceImport.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InvoiceController {
    private static final int BYTES_MAX = 32 << 20;

    private final InvoiceImport invoices;

    InvoiceController(InvoiceImport invoices) {
        this.invoices = invoices;
    }

    /** Matches an invoice in CSV with charges. */
    @PostMapping(path = "/api/v1/invoices", consumes = "text/csv")
    Outcome reconcile(Caller caller, @RequestParam(defaultValue = "invoice.csv") String file,
            @RequestParam(required = false) @Nullable String connection, @RequestBody byte[] content) {
        caller.require(Permission.APPROVER);
        if (content.length > BYTES_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT,
                    "The invoice has " + content.length + " bytes, and " + BYTES_MAX + " are taken at most",
                    "Split it by day.");
        }
        return invoices.reconcile(caller.project(), file, content, connection, caller.name());
    }
}
