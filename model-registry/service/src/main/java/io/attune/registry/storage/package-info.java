/** How the registry stands on PostgreSQL: its schema, and Hibernate's settings for the whole application. */
@NullMarked
package io.attune.registry.storage;

import org.jspecify.annotations.NullMarked;
