/** The append-only, hash-chained audit trail in PostgreSQL. */
@NullMarked
package io.attune.platform.audit;

import org.jspecify.annotations.NullMarked;
