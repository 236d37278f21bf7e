/** Reading a recipe's maps strictly: every key is asked for, every problem is gathered, nothing unknown is accepted. */
@NullMarked
package io.attune.pipeline.settings;

import org.jspecify.annotations.NullMarked;
