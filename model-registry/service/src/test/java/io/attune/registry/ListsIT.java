package io.attune.registry;

import java.io.IOException;
import java.nio.file.Files;

import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;

/** A page takes as many statements for many things as for a few. */
@RegistryTest
@Import(CountedStatements.class)
class ListsIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final int MANY = 9;

    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;
    @Autowired
    Models models;
    @Autowired
    Aliases aliases;

    @BeforeEach
    void models_with_versions_and_aliases() {
        for (int i = 1; models.list(PROJECT, null, MANY).size() < MANY; i++) {
            register(models, PROJECT, "model-" + i, i == 1 ? MANY : 1);
            aliases.move(champion(PROJECT, "model-" + i, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/models?limit=", "/api/v1/models/model-1/versions?limit=",
            "/api/2.0/mlflow/registered-models/search?max_results=",
            "/api/2.0/mlflow/model-versions/search?max_results="})
    void a_page_of_many_takes_as_many_statements_as_a_page_of_two(String list) throws Exception {
        get(list + 1, 1);
        int few = CountedStatements.of(() -> get(list + 2, 2));
        int many = CountedStatements.of(() -> get(list + MANY, MANY));
        assertThat(many).isEqualTo(few).isBetween(1, 6);
    }

    @Test
    void a_page_of_versions_begins_below_its_cursor() throws Exception {
        assertThat(web.get().uri("/api/v1/models/model-1/versions?limit=2&cursor=4").header("Authorization", "Bearer "
                + key()).exchange()).bodyJson().isLenientlyEqualTo("""
                        {"items": [{"number": 3, "metrics": [{"arm": "tuned"}]}, {"number": 2}], "nextCursor": "2"}""");
    }

    private void get(String path, int expected) throws IOException {
        assertThat(web.get().uri(path).header("Authorization", "Bearer "
                + key()).exchange()).hasStatusOk().bodyJson().extractingPath(path.startsWith("/api/v1")
                        ? "$.items.length()"
                        : path.contains("registered")
                                ? "$.registered_models.length()"
                                : "$.model_versions.length()").isEqualTo(expected);
    }

    private String key() throws IOException {
        return Files.readString(settings.home().resolve("admin.key")).trim();
    }
}
