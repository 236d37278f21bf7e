package io.attune.orchestrator.evaluation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.attune.orchestrator.run.Run;
import org.springframework.stereotype.Component;

/** The stored answers of an evaluation, for browsing. */
@Component
public class EvaluatedAnswers {
    private final EvaluationStore store;

    EvaluatedAnswers(EvaluationStore store) {
        this.store = store;
    }

    /**
     * One answer.
     *
     * @param answer what was said, as JSON: by the model, by the runtime, with which citations
     * @param measures the measures by name, as JSON
     */
    public record Answer(String arm, String suite, String item, String question, String reference,
            @JsonRawValue String answer, @JsonRawValue String measures) {}

    public List<Answer> list(Run run, String arm, String suite, int limit) {
        return store.browse(run.project(), run.id(), arm, suite, limit).stream().map(s -> new Answer(s.arm(), s.suite(),
                s.item(), s.question(), s.reference(), s.answer(), s.measures())).toList();
    }
}
