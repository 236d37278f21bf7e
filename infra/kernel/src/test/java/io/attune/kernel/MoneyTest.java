package io.attune.kernel;

import java.math.BigDecimal;
import java.util.Currency;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MoneyTest {
    private static final Currency USD = Currency.getInstance("USD");

    @Property
    void what_is_written_is_read_again(
            @ForAll @BigRange(min = "-1000000", max = "1000000") @Scale(12) BigDecimal amount) {
        Money money = new Money(amount, USD);
        assertThat(Money.parse(money.toString())).isEqualTo(money);
    }

    @Property
    void adding_and_taking_away_again_changes_nothing(@ForAll @BigRange(min = "0", max = "1000") @Scale(6) BigDecimal a,
            @ForAll @BigRange(min = "0", max = "1000") @Scale(6) BigDecimal b) {
        Money money = new Money(a, USD);
        assertThat(money.plus(new Money(b, USD)).minus(new Money(b, USD))).isEqualTo(money);
    }

    @Test
    void equal_amounts_are_equal_however_they_are_written() {
        assertThat(Money.of("5", "USD")).isEqualTo(Money.of("5.000", "USD")).hasToString("5.00 USD");
    }

    @Test
    void a_number_without_a_currency_is_refused_with_an_example() {
        assertThatThrownBy(() -> Money.parse("5")).hasMessageContaining("'5'").hasMessageContaining("5 USD");
    }

    @Test
    void two_currencies_never_mix() {
        assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR"))).hasMessageContaining(
                "currencies differ");
    }

    @Test
    void a_product_is_never_rounded_down() {
        assertThat(Money.of("0.000000000001", "USD").timesRoundedUp(new BigDecimal("1.1"))).isEqualTo(Money.of(
                "0.000000000002", "USD"));
    }
}
