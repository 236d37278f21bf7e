/** Finders of keys, tokens and passwords: by published form, or by a telling name and a random value. Placeholders such as {@code changeme} are not secrets. */
@NullMarked
package io.attune.pipeline.redact.secret;

import org.jspecify.annotations.NullMarked;
