/** Runs each owner's Flyway migrations before anything else touches the database. */
@NullMarked
package io.attune.platform.schema;

import org.jspecify.annotations.NullMarked;
