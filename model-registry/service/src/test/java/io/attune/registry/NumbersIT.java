package io.attune.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.testing.TestServersInitializer;
import io.attune.registry.Aliases.AliasChange;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for numbers and aliases, whatever is done to models in whatever order. */
class NumbersIT {
    private static ConfigurableApplicationContext context;

    /** The whole registry on a database of its own, started once. */
    @BeforeContainer
    static void start() {
        context = new SpringApplicationBuilder(RegistryTestApplication.class).web(
                WebApplicationType.SERVLET).properties("server.port=0").initializers(
                        new TestServersInitializer()).run();
    }

    @AfterContainer
    static void stop() {
        context.close();
    }

    /** What may be done to a model. */
    enum Deed {
        OPEN,
        REGISTER,
        DELETE_VERSION,
        DELETE_MODEL,
        RENAME,
        MOVE_ALIAS,
        MOVE_ALIAS_BACK,
        REMOVE_ALIAS
    }

    /**
     * One step of a story.
     *
     * @param other the name that a model is given
     * @param number a version that may or may not be there
     */
    record Step(Deed deed, String model, String other, int number, String alias) {
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        // versions are what the rest is done to
        Arbitrary<Deed> deeds = Arbitraries.oneOf(Arbitraries.of(Deed.class), Arbitraries.of(Deed.REGISTER,
                Deed.MOVE_ALIAS));
        return Combinators.combine(deeds, names, names, Arbitraries.integers().between(1, 5), Arbitraries.of(
                "champion", "challenger")).as(Step::new).list().ofMinSize(10).ofMaxSize(40);
    }

    @Property(tries = 25)
    void numbers_are_never_used_again_and_aliases_point_at_versions_that_are_there(
            @ForAll("stories") List<Step> story) {
        ProjectId project = Samples.newProject();
        Map<String, Set<Integer>> given = new HashMap<>();
        for (Step step : story) {
            try {
                take(project, step, given);
            } catch (PlatformException e) {
                // refused, as it may be
            }
            requireAliasesOfVersions(project);
        }
    }

    private static void take(ProjectId project, Step step, Map<String, Set<Integer>> given) {
        Models models = context.getBean(Models.class);
        Aliases aliases = context.getBean(Aliases.class);
        VersionRef version = new VersionRef(step.model(), step.number());
        switch (step.deed()) {
            case OPEN -> models.open(project, step.model(), "", Map.of(), "ann");
            case REGISTER -> {
                ModelVersion made = models.register(NewModelVersion.imported(project, step.model(),
                        new Origin.Imported("s3://b/m", null, null, "ann"), "", Map.of()));
                assertThat(numbers(given, step.model()).add(made.ref().number())).as(
                        "%s is new", made.ref()).isTrue();
            }
            case DELETE_VERSION -> models.delete(project, version, "ann");
            case DELETE_MODEL -> models.delete(project, step.model(), "ann");
            case RENAME -> {
                models.rename(project, step.model(), step.other(), "ann");
                numbers(given, step.other()).addAll(numbers(given, step.model()));
            }
            case MOVE_ALIAS -> aliases.move(new AliasChange(project, version, step.alias(), "ann", "why", null, null));
            case MOVE_ALIAS_BACK -> aliases.back(project, version, step.alias(), "ann", "why");
            case REMOVE_ALIAS -> aliases.remove(project, step.model(), step.alias(), "ann", "why");
        }
    }

    private static Set<Integer> numbers(Map<String, Set<Integer>> given, String model) {
        return given.computeIfAbsent(model, _ -> new HashSet<>());
    }

    private static void requireAliasesOfVersions(ProjectId project) {
        Models models = context.getBean(Models.class);
        Aliases aliases = context.getBean(Aliases.class);
        Map<String, Map<String, Integer>> pointing = aliases.pointing(project, List.of("a", "b", "c"));
        for (String model : List.of("a", "b", "c")) {
            Map<String, Integer> listed = new HashMap<>();
            for (AliasMove move : aliases.list(project, model)) {
                listed.put(move.alias(), move.to());
                assertThat(models.find(project, new VersionRef(model, move.to()))).as("%s of %s", move.alias(),
                        model).isPresent();
            }
            assertThat(pointing.getOrDefault(model, Map.of())).isEqualTo(listed);
        }
    }
}
