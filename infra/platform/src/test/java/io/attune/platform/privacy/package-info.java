/** The exam of {@link io.attune.platform.privacy.DataHolder}, for the tests of the modules that implement it. */
@NullMarked
package io.attune.platform.privacy;

import org.jspecify.annotations.NullMarked;
