/**
 * Models and their versions. A model's row is locked while anything of the model changes, which makes numbering, aliases
 * and promotions of one model take turns; a trigger refuses any change to a version's identity.
 */
@NullMarked
package io.attune.registry.models;

import org.jspecify.annotations.NullMarked;
