package io.attune.architecture;

import java.util.Set;
import java.util.stream.Stream;

import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/**
 * What a module shows. Its base package, and nothing below; the pure libraries, which cannot carry Spring's annotations,
 * show all of their packages; the orchestrator shows the application the tariff it is configured with, and the platform
 * shows every module what a holder of personal data has to answer.
 */
public class OurModules implements ApplicationModuleDetectionStrategy {
    private static final Set<String> LIBRARIES = Set.of("io.attune.kernel", "io.attune.pipeline", "io.attune.index",
            "io.attune.provider");

    @Override
    public Stream<JavaPackage> getModuleBasePackages(JavaPackage basePackage) {
        return ApplicationModuleDetectionStrategy.directSubPackage().getModuleBasePackages(basePackage);
    }

    @Override
    public NamedInterfaces detectNamedInterfaces(JavaPackage basePackage, ApplicationModuleInformation information) {
        if (LIBRARIES.contains(basePackage.getName())) {
            return NamedInterfaces.forOpen(basePackage);
        }
        if (basePackage.getName().equals("io.attune.orchestrator")) {
            return NamedInterfaces.builder(basePackage).matching("quote").build();
        }
        if (basePackage.getName().equals("io.attune.platform")) {
            return NamedInterfaces.builder(basePackage).matching("privacy").build();
        }
        return NamedInterfaces.of(basePackage, information);
    }
}
