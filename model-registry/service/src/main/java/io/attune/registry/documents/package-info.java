/**
 * A version in the forms that others read: model card, bill of material and provenance. Each form is made by a pure
 * class from the same {@link io.attune.registry.documents.Facts}.
 */
@NullMarked
package io.attune.registry.documents;

import org.jspecify.annotations.NullMarked;
