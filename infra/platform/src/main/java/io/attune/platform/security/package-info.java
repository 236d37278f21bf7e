/** Who calls and what they may do: the admin key of this installation and configured API keys. */
@NullMarked
package io.attune.platform.security;

import org.jspecify.annotations.NullMarked;
