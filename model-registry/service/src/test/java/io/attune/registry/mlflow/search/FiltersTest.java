package io.attune.registry.mlflow.search;

import java.util.List;

import io.attune.registry.mlflow.search.Condition.Operator;
import io.attune.registry.mlflow.search.Condition.Value;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FiltersTest {

    @Test
    void nothing_written_asks_for_nothing() {
        assertThat(Filters.parse(null)).isEmpty();
        assertThat(Filters.parse("  ")).isEmpty();
    }

    @Test
    void conditions_are_joined_by_and_in_any_case() {
        assertThat(Filters.parse(
                "metrics.loss < 1.5e-1 AND params.`learning rate`!='0.1' and run_name LIKE 'a%'")).containsExactly(
                        new Condition(new Key(Key.Kind.METRIC, "loss"), Operator.BELOW, new Value.Numeral(0.15)),
                        new Condition(
                                new Key(Key.Kind.PARAM, "learning rate"), Operator.NOT_EQUAL, new Value.Text("0.1")),
                        new Condition(new Key(Key.Kind.ATTRIBUTE, "run_name"), Operator.LIKE, new Value.Text("a%")));
    }

    @Test
    void a_key_keeps_its_dots_and_the_words_for_a_kind_are_many() {
        assertThat(List.of("tag.mlflow.source", "tags.`mlflow.source`", "tags.\"mlflow.source\"")).allSatisfy(
                key -> assertThat(Filters.parse(key + " = 'x'").getFirst().key()).isEqualTo(new Key(Key.Kind.TAG,
                        "mlflow.source")));
        assertThat(Filters.parse("attributes.status = 'FINISHED'").getFirst().key()).isEqualTo(new Key(
                Key.Kind.ATTRIBUTE, "status"));
        assertThat(Filters.parse("dataset.name = 'x'").getFirst().key()).isEqualTo(new Key(Key.Kind.DATASET, "name"));
    }

    @Test
    void a_list_holds_texts() {
        assertThat(Filters.parse("run_id NOT  IN ('a', \"b,c\" ,'it''s')").getFirst()).isEqualTo(new Condition(new Key(
                Key.Kind.ATTRIBUTE, "run_id"), Operator.NOT_IN, new Value.Texts(List.of("a", "b,c", "it's"))));
    }

    @Test
    void and_may_stand_in_a_text_and_begin_a_key() {
        assertThat(Filters.parse("name = 'this AND that' AND android = 'x'")).extracting(
                c -> c.key().name()).containsExactly(
                        "name", "android");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name =", "name = abc", "name = 'abc", "= 'abc'", "name == 'abc'",
            "a = 'b' OR c = 'd'", "a = 'b' AND",
            "a = 'b' c = 'd'", "run_id IN ()", "run_id IN ('a'", "run_id IN (1)", "(a = 'b')", "a NOT LIKE 'b'",
            "a = 1; drop table run"})
    void what_is_no_filter_is_refused_in_mlflows_words(String filter) {
        assertThatThrownBy(() -> Filters.parse(filter)).isInstanceOfSatisfying(MlflowException.class, e -> {
            assertThat(e.error()).isEqualTo(MlflowError.INVALID_PARAMETER_VALUE);
            assertThat(e).hasMessageStartingWith("Invalid clause(s) in filter string").hasMessageContaining(filter);
        });
    }

    @Property
    void anything_is_parsed_or_refused(@ForAll @StringLength(max = 60) String anything) {
        try {
            assertThat(Filters.parse(anything)).isNotNull();
        } catch (MlflowException e) {
            assertThat(e.error()).isEqualTo(MlflowError.INVALID_PARAMETER_VALUE);
        }
    }

    @Property
    void any_text_comes_back_from_its_quotes(@ForAll @StringLength(max = 40) String text,
            @ForAll @StringLength(min = 1, max = 20) String key) {
        String quotedKey = "`" + key.replace("`", "``") + "`";
        String quoted = "'" + text.replace("'", "''") + "'";

        assertThat(Filters.parse("tags." + quotedKey + " = " + quoted)).containsExactly(new Condition(new Key(
                Key.Kind.TAG, key),
                Operator.EQUAL, new Value.Text(text)));
    }

    @Test
    void an_order_has_a_direction_and_names_no_key_twice() {
        assertThat(Order.parse(List.of("metrics.loss DESC", "`tags`.`a b` asc", "name"))).containsExactly(new Order(
                new Key(
                        Key.Kind.METRIC, "loss"), true), new Order(new Key(Key.Kind.TAG, "a b"), false), new Order(
                                new Key(
                                        Key.Kind.ATTRIBUTE, "name"), false));
        assertThatThrownBy(() -> Order.parse(List.of("name", "name DESC"))).hasMessageContaining("duplicate");
        assertThatThrownBy(() -> Order.parse(List.of("name UP"))).hasMessageContaining("name UP");
    }
}
