package io.attune.kernel;

import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be accepted, with every problem found in it. */
public final class InvalidInputException extends PlatformException {
    private final transient List<Problem> problems;

    public InvalidInputException(String subject, List<Problem> problems) {
        super(ErrorCode.INVALID_INPUT, subject + " has " + count(problems) + ": "
                + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
                "Mend what is listed and send it again.");
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String count(List<Problem> problems) {
        return problems.size() == 1 ? "a problem" : problems.size() + " problems";
    }
}
