/**
 * One way to ask every module for what it holds of a person or a document, and to have it destroyed.
 *
 * <p>A module that keeps payload implements {@link io.attune.platform.privacy.DataHolder}: <em>find</em> tells places and
 * counts, <em>export</em> hands the data out, <em>erase</em> destroys it and tells what it destroyed. Its tests extend
 * {@code DataHolderExam} of the platform's test jar and are done when that is green.
 *
 * <pre>{@code
 * Subject ann = new Subject.Person(Identifiers.of(List.of("ann@example.org")));
 * holders.forEach(holder -> holder.erase(project, ann, new ErasureOrder("request-17", "dpo", "asked for in writing")));
 * }</pre>
 *
 * <p>Identifiers are values nobody may see again: no type of this package shows them by {@code toString}, and no
 * implementation writes them to a log, an audit entry, an error or whatever it keeps.
 */
@NullMarked
package io.attune.platform.privacy;

import org.jspecify.annotations.NullMarked;
