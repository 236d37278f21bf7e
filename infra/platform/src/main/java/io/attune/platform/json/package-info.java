/** The JSON form of the kernel's values. */
@NullMarked
package io.attune.platform.json;

import org.jspecify.annotations.NullMarked;
