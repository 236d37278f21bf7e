/** Datasets over HTTP: read only; versions are made by runs. */
@NullMarked
package io.attune.dataset.web;

import org.jspecify.annotations.NullMarked;
