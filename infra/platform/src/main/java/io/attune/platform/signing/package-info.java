/** The platform's key: made at the first start, kept in the home folder, its public half served. */
@NullMarked
package io.attune.platform.signing;

import org.jspecify.annotations.NullMarked;
