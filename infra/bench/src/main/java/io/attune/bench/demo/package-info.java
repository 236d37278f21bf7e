/** The suite {@code demo}: the main job as a person meets it, started through the launcher like a person would. */
@NullMarked
package io.attune.bench.demo;

import org.jspecify.annotations.NullMarked;
