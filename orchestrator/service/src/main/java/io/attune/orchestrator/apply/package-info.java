/**
 * Makes recipes, schedules, budgets and connections equal to the files of a folder kept in Git.
 *
 * <p>A folder's files are read together ({@link io.attune.orchestrator.apply.Files}): all problems of all files are said at
 * once, and nothing is applied while there is one. What differs from what is in force becomes a plan; applying does the
 * plan in one transaction, and refuses when somebody changed something since the plan was made. What a file no longer says
 * is removed only where this folder made it; what people or other folders made is left alone.
 */
@NullMarked
package io.attune.orchestrator.apply;

import org.jspecify.annotations.NullMarked;
