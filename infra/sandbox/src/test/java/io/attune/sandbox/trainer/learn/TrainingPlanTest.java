package io.attune.sandbox.trainer.learn;

import io.attune.sandbox.trainer.Hyperparameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingPlanTest {

    @Test
    void aLargeFileIsReadThreeTimesInBatchesOfSixteen() {
        assertThat(TrainingPlan.of(Hyperparameters.auto(), 3000)).isEqualTo(new TrainingPlan(3, 16, 1, 188));
    }

    @Test
    void aSmallFileTakesAboutTwentySteps() {
        assertThat(TrainingPlan.of(Hyperparameters.auto(), 60).totalSteps()).isBetween(20, 30);
    }

    @Test
    void aTinyFileIsReadMoreOften() {
        assertThat(TrainingPlan.of(Hyperparameters.auto(), 10).epochs()).isEqualTo(10);
        assertThat(TrainingPlan.of(Hyperparameters.auto(), 1).epochs()).isEqualTo(25);
    }

    @Test
    void whatTheCallerChoseStands() {
        assertThat(TrainingPlan.of(new Hyperparameters(2, 5, 0.5), 11)).isEqualTo(new TrainingPlan(2, 5, 0.5, 3));
    }

    @Test
    void theMultiplierScalesTheLearningRate() {
        double usual = TrainingPlan.of(new Hyperparameters(1, 16, 1.0), 1000).learningRate().peak();

        assertThat(TrainingPlan.of(new Hyperparameters(1, 16, 2.0), 1000).learningRate().peak()).isEqualTo(2 * usual);
        assertThat(TrainingPlan.of(new Hyperparameters(1, 4, 1.0), 1000).learningRate().peak()).isEqualTo(usual / 2);
    }
}
