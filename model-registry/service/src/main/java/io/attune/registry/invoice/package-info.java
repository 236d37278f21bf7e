/**
 * Providers' invoices, matched with charges. A line is matched by the key of a charge, the provider's job, the run, or the
 * day and the kind of use; what it bills becomes the invoiced stage of that charge. What matches nothing is listed, both
 * ways, and changes nothing.
 */
@NullMarked
package io.attune.registry.invoice;

import org.jspecify.annotations.NullMarked;
