package io.attune.adapter.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.attune.provider.TrainerChoice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a job may decide of a known trainer's settings: figures of the training alone. Whatever names code, files, models or
 * addresses is the operator's, because who writes a recipe may not run programs.
 */
final class PresetSettings {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+-]{1,40}");
    private static final List<String> HUGGING_FACE = List.of("lora_alpha", "lora_dropout", "warmup_ratio",
            "warmup_steps", "weight_decay", "max_grad_norm", "lr_scheduler_type", "packing", "neftune_noise_alpha",
            "bf16");

    private PresetSettings() {}

    /**
     * What a job says of its trainer, by the trainer's own names in their order; the adapter's rank among them.
     *
     * @throws Trainer.Unsupported when it says something that jobs may not, or that cannot be read
     */
    static Map<String, JsonNode> chosen(Preset preset, Trainer.Task task) {
        Map<String, JsonNode> chosen = new TreeMap<>();
        TrainerChoice choice = task.request().trainer();
        String config = choice == null ? null : choice.config();
        if (config != null) {
            read(preset, config).properties().forEach(entry -> chosen.put(checked(preset, entry.getKey()), plain(
                    entry.getKey(), entry.getValue())));
        }
        Integer rank = task.request().hyperparameters().loraRank();
        if (rank != null) {
            chosen.put(rankKey(preset), JsonNodeFactory.instance.numberNode(rank));
        }
        return chosen;
    }

    /** By which a trainer knows the adapter's rank. */
    private static String rankKey(Preset preset) {
        return switch (preset) {
            case AXOLOTL, TRL -> "lora_r";
            case LLAMA_FACTORY -> "lora_rank";
            case TORCHTUNE -> "model.lora_rank";
        };
    }

    private static List<String> more(Preset preset) {
        return switch (preset) {
            case AXOLOTL -> List.of("lora_alpha", "lora_dropout", "sequence_len", "sample_packing",
                    "pad_to_sequence_len", "train_on_inputs", "warmup_ratio", "warmup_steps", "weight_decay",
                    "max_grad_norm", "lr_scheduler", "optimizer", "gradient_checkpointing", "bf16", "tf32",
                    "neftune_noise_alpha");
            case TRL -> List.of("max_length", "gradient_checkpointing", "optim");
            case LLAMA_FACTORY -> List.of("cutoff_len", "optim", "flash_attn");
            case TORCHTUNE -> List.of("model.lora_alpha", "model.lora_dropout", "tokenizer.max_seq_len",
                    "optimizer.weight_decay", "lr_scheduler.num_warmup_steps", "dataset.packed",
                    "enable_activation_checkpointing", "clip_grad_norm", "compile");
        };
    }

    private static JsonNode read(Preset preset, String config) {
        try {
            JsonNode read = Json.YAML.readTree(config);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            // said below, without the text
        }
        throw new Trainer.Unsupported("The configuration for " + preset.word() + " is no YAML of names and values");
    }

    private static String checked(Preset preset, String name) {
        boolean ofHuggingFace = preset == Preset.TRL || preset == Preset.LLAMA_FACTORY;
        if (more(preset).contains(name) || rankKey(preset).equals(name) || (ofHuggingFace && HUGGING_FACE.contains(
                name))) {
            return name;
        }
        List<String> known = new java.util.ArrayList<>(more(preset));
        known.addAll(ofHuggingFace ? HUGGING_FACE : List.of());
        throw new Trainer.Unsupported("A job may not decide '" + name + "' of " + preset.word() + "; it may decide "
                + String.join(", ", known.stream().sorted().toList()));
    }

    private static JsonNode plain(String name, JsonNode value) {
        boolean plain = value.isNumber() || value.isBoolean() || (value.isString() && PLAIN.matcher(
                value.stringValue()).matches());
        if (!plain) {
            throw new Trainer.Unsupported("The value of '" + name + "' is no number, truth value or plain word");
        }
        return value;
    }
}
