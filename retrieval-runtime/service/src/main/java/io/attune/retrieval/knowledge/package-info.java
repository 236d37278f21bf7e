/** The module's front: knowledge bases as callers see them, with every change answerable when a call returns. */
@NullMarked
package io.attune.retrieval.knowledge;

import org.jspecify.annotations.NullMarked;
