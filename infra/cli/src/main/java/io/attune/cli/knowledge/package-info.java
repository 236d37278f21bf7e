/** Filling knowledge bases and showing answers with the places they cite. */
@NullMarked
package io.attune.cli.knowledge;

import org.jspecify.annotations.NullMarked;
