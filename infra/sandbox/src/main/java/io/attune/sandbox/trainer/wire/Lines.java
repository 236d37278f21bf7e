package io.attune.sandbox.trainer.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingOutcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Frames as single lines of JSON. */
public final class Lines {

    /** Writes which of the permitted records a value is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Named {
    }

    private static final JsonMapper JSON = JsonMapper.builder().addMixIn(Call.class, Named.class).addMixIn(Answer.class,
            Named.class).addMixIn(ModelSource.class, Named.class).addMixIn(TrainingEvent.class, Named.class).addMixIn(
                    TrainingOutcome.class, Named.class).build();
    private static final JavaType CALL = JSON.getTypeFactory().constructParametricType(Frame.class, Call.class);
    private static final JavaType ANSWER = JSON.getTypeFactory().constructParametricType(Frame.class, Answer.class);

    private Lines() {}

    /** A call as a line, without its end. */
    public static String ofCall(long number, Call call) {
        return JSON.writerFor(CALL).writeValueAsString(new Frame<>(number, call));
    }

    /** An answer as a line, without its end. */
    public static String ofAnswer(long number, Answer answer) {
        return JSON.writerFor(ANSWER).writeValueAsString(new Frame<>(number, answer));
    }

    /**
     * The call in a line.
     *
     * @throws JacksonException if the line holds none
     */
    public static Frame<Call> call(String line) {
        return JSON.readValue(line, CALL);
    }

    /**
     * The answer in a line.
     *
     * @throws JacksonException if the line holds none
     */
    public static Frame<Answer> answer(String line) {
        return JSON.readValue(line, ANSWER);
    }
}
