/** The lineage as a set of edges in PostgreSQL, walked breadth first. */
@NullMarked
package io.attune.registry.lineage;

import org.jspecify.annotations.NullMarked;
