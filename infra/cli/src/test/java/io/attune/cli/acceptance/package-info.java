/** What {@code attune up} promises, tried on the real programs: everything may be killed at any moment. */
@NullMarked
package io.attune.cli.acceptance;

import org.jspecify.annotations.NullMarked;
