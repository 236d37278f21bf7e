/** What answers over HTTP share: versions by name, pages and cursors; and the lists of datasets and versions. */
@NullMarked
package io.attune.dataset.web;

import org.jspecify.annotations.NullMarked;
