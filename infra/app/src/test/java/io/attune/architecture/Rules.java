package io.attune.architecture;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The boundaries that packages cannot draw by themselves. */
final class Rules {
    static final ArchRule PURE_MODULES_KNOW_NO_FRAMEWORK = noClasses().that().resideInAnyPackage("io.attune.kernel..",
            "io.attune.pipeline..", "io.attune.index..", "io.attune.provider..").should().dependOnClassesThat(
                    resideInAnyPackage("org.springframework..", "jakarta..", "java.sql..", "javax.sql..")).because(
                            "they are libraries: usable in a batch job, on Spark and in a test without a container");

    static final ArchRule ADAPTERS_SEE_THE_SPI_ALONE = noClasses().that().resideInAPackage(
            "io.attune.adapter..").should().dependOnClassesThat(
                    resideInAPackage("io.attune..").and(DescribedPredicate.not(resideInAnyPackage("io.attune.kernel..",
                            "io.attune.provider..", "io.attune.adapter..")))).because(
                                    "a provider must be replaceable without touching the platform");

    static final ArchRule ADAPTERS_DO_NOT_SEE_EACH_OTHER = SlicesRuleDefinition.slices().matching(
            "io.attune.adapter.(*)..").should().notDependOnEachOther();

    static final ArchRule TIME_AND_CHANCE_ARE_GIVEN = classes().that().resideInAPackage("io.attune..").should(
            takeTimeAndChanceAsArguments()).because("tests must be able to set them");

    static final ArchRule NOTHING_PRINTS = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    static final ArchRule NOBODY_SEES_THE_SANDBOX = noClasses().that().resideOutsideOfPackage(
            "io.attune.sandbox..").should().dependOnClassesThat(resideInAPackage("io.attune.sandbox..")).because(
                    "the platform runs against any PostgreSQL, S3 and provider");

    static final ArchRule NULLNESS_IS_MARKED = classes().that().resideInAPackage("io.attune..").should(
            standInANullMarkedPackage());

    private Rules() {}

    private static ArchCondition<JavaClass> takeTimeAndChanceAsArguments() {
        return new ArchCondition<>("take time and chance as arguments") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                    if (readsTimeOrChance(call) && !isTheSource(call)) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription()));
                    }
                }
            }
        };
    }

    /**
     * Where the clock that is given to everybody comes from; the text between parts of an upload, which may be any; the
     * name that a process takes to tell its claims from those of its predecessor.
     */
    private static boolean isTheSource(JavaMethodCall call) {
        return call.getOrigin().isAnnotatedWith("org.springframework.context.annotation.Bean") || Set.of(
                "io.attune.adapter.openai.Upload", "io.attune.orchestrator.run.RunDispatcher").contains(
                        call.getOriginOwner().getName());
    }

    private static boolean readsTimeOrChance(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getName();
        boolean noArguments = call.getTarget().getRawParameterTypes().isEmpty();
        return noArguments && name.equals("now") && (owner.isEquivalentTo(Instant.class)
                || owner.isEquivalentTo(LocalDate.class) || owner.isEquivalentTo(LocalDateTime.class)
                || owner.isEquivalentTo(OffsetDateTime.class) || owner.isEquivalentTo(ZonedDateTime.class))
                || owner.isEquivalentTo(Clock.class) && name.startsWith("system")
                || owner.isEquivalentTo(InstantSource.class) && name.equals("system")
                || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                || owner.isEquivalentTo(Thread.class) && name.equals("sleep")
                || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID")
                || owner.isEquivalentTo(Math.class) && name.equals("random");
    }

    private static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return new ArchCondition<>("stand in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().tryGetPackageInfo().filter(
                        info -> info.isAnnotatedWith(NullMarked.class)).isPresent();
                if (!marked) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in a package whose"
                            + " package-info.java lacks @NullMarked"));
                }
            }
        };
    }
}
