package io.attune.pipeline.generate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The examiner and the examined share nothing. */
class IndependenceTest {
    private static final String EXAMINER = "io.attune.pipeline.generate..";
    private static final JavaClasses PIPELINE = new ClassFileImporter().importUrl(
            Generator.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void the_generator_knows_the_jdk_jackson_zstandard_and_the_kernel_alone() {
        classes().that().resideInAPackage(EXAMINER).should().onlyDependOnClassesThat().resideInAnyPackage(EXAMINER,
                "java..", "tools.jackson..", "com.fasterxml.jackson.annotation..", "com.github.luben.zstd..",
                "org.jspecify.annotations..", "io.attune.kernel..").check(PIPELINE);
    }

    @Test
    void nothing_else_in_the_pipeline_knows_the_generator() {
        noClasses().that().resideInAPackage("io.attune.pipeline..").and().resideOutsideOfPackage(
                EXAMINER).should().dependOnClassesThat().resideInAPackage(EXAMINER).check(PIPELINE);
    }
}
