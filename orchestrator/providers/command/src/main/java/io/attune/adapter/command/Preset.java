package io.attune.adapter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.provider.Hyperparameters;
import io.attune.provider.TrainingMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trainers whose configuration files are known, from their public documentation: Axolotl, TRL, LLaMA-Factory and
 * torchtune. Each trains a LoRA adapter. A batch is spread over the GPUs, one example at a time on each.
 */
enum Preset {
    AXOLOTL,
    TRL,
    LLAMA_FACTORY,
    TORCHTUNE;

    private static final BigDecimal SUPERVISED_RATE = new BigDecimal("0.0002");
    private static final BigDecimal PREFERENCE_RATE = new BigDecimal("0.000005");
    private static final int BATCH_PER_GPU = 8;
    private static final String CONFIG = "config.yaml";

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * This trainer, ready for jobs.
     *
     * @param config for torchtune: the name of its own configuration to start from; for the others none, or the chat template
     *     of LLaMA-Factory
     */
    Trainer with(String config) {
        return new Known(this, config);
    }

    private record Known(Preset preset, String config) implements Trainer {
        @Override
        public String word() {
            return preset.word();
        }

        @Override
        public Prepared prepare(Task task) {
            return preset.prepare(task, config);
        }
    }

    /** What goes wrong with an operator's {@code trainer-config}, empty when nothing does. */
    String problemWith(String config) {
        return switch (this) {
            case TORCHTUNE -> config.matches("[A-Za-z0-9_./-]+")
                    ? ""
                    : "torchtune needs the name of one of its configurations, such as llama3_1/8B_lora_single_device";
            case LLAMA_FACTORY -> config.matches("[A-Za-z0-9_.-]+")
                    ? ""
                    : "LLaMA-Factory needs the name of the model's chat template, such as llama3 or qwen3_nothink";
            case AXOLOTL, TRL -> config.isEmpty() ? "" : word() + " takes none";
        };
    }

    private Trainer.Prepared prepare(Trainer.Task task, String config) {
        ObjectNode file = this == TORCHTUNE ? Json.MAPPER.createObjectNode() : template();
        Map<String, JsonNode> chosen = PresetSettings.chosen(this, task);
        chosen.forEach(file::set);
        List<String> command = new ArrayList<>(List.of("python3", "run.py", word(), "--"));
        switch (this) {
            case AXOLOTL -> {
                axolotl(file, task);
                command.addAll(List.of("axolotl", "train", CONFIG));
            }
            case TRL -> {
                trl(file, task);
                command.addAll(List.of("trl", isPreference(task) ? "dpo" : "sft", "--config", CONFIG));
                if (task.gpus() > 1) {
                    command.addAll(List.of("--num_processes", String.valueOf(task.gpus())));
                }
            }
            case LLAMA_FACTORY -> {
                llamaFactory(file, task, config);
                command.addAll(List.of("llamafactory-cli", "train", CONFIG));
            }
            case TORCHTUNE -> {
                command.addAll(torchtune(task, config));
                chosen.forEach((name, value) -> command.add(name + "=" + value.asString()));
            }
        }
        return new Trainer.Prepared(command, this == TORCHTUNE
                ? Map.of("run.py", Scripts.RUN)
                : Map.of("run.py", Scripts.RUN, CONFIG, Json.YAML.writeValueAsString(file)));
    }

    private static void axolotl(ObjectNode file, Trainer.Task task) {
        file.put("base_model", task.weights()).put("output_dir", "out");
        file.put("num_epochs", epochs(task)).put("gradient_accumulation_steps", accumulation(task)).put(
                "learning_rate", rate(task));
        seed(task, file, "seed");
        dataset(file.putArray("datasets"), "data/prepared/train.jsonl", task);
        if (task.validates()) {
            dataset(file.putArray("test_datasets"), "data/prepared/test.jsonl", task);
            file.put("eval_strategy", "epoch");
        }
        if (task.request().method() instanceof TrainingMethod.Preference preference) {
            file.put("rl", "dpo");
            if (preference.beta() != null) {
                file.put("dpo_beta", preference.beta());
            }
        }
    }

    private static void dataset(ArrayNode datasets, String path, Trainer.Task task) {
        ObjectNode dataset = datasets.addObject().put("path", path).put("ds_type", "json").put("split", "train").put(
                "type", isPreference(task) ? "chat_template.default" : "chat_template").put("field_messages",
                        "messages");
        if (isPreference(task)) {
            dataset.put("field_chosen", "chosen").put("field_rejected", "rejected");
        }
        dataset.putObject("message_property_mappings").put("role", "role").put("content", "content");
    }

