/** What must not be trained on, promoted or served: placed and lifted by approvers, every one kept. */
@NullMarked
package io.attune.registry.quarantine;

import org.jspecify.annotations.NullMarked;
