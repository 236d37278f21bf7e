/** Files that hold secrets, written so that nobody else ever reads them and no kill leaves half of one. */
@NullMarked
package io.attune.sandbox.files;

import org.jspecify.annotations.NullMarked;
