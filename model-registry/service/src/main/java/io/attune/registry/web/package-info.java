/** What the registry's web endpoints share: pages of lists, words for constants, and how each thing is shown as JSON. */
@NullMarked
package io.attune.registry.web;

import org.jspecify.annotations.NullMarked;
