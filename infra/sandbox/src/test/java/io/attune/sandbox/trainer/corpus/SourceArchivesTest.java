package io.attune.sandbox.trainer.corpus;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SourceArchivesTest {

    private static final Pattern BOOT_PROPERTY = Pattern.compile(
            "server\\.port|spring\\.(datasource|flyway|jpa|kafka|mvc|web|security)\\.[a-z]|management\\.[a-z]");

    @Test
    void theCorpusIsTheSameEachTime() {
        assertThat(SourceArchives.smallest().corpus()).isEqualTo(SourceArchives.smallest().corpus());
    }

    @Test
    void noConfigurationPropertyOfSpringBootIsInTheCorpus() {
        List<String> texts = SourceArchives.all().corpus().texts();

        assertThat(texts).hasSizeGreaterThan(20_000).noneMatch(text -> BOOT_PROPERTY.matcher(text).find());
    }
}
