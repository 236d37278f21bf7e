package io.attune.cli.terminal;

import java.math.BigDecimal;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormatTest {

    @ParameterizedTest
    @CsvSource({"5, 5.00 USD", "0, 0.00 USD", "12.345678, 12.3457 USD", "0.5, 0.50 USD", "0.00421, 0.00421 USD",
            "0.0000001234567, 0.000000123 USD", "1234.5, 1234.50 USD", "-2.5, -2.50 USD"})
    void moneyShowsTwoPlacesAndMoreWhereItIsSmall(BigDecimal amount, String expected) {
        assertThat(Format.money(amount, "USD")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "850, 850 ms", "4200, 4.2 s", "42000, 42 s", "192000, 3 min 12 s", "180000, 3 min",
            "7500000, 2 h 5 min", "259200000, 3 days"})
    void durationsUseTheUnitsPeopleUse(long millis, String expected) {
        assertThat(Format.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 100 %", "0.975, 97.5 %", "0, 0 %", "0.5, 50 %"})
    void sharesArePercents(double share, String expected) {
        assertThat(Format.share(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"999, 999 B", "1400, 1.4 kB", "84000000000, 84.0 GB", "500000000, 500 MB"})
    void sizesUsePowersOfAThousand(long bytes, String expected) {
        assertThat(Format.bytes(bytes)).isEqualTo(expected);
    }
}
