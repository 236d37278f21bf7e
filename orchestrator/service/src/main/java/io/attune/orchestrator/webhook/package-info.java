/**
 * Webhooks that vendors send when something happened to a job. One is a hint to look and never a fact: it makes the run that
 * watches the job due now, and what the provider then says when it is asked is what counts. A delivery that is lost, late,
 * repeated, out of order or forged therefore changes nothing but when somebody looks.
 */
@NullMarked
package io.attune.orchestrator.webhook;

import org.jspecify.annotations.NullMarked;
