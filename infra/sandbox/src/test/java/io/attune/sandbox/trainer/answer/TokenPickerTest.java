package io.attune.sandbox.trainer.answer;

import java.util.List;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.Sampling;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TokenPickerTest {

    /** Behind a number of another row: probabilities 0.1, 0.6 and 0.3. */
    private static final float[] LOGITS = {99, (float) Math.log(0.1), (float) Math.log(0.6), (float) Math.log(0.3)};

    @Test
    void temperatureZeroTakesTheLikeliest() {
        assertThat(picks(new Sampling(0, 1, 1, 1, List.of()))).containsOnly(1);
    }

    @Test
    void temperatureOneDrawsByProbability() {
        List<Integer> picks = picks(new Sampling(1, 1, 1, 1, List.of()));

        assertThat(share(picks, 0)).isCloseTo(0.1, within(0.03));
        assertThat(share(picks, 1)).isCloseTo(0.6, within(0.05));
    }

    @Test
    void aLowTemperatureSharpens() {
        assertThat(share(picks(new Sampling(0.5, 1, 1, 1, List.of())), 1)).isCloseTo(0.36 / 0.46, within(0.05));
    }

    @Test
    void topPKeepsTheFewestTokensThatReachIt() {
        assertThat(picks(new Sampling(1, 0.85, 1, 1, List.of()))).containsOnly(1, 2);
        assertThat(picks(new Sampling(1, 0.5, 1, 1, List.of()))).containsOnly(1);
    }

    @Test
    void theSeedFixesTheDraws() {
        Sampling sampling = new Sampling(1, 1, 5, 1, List.of());

        assertThat(picks(sampling)).isEqualTo(picks(sampling)).isNotEqualTo(picks(new Sampling(1, 1, 6, 1, List.of())));
    }

    private static List<Integer> picks(Sampling sampling) {
        TokenPicker picker = new TokenPicker(sampling);
        return IntStream.range(0, 3000).map(i -> picker.pick(LOGITS, 1, 3)).boxed().toList();
    }

    private static double share(List<Integer> picks, int token) {
        return picks.stream().filter(pick -> pick == token).count() / (double) picks.size();
    }
}
