/**
 * What every Spring module of the platform stands on: the object store, schema migrations, the caller and what it may
 * do, the audit trail, errors on the web and the JSON form of the kernel's values.
 *
 * <p>The types of this package are the whole promise; the packages below hold their implementations, which Spring
 * Boot's auto-configuration puts in place. A module that owns tables declares an {@link io.attune.platform.OwnedSchema}
 * bean and finds its migrations run before any of its beans touches the database.
 */
@NullMarked
package io.attune.platform;

import org.jspecify.annotations.NullMarked;
