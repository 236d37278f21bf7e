/** Finders of personal data, one class each: they read a bounded window where the scan points to and ask a validator. */
@NullMarked
package io.attune.pipeline.redact.personal;

import org.jspecify.annotations.NullMarked;
