package io.attune.orchestrator.event;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NewDataTest {

    @ParameterizedTest
    @CsvSource({"1000, 1500, records, 500, true", "1000, 1499, records, 500, false", "1000, 900, records, 1, false",
            "1000, 1100, share, 10%, true", "1000, 1099, share, 10%, false", "0, 1, share, 10%, true",
            "0, 0, share, 10%, false", "1000, 3000, share, 200%, true", "1000, 900, share, 1%, false"})
    void sources_grew_by_a_number_or_a_share(long before, long now, String setting, String value, boolean grew) {
        assertThat(NewData.grew(before, now, Map.of(setting, value))).isEqualTo(grew);
    }
}
