package io.attune.kernel;

/**
 * One thing wrong with an input.
 *
 * @param place where: a JSON pointer such as {@code /steps/2}, or {@code voice.jsonl:14:3} for line and column
 * @param line the line in the text the caller sent, from 1, or 0 where lines mean nothing
 * @param message what is wrong, naming the value
 * @param nextStep what to write instead, or empty
 */
public record Problem(String place, int line, String message, String nextStep) {

    public Problem(String place, String message, String nextStep) {
        this(place, 0, message, nextStep);
    }

    @Override
    public String toString() {
        String at = line > 0 ? "line " + line + ", " + place : place;
        return at + ": " + message + (nextStep.isEmpty() ? "" : " (" + nextStep + ")");
    }
}
