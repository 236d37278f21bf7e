/**
 * What is looked for: the classes of personal data and secrets, each with its documentation, and the rules that belong to
 * them. It knows nothing of how texts are read.
 */
@NullMarked
package io.attune.pipeline.redact.kind;

import org.jspecify.annotations.NullMarked;
