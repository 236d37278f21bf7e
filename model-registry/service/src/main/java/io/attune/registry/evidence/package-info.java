/** Everything an auditor asks about a version, as one document with a digest: the same facts give the same document. */
@NullMarked
package io.attune.registry.evidence;

import org.jspecify.annotations.NullMarked;
