/**
 * What a fine-tuning provider implements.
 *
 * <p>{@link io.attune.provider.FineTuneProvider} holds the few verbs that every provider can truly do. Everything else
 * is an ability: a separate interface such as {@link io.attune.provider.FileUpload} that a provider implements or does
 * not, and that callers ask for with {@link io.attune.provider.FineTuneProvider#ability(Class)}. Before a job:
 * {@link io.attune.provider.FileUpload}, {@link io.attune.provider.RemoteValidation},
 * {@link io.attune.provider.VendorQuote}. While it runs: {@link io.attune.provider.TrainingProgress},
 * {@link io.attune.provider.PauseResume}, {@link io.attune.provider.JobListing},
 * {@link io.attune.provider.UsageMetering}, {@link io.attune.provider.Webhooks}.
 * After it: {@link io.attune.provider.ArtifactFetch}, {@link io.attune.provider.Deploys},
 * {@link io.attune.provider.TokenScoring}, {@link io.attune.provider.TokenCounting}. About the account:
 * {@link io.attune.provider.Inventory}, {@link io.attune.provider.ModelRetirement},
 * {@link io.attune.provider.ActualCosts}.
 *
 * <p>An adapter sends each request once. It never retries a create: whether a lost answer meant a job is decided by the
 * caller, who holds the intent. An adapter holds no state of its own beyond its connection and is thread-safe.
 *
 * <p>Adapters register a {@link io.attune.provider.ProviderFactory} with {@link java.util.ServiceLoader}, see only this
 * package and the kernel, and are done when the provider exam passes.
 */
@NullMarked
package io.attune.provider;

import org.jspecify.annotations.NullMarked;
