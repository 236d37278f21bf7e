/**
 * Suites: dataset versions that are frozen to be asked, such as {@code tone-pairs@4}. A frozen version keeps its number and
 * digest, nothing is ever trained on it, and the training data of every recipe that names it is decontaminated against it.
 *
 * <p>A suite that a recipe names is not deleted. A withdrawal of personal data wins over that: the version's examples are
 * destroyed, the suite says so, and whoever asks it next is told {@code suite-withdrawn}.
 */
@NullMarked
package io.attune.orchestrator.suite;

import org.jspecify.annotations.NullMarked;
