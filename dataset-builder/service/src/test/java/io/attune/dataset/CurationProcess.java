package io.attune.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** A process that curates a file under each of some keys, as a dataset of that name, prints each digest, and ends: there to be killed. */
final class CurationProcess {
    static final String DIGEST = "digest ";

    private CurationProcess() {}

    /** @param args the file of settings, the plan as JSON, the file of records, keys of curations */
    public static void main(String[] args) throws Exception {
        CurationPlan plan = CurationPlan.ofMap(JsonMapper.shared().readValue(args[1], new TypeReference<>() {
        }));
        SpringApplication application = new SpringApplication(DatasetTestApplication.class);
        try (ConfigurableApplicationContext context = application.run("--server.port=0",
                "--spring.config.additional-location=file:" + args[0])) {
            ObjectKey file = new ObjectKey(ProjectId.DEFAULT, "files/killed");
            ObjectStore objects = context.getBean(ObjectStore.class);
            objects.put(file, Files.readAllBytes(Path.of(args[2])));
            Curation curation = context.getBean(Curation.class);
            for (int i = 3; i < args.length; i++) {
                CurationRequest request = new CurationRequest(ProjectId.DEFAULT, args[i], args[i], plan, Map.of(
                        "records.jsonl", file), java.util.List.of());
                CurationStatus end = await().atMost(Duration.ofSeconds(60)).until(() -> curation.ensure(request),
                        status -> !(status instanceof CurationStatus.Running));
                System.out.println(end instanceof CurationStatus.Finished done
                        ? DIGEST + done.version().digest()
                        : "failed " + end);
            }
        }
    }
}
