/** The object store on S3. */
@NullMarked
package io.attune.platform.objects;

import org.jspecify.annotations.NullMarked;
