/**
 * Where sources' bytes come from: files sent along, uploads, S3 servers, other servers' addresses, databases.
 *
 * <p>Whatever the origin, its content is copied once into an object that is named by its digest, the same kind of object as
 * a file that was sent along; from there on a curation knows files alone. What is copied is remembered with the mark by which
 * the origin tells whether it has changed (an ETag, a watermark), so an unchanged origin is not read again and a later build
 * reads the very same bytes. An origin that changes while it is copied is noticed, and nothing of it is kept.
 *
 * <p>Places and credentials are the operator's settings ({@code attune.sources}); a recipe names them and nothing else.
 */
@NullMarked
package io.attune.dataset.origin;

import org.jspecify.annotations.NullMarked;
