/**
 * The module over HTTP: knowledge bases and documents under {@code /api/v1}, answers as OpenAI's chat completions under
 * {@code /v1}. Positions in a text are counted in Unicode code points here, as RFC 5147 counts them in a URL's fragment.
 */
@NullMarked
package io.attune.retrieval.web;

import org.jspecify.annotations.NullMarked;
