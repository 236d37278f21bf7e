/** A real S3 server on the loopback interface that keeps its objects in a folder. */
@NullMarked
package io.attune.sandbox.objects;

import org.jspecify.annotations.NullMarked;
