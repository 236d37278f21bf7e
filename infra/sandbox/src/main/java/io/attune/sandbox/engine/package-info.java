/**
 * The trainer as the engine of the OpenAI-dialect server: translates between the two and keeps the weights of tuned
 * models in S3, from where a restarted sandbox fetches them back.
 */
@NullMarked
package io.attune.sandbox.engine;

import org.jspecify.annotations.NullMarked;
