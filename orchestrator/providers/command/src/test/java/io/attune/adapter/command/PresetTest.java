package io.attune.adapter.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.attune.provider.Hyperparameters;
import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;
import io.attune.provider.TrainingMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PresetTest {
    private static final TrainingMethod PREFERENCE = new TrainingMethod.Preference(new BigDecimal("0.2"));
    private static final String PAIR = """
            {"input":{"messages":[{"role":"user","content":"q"}]},"preferred_output":[{"role":"assistant","content":"good"}],\
            "non_preferred_output":[{"role":"assistant","content":"bad"}]}
            """;
    private static final String CHAT = """
            {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}
            """;

    @TempDir
    Path job;

    private static Trainer.Prepared prepared(Preset preset, TrainingMethod method, int gpus) {
        SubmitRequest request = new SubmitRequest(new RunKey("key-1"), new ProviderModelId("base"), new ProviderFileId(
                "t"), null, method, new Hyperparameters(2, 16, new BigDecimal("0.5"), 7), "s", Map.of(), Instant.EPOCH);
        return preset.with(preset == Preset.LLAMA_FACTORY ? "llama3" : "llama3_1/8B_lora").prepare(new Trainer.Task(
                request,
                "/models/base", gpus, true));
    }

    private static Trainer.Prepared prepared(Preset preset, String config, Integer rank) {
        SubmitRequest request = new SubmitRequest(new RunKey("key-1"), new ProviderModelId("base"), new ProviderFileId(
                "t"), null, TrainingMethod.SUPERVISED, new Hyperparameters(2, null, null, null, rank), "s", Map.of(),
                Instant.EPOCH, new TrainerChoice(preset.word(), config, null, null));
        return preset.with(preset == Preset.LLAMA_FACTORY ? "llama3" : "llama3_1/8B_lora").prepare(new Trainer.Task(
                request, "/models/base", 1, false));
    }

    @Test
    void figures_of_the_training_that_a_job_says_stand_in_the_trainers_own_file() {
        JsonNode axolotl = config(prepared(Preset.AXOLOTL, "warmup_ratio: 0.2\nlora_alpha: 16\n", 8));

        assertThat(axolotl.path("warmup_ratio").doubleValue()).isEqualTo(0.2);
        assertThat(axolotl.path("lora_alpha").intValue()).isEqualTo(16);
        assertThat(axolotl.path("lora_r").intValue()).isEqualTo(8);
        assertThat(axolotl.path("base_model").stringValue()).isEqualTo("/models/base");
        assertThat(config(prepared(Preset.LLAMA_FACTORY, "cutoff_len: 512", 4)).path("lora_rank").intValue()).isEqualTo(
                4);
        assertThat(prepared(Preset.TORCHTUNE, "tokenizer.max_seq_len: 512", 4).command()).contains("model.lora_rank=4",
                "tokenizer.max_seq_len=512");
    }

    @Test
    void what_names_code_files_or_models_is_not_a_jobs_to_decide() {
        for (String config : List.of("trust_remote_code: true", "plugins: [evil.Plugin]", "base_model: other",
                "output_dir: /etc", "lora_alpha: [1, 2]", "optimizer: ../../x", "no map")) {
            assertThatThrownBy(() -> prepared(Preset.AXOLOTL, config, null)).as(config).isInstanceOf(
                    Trainer.Unsupported.class);
        }
    }

    private static JsonNode config(Trainer.Prepared prepared) {
        return Json.YAML.readTree(prepared.files().get("config.yaml"));
    }

    @Test
    void axolotl_reads_chat_messages_and_trains_as_the_job_says() {
        Trainer.Prepared prepared = prepared(Preset.AXOLOTL, TrainingMethod.SUPERVISED, 4);

        assertThat(prepared.command()).endsWith("axolotl", "train", "config.yaml");
        JsonNode config = config(prepared);
        assertThat(config.path("base_model").stringValue()).isEqualTo("/models/base");
        assertThat(config.path("num_epochs").intValue()).isEqualTo(2);
        assertThat(config.path("micro_batch_size").intValue() * config.path(
                "gradient_accumulation_steps").intValue() * 4).isEqualTo(16);
        assertThat(config.path("learning_rate").decimalValue()).isEqualByComparingTo("0.0001");
        assertThat(config.path("seed").intValue()).isEqualTo(7);
        assertThat(config.path("output_dir").stringValue()).isEqualTo("out");
        assertThat(config.at("/datasets/0/type").stringValue()).isEqualTo("chat_template");
        assertThat(config.at("/datasets/0/path").stringValue()).isEqualTo("data/prepared/train.jsonl");
        assertThat(config.at("/test_datasets/0/path").stringValue()).isEqualTo("data/prepared/test.jsonl");
        assertThat(config.has("rl")).isFalse();
    }

    @Test
    void axolotl_prefers() {
        JsonNode config = config(prepared(Preset.AXOLOTL, PREFERENCE, 1));

        assertThat(config.path("rl").stringValue()).isEqualTo("dpo");
        assertThat(config.path("dpo_beta").decimalValue()).isEqualByComparingTo("0.2");
        assertThat(config.at("/datasets/0/type").stringValue()).isEqualTo("chat_template.default");
        assertThat(config.at("/datasets/0/field_chosen").stringValue()).isEqualTo("chosen");
        assertThat(config.path("learning_rate").decimalValue()).isEqualByComparingTo("0.0000025");
    }

    @Test
    void trl_has_a_command_for_each_method() {
        Trainer.Prepared supervised = prepared(Preset.TRL, TrainingMethod.SUPERVISED, 2);
        Trainer.Prepared preference = prepared(Preset.TRL, PREFERENCE, 1);

        assertThat(supervised.command()).endsWith("trl", "sft", "--config", "config.yaml", "--num_processes", "2");
        assertThat(preference.command()).endsWith("trl", "dpo", "--config", "config.yaml");
        assertThat(config(supervised).path("gradient_accumulation_steps").intValue()).isEqualTo(8);
        assertThat(config(supervised).path("dataset_name").stringValue()).isEqualTo("data/prepared");
        assertThat(config(supervised).path("eval_strategy").stringValue()).isEqualTo("epoch");
        assertThat(config(supervised).path("num_train_epochs").intValue()).isEqualTo(2);
        assertThat(config(preference).path("beta").decimalValue()).isEqualByComparingTo("0.2");
    }

    @Test
    void llama_factory_is_told_stage_and_template() {
        JsonNode supervised = config(prepared(Preset.LLAMA_FACTORY, TrainingMethod.SUPERVISED, 1));
        JsonNode preference = config(prepared(Preset.LLAMA_FACTORY, PREFERENCE, 1));

        assertThat(supervised.path("stage").stringValue()).isEqualTo("sft");
        assertThat(supervised.path("template").stringValue()).isEqualTo("llama3");
        assertThat(supervised.path("eval_dataset").stringValue()).isEqualTo("test");
        assertThat(preference.path("stage").stringValue()).isEqualTo("dpo");
        assertThat(preference.path("pref_beta").decimalValue()).isEqualByComparingTo("0.2");
    }

    @Test
    void torchtune_is_told_by_overrides_of_its_own_configuration() {
        assertThat(prepared(Preset.TORCHTUNE, TrainingMethod.SUPERVISED, 2).command()).containsSequence("tune", "run",
                "--nproc_per_node", "2", "lora_finetune_distributed", "--config", "llama3_1/8B_lora").contains(
                        "checkpointer.checkpoint_dir=/models/base", "epochs=2", "gradient_accumulation_steps=8",
                        "optimizer.lr=0.0001", "dataset._component_=torchtune.datasets.chat_dataset",
                        "dataset.conversation_style=openai", "seed=7");
        assertThat(prepared(Preset.TORCHTUNE, PREFERENCE, 1).command()).contains("lora_dpo_single_device",
                "dataset._component_=torchtune.datasets.preference_dataset", "loss.beta=0.2");
    }

    @ParameterizedTest
    @EnumSource
    void a_batch_that_cannot_be_spread_over_the_gpus_is_unsupported(Preset preset) {
        assertThatThrownBy(() -> prepared(preset, TrainingMethod.SUPERVISED, 3)).isInstanceOf(
                Trainer.Unsupported.class).hasMessageContaining("16").hasMessageContaining("3 GPUs");
    }

    @Test
    void hugging_faces_log_lines_become_metrics() throws Exception {
        List<MetricPoint> points = run(Preset.TRL, CHAT, """
                #!/bin/sh
                echo "  0%| | 0/2 {'loss': 2.5, 'grad_norm': 0.3, 'mean_token_accuracy': 0.25, 'num_tokens': 10.0, 'epoch': 0.5}"
                echo "{'loss': '1.5', 'learning_rate': 0.0001, 'epoch': 1.0}"
                echo "{'eval_loss': 1.75, 'eval_runtime': 3.1, 'epoch': 1.0}"
                echo "{'train_runtime': 12.0, 'train_loss': 2.0}"
                """);

        assertThat(points).containsExactly(new MetricPoint(1, "train_loss", 2.5), new MetricPoint(1,
                "train_mean_token_accuracy", 0.25), new MetricPoint(2, "train_loss", 1.5), new MetricPoint(2,
                        "full_valid_loss", 1.75));
    }

    @Test
    void torchtunes_log_lines_become_metrics() throws Exception {
        assertThat(run(Preset.TORCHTUNE, CHAT, """
                #!/bin/sh
                echo "Step 1 | loss:2.5 lr:0.0001 tokens_per_second_per_gpu:100.0"
                echo "Step 2 | loss:1.5 lr:0.0001"
                """)).containsExactly(new MetricPoint(1, "train_loss", 2.5), new MetricPoint(2, "train_loss", 1.5));
    }

    @Test
    void each_trainer_gets_pairs_in_its_own_form() throws Exception {
        String program = "#!/bin/sh\nexit 0\n";
        run(Preset.TRL, PAIR, program);
        assertThat(preparedLine().path("chosen").path(0).path("content").stringValue()).isEqualTo("good");
        assertThat(preparedLine().path("prompt").path(0).path("content").stringValue()).isEqualTo("q");
        run(Preset.AXOLOTL, PAIR, program);
        assertThat(preparedLine().path("chosen").path("content").stringValue()).isEqualTo("good");
        run(Preset.TORCHTUNE, PAIR, program);
        assertThat(preparedLine().path("rejected").path(1).path("content").stringValue()).isEqualTo("bad");
        run(Preset.LLAMA_FACTORY, PAIR, program);
        JsonNode info = Json.MAPPER.readTree(job.resolve("data/prepared/dataset_info.json").toFile());
        assertThat(info.at("/train/ranking").booleanValue()).isTrue();
        assertThat(info.at("/train/columns/rejected").stringValue()).isEqualTo("rejected");
    }

    private JsonNode preparedLine() {
        return Json.MAPPER.readTree(job.resolve("data/prepared/train.jsonl").toFile());
    }

    /** Runs the real wrapper, with a program that speaks as the trainer does. */
    private List<MetricPoint> run(Preset preset, String line, String program) throws IOException, InterruptedException {
        Programs.require("python3", "python3");
        Files.createDirectories(job.resolve("data"));
        Files.writeString(job.resolve("data/train.jsonl"), line);
        Files.writeString(job.resolve("run.py"), Scripts.RUN);
        Path trainer = Files.writeString(job.resolve("trainer"), program);
        Files.setPosixFilePermissions(trainer, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(prepared(preset, TrainingMethod.SUPERVISED, 1).command().subList(0, 4));
        command.set(0, Programs.path("python3"));
        command.add(trainer.toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(job.toFile()).redirectErrorStream(
                true).redirectOutput(job.resolve("log").toFile());
        builder.environment().put("ATTUNE_METRICS", job.resolve("metrics.jsonl").toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(job.resolve("log"))).isZero();
        return Metrics.read(Files.readAllLines(job.resolve("metrics.jsonl")), 0);
    }
}
