package io.attune.pipeline.generate.text;

/** How long records are, as lines of JSON in bytes. */
public enum Length {
    /** About 0.5 kB: a question and an answer of a few sentences. */
    SHORT(0, 1, 0.25, 0.6, 0.04, 0.06, 0.03),
    /** About 1.4 kB: several sentences, often a second question. */
    LONG(2, 3, 0.5, 0.9, 0.5, 0.35, 0.12);

    /** Sentences of detail in the question, at least. */
    final int details;
    /** Sentences of advice in the answer, at least. */
    final int steps;
    /** How likely there is one more of either. */
    final double more;
    /** How likely the answer begins with the cause. */
    final double diagnosis;
    /** How likely there is a system message. */
    final double system;
    /** How likely there is a second question. */
    final double secondQuestion;
    /** How likely a tool is called. */
    final double toolCall;

    Length(int details, int steps, double more, double diagnosis, double system, double secondQuestion,
            double toolCall) {
        this.details = details;
        this.steps = steps;
        this.more = more;
        this.diagnosis = diagnosis;
        this.system = system;
        this.secondQuestion = secondQuestion;
        this.toolCall = toolCall;
    }
}
