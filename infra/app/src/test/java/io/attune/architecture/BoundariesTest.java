package io.attune.architecture;

import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.attune.Attune;
import io.attune.adapter.fixture.KnowsTheOrchestrator;
import io.attune.adapter.other.KnowsAnotherAdapter;
import io.attune.fixture.Impatient;
import io.attune.fixture.modules.Program;
import io.attune.kernel.fixture.KnowsSpring;
import io.attune.sandbox.fixture.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundariesTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter().withImportOption(
            new ImportOption.DoNotIncludeTests()).withImportOption(
                    location -> !location.contains("-tests.jar")).importPackages("io.attune");

    static Stream<Arguments> rules() {
        return Stream.of(Arguments.of(Rules.PURE_MODULES_KNOW_NO_FRAMEWORK, KnowsSpring.class),
                Arguments.of(Rules.ADAPTERS_SEE_THE_SPI_ALONE, KnowsTheOrchestrator.class),
                Arguments.of(Rules.ADAPTERS_DO_NOT_SEE_EACH_OTHER, KnowsAnotherAdapter.class),
                Arguments.of(Rules.TIME_AND_CHANCE_ARE_GIVEN, Impatient.class),
                Arguments.of(Rules.NOTHING_PRINTS, Impatient.class),
                Arguments.of(Rules.NOBODY_SEES_THE_SANDBOX, Impatient.class),
                Arguments.of(Rules.NULLNESS_IS_MARKED, Impatient.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_product_keeps_the_rule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_a_class_that_breaks_it(ArchRule rule, Class<?> breaker) {
        JavaClasses broken = new ClassFileImporter().importClasses(breaker, KnowsTheOrchestrator.class, Sandbox.class);
        assertThatThrownBy(() -> rule.check(broken)).isInstanceOf(AssertionError.class).hasMessageContaining(
                breaker.getSimpleName());
    }

    @Test
    void the_sandbox_is_not_on_the_platforms_class_path() {
        assertThat(PRODUCT.stream().map(c -> c.getPackageName())).noneMatch(p -> p.startsWith("io.attune.sandbox"));
    }

    @Test
    void no_module_reaches_into_another() {
        ApplicationModules.of(Attune.class, resideInAPackage("io.attune.platform.testing..")).verify();
    }

    @Test
    void a_module_that_reaches_into_another_is_found() {
        ApplicationModules modules = ApplicationModules.of(Program.class, everything());
        assertThat(modules.detectViolations().getMessages()).singleElement().asString().contains("one", "two",
                "Secret");
    }

    /** Tests are left out unless somebody asks for them. */
    private static ImportOption everything() {
        return location -> true;
    }
}
