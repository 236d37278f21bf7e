/** What people and programs see of runs over HTTP. */
@NullMarked
package io.attune.orchestrator.view;

import org.jspecify.annotations.NullMarked;
