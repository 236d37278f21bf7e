/** Errors as RFC 9457 problems. */
@NullMarked
package io.attune.platform.web;

import org.jspecify.annotations.NullMarked;