    private static void trl(ObjectNode file, Trainer.Task task) {
        file.put("model_name_or_path", task.weights()).put("output_dir", "out");
        common(file, task);
        file.put("eval_strategy", task.validates() ? "epoch" : "no");
        if (task.request().method() instanceof TrainingMethod.Preference preference && preference.beta() != null) {
            file.put("beta", preference.beta());
        }
    }

    private static void llamaFactory(ObjectNode file, Trainer.Task task, String chatTemplate) {
        file.put("model_name_or_path", task.weights()).put("output_dir", "out").put("template", chatTemplate).put(
                "stage",
                isPreference(task) ? "dpo" : "sft");
        common(file, task);
        if (task.validates()) {
            file.put("eval_dataset", "test").put("eval_strategy", "epoch");
        }
        if (task.request().method() instanceof TrainingMethod.Preference preference) {
            file.put("pref_loss", "sigmoid");
            if (preference.beta() != null) {
                file.put("pref_beta", preference.beta());
            }
        }
    }

    /** What the arguments of Hugging Face's trainer are called. */
    private static void common(ObjectNode file, Trainer.Task task) {
        file.put("num_train_epochs", epochs(task)).put("gradient_accumulation_steps", accumulation(task)).put(
                "learning_rate", rate(task));
        seed(task, file, "seed");
    }

    private static List<String> torchtune(Trainer.Task task, String config) {
        boolean one = task.gpus() < 2;
        List<String> command = new ArrayList<>(List.of("tune", "run"));
        if (!one) {
            command.addAll(List.of("--nproc_per_node", String.valueOf(task.gpus())));
        }
        command.addAll(List.of((isPreference(task) ? "lora_dpo_" : "lora_finetune_") + (one
                ? "single_device"
                : "distributed"), "--config", config, "checkpointer.checkpoint_dir=" + task.weights(),
                "checkpointer.output_dir=out", "output_dir=out", "epochs=" + epochs(task), "batch_size=1",
                "gradient_accumulation_steps=" + accumulation(task), "optimizer.lr=" + rate(task).toPlainString(),
                "dataset._component_=torchtune.datasets." + (isPreference(task)
                        ? "preference_dataset"
                        : "chat_dataset"),
                "dataset.source=json", "dataset.data_files=data/prepared/train.jsonl", "dataset.split=train"));
        if (!isPreference(task)) {
            command.addAll(List.of("dataset.conversation_column=messages", "dataset.conversation_style=openai"));
        }
        if (task.request().method() instanceof TrainingMethod.Preference preference && preference.beta() != null) {
            command.add("loss.beta=" + preference.beta().toPlainString());
        }
        if (task.request().hyperparameters().seed() != null) {
            command.add("seed=" + task.request().hyperparameters().seed());
        }
        command.addAll(List.of("save_adapter_weights_only=True", "log_every_n_steps=1",
                "metric_logger._component_=torchtune.training.metric_logging.StdoutLogger"));
        return command;
    }

    private static boolean isPreference(Trainer.Task task) {
        return task.request().method() instanceof TrainingMethod.Preference;
    }

    private static int epochs(Trainer.Task task) {
        Integer epochs = task.request().hyperparameters().epochs();
        return epochs == null ? 3 : epochs;
    }

    private static int accumulation(Trainer.Task task) {
        int gpus = Math.max(1, task.gpus());
        Integer batch = task.request().hyperparameters().batchSize();
        if (batch == null) {
            return BATCH_PER_GPU;
        }
        if (batch % gpus != 0) {
            throw new Trainer.Unsupported("A batch of " + batch + " examples cannot be spread evenly over " + gpus
                    + " GPUs; choose a multiple of " + gpus);
        }
        return batch / gpus;
    }

    /** The trainer's own rate, times the multiplier. */
    private static BigDecimal rate(Trainer.Task task) {
        Hyperparameters chosen = task.request().hyperparameters();
        BigDecimal own = isPreference(task) ? PREFERENCE_RATE : SUPERVISED_RATE;
        BigDecimal multiplier = chosen.learningRateMultiplier();
        return (multiplier == null ? own : own.multiply(multiplier)).stripTrailingZeros();
    }

    private static void seed(Trainer.Task task, ObjectNode file, String name) {
        Integer seed = task.request().hyperparameters().seed();
        if (seed != null) {
            file.put(name, seed);
        }
    }

    private ObjectNode template() {
        try (@Nullable
        InputStream in = Preset.class.getResourceAsStream(word() + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("The resource " + word() + ".yaml is missing from the jar");
            }
            return (ObjectNode) Json.YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
