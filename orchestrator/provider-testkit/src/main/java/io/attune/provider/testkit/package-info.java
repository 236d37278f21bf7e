/**
 * The exam every provider must pass, and what it needs to set it.
 *
 * <p>{@link io.attune.provider.testkit.ProviderExam} states the contract of
 * {@link io.attune.provider.FineTuneProvider} as readable cases: what is known after a lost answer, that a create is
 * sent at most once, that an unknown state is kept and never guessed. An adapter extends it, says how it connects and
 * against which {@link io.attune.provider.testkit.SimulatedVendor} it is examined, and is done when it is green.
 *
 * <p>A simulated vendor is a real server on the loopback interface that speaks the vendor's dialect. What goes wrong is
 * injected with {@link io.attune.provider.testkit.Faults}, and the vendor counts the paid jobs it really created:
 *
 * <pre>{@code
 * vendor.faults().next(Operation.CREATE_JOB, new Fault.LoseAnswer());
 * SubmitOutcome outcome = provider.submit(request);              // in doubt
 * assertThat(vendor.paidJobs(request.key())).isEqualTo(1);       // but it is there
 * }</pre>
 *
 * <p>The servers of the dialects stand in packages of their own, such as {@code io.attune.provider.testkit.openai}.
 */
@NullMarked
package io.attune.provider.testkit;

import org.jspecify.annotations.NullMarked;
