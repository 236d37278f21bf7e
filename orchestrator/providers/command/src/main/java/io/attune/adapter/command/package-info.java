/**
 * Trainers of one's own: a process of this machine, of another one over SSH, a Slurm job or a Kubernetes Job.
 *
 * <h2>The folder</h2>
 *
 * <p>Everything lies in one folder, which the operator prepares once with {@code mkdir -p FOLDER/jobs FOLDER/files}. Its
 * absence is an error and never "no such job": a file system that is not mounted must not look like one without jobs.
 * Training files are kept as {@code files/LABEL-SHA256.jsonl}. A job is the folder {@code jobs/RUN-KEY}:
 *
 * <table>
 * <caption>Files of a job</caption>
 * <tr><td>{@code job.json}</td><td>for the trainer: {@code runKey, baseModel, weights, method {type, beta},
 * hyperparameters {epochs, batchSize, learningRateMultiplier, seed, loraRank}, gpus, trainingFile, validationFile, suffix,
 * labels}</td></tr>
 * <tr><td>{@code trainer.yaml}</td><td>for a command of one's own: the settings that the recipe names, where it names
 * some. A known trainer takes of them figures of the training alone, such as {@code warmup_ratio}; what names code, files or
 * models is the operator's</td></tr>
 * <tr><td>{@code data/train.jsonl}, {@code data/validation.jsonl}</td><td>the examples</td></tr>
 * <tr><td>{@code metrics.jsonl}</td><td>by the trainer: lines like {@code {"step": 3, "total_steps": 90, "train_loss":
 * 1.7, "tokens": 5120}}; also {@code train_mean_token_accuracy}, {@code valid_loss}, {@code full_valid_loss} and their
 * accuracies; {@code tokens} counts from the beginning</td></tr>
 * <tr><td>{@code heartbeat}</td><td>touched by the trainer. Any change of it, of the metrics, the log or {@code out} is a
 * sign of life; without one for the option {@code heartbeat} the trainer is stopped and the job is expired</td></tr>
 * <tr><td>{@code out/}</td><td>by the trainer: what it made, a LoRA adapter in its root; {@code out/checkpoint-STEP/} is a
 * checkpoint. Nothing in it fails the job, whatever the exit status</td></tr>
 * <tr><td>{@code failure}</td><td>by the trainer, before it exits with a status other than 0: why, in words fit to be
 * shown</td></tr>
 * <tr><td>{@code manifest}, {@code start/}, {@code exit}, {@code log}</td><td>by the supervisor: SHA-256 of each artefact,
 * that and when it began, how it ended, and what the trainer printed. The log is never copied into a message</td></tr>
 * </table>
 *
 * <p>The trainer runs in the job's folder and finds the absolute paths in {@code ATTUNE_JOB}, {@code ATTUNE_OUT},
 * {@code ATTUNE_METRICS}, {@code ATTUNE_HEARTBEAT} and {@code ATTUNE_FAILURE}. It is asked to stop with TERM, and killed
 * after the option {@code grace}. A job is queued until its first metric or heartbeat, and running from then on.
 *
 * <h2>At most once</h2>
 *
 * <p>A job's folder is filled beside its place and then renamed to it: it is there whole or not at all, and a second one of
 * its name cannot be. Whoever runs the trainer first makes {@code start/}, which only one can; so asking again after a
 * lost answer, a second Slurm job or a pod in place of another trains nothing twice. The far side says that it is ready before
 * it is told anything, so a call that did not get that far has started nothing. The supervisor belongs to nobody's
 * session: whoever comes back finds the job by its run key.
 *
 * <h2>Options of a connection</h2>
 *
 * <p>The address is {@code file:///folder}, {@code ssh://user@host:port/folder}, or the API server of a Kubernetes
 * cluster.
 *
 * <ul>
 * <li>{@code launcher}: {@code process} (default), {@code slurm} or {@code kubernetes}; the first two also over SSH
 * <li>{@code trainer}: {@code axolotl}, {@code trl}, {@code llama-factory} or {@code torchtune}, with
 * {@code trainer-config} for LLaMA-Factory's chat template and torchtune's configuration; or {@code command}: words
 * between spaces, or a JSON array of strings
 * <li>{@code models}: what may be tuned, separated by commas, {@code NAME=PATH} where the weights lie elsewhere
 * <li>{@code gpus}, {@code deadline}, {@code heartbeat}, {@code grace}, {@code umask}, {@code shell}
 * <li>{@code env.NAME}: a variable of the trainer; {@code secret-file.NAME}: a variable whose value is read on the
 * trainer's host from this file when it begins, so that it never travels and stands in no argument and no log
 * <li>SSH: {@code known-hosts}, {@code identity-file} (or the connection's credential: the private key),
 * {@code ssh-config}, {@code ssh}. Without a configuration of one's own, calls share a connection that is kept for
 * {@code 30s} after the last one and for ten minutes at most
 * <li>Slurm: {@code slurm}, further arguments of {@code sbatch} such as {@code --partition=gpu --account=ml}
 * <li>Kubernetes: {@code folder} (where the volume is mounted here), {@code claim}, {@code mount-path}, {@code sub-path},
 * {@code image}, {@code namespace}, {@code service-account}, {@code gpu-resource}, {@code queue} (Kueue), and
 * {@code secret.NAME}: {@code SECRET/KEY}. The credential is a bearer token that may create, get, list and delete Jobs,
 * list pods and read their logs
 * <li>{@code serving-url} and {@code serving-folder}: an OpenAI-compatible server that loads adapters (vLLM), and the folder
 * as it sees it; its key is the secret {@code serving}
 * </ul>
 *
 * <p>What is billed are GPU-hours, from the trainer's beginning to its end ({@link io.attune.provider.UsageMetering}).
 */
@NullMarked
package io.attune.adapter.command;

import org.jspecify.annotations.NullMarked;
