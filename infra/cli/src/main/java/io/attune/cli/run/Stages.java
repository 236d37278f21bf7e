package io.attune.cli.run;

import io.attune.cli.api.Json;

import tools.jackson.databind.JsonNode;

/** What a run is doing, in words. */
public final class Stages {
    private Stages() {}

    /** Where the run stands among those that wait for a slot, such as {@code 3rd of 7 at gpu-cluster}; else empty. */
    public static String queue(JsonNode run) {
        long place = Json.whole(run, "/queue/place");
        return place == 0
                ? ""
                : ordinal(place) + " of " + Json.whole(run, "/queue/length") + " at " + Json.text(run,
                        "/queue/connection");
    }

    private static String ordinal(long number) {
        boolean teen = number % 100 >= 11 && number % 100 <= 13;
        return number + (teen
                ? "th"
                : switch ((int) (number % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                });
    }

    /** A few words for what the run does now. */
    public static String label(JsonNode run) {
        String step = Json.text(run, "/progress/step");
        return switch (Json.text(run, "/state")) {
            case "CURATING" -> step.isEmpty() ? "Curating" : "Curating: " + step.replace("curate: ", "");
            case "PAIRING" -> "Filling the knowledge base";
            case "CHECKING" -> "Checking retrieval first";
            case "AWAITING_DECISION" -> "Waiting for a decision";
            case "QUOTING" -> "Quoting";
            case "AWAITING_APPROVAL" -> "Waiting for approval";
            case "UPLOADING" -> "Uploading";
            case "SUBMITTING" -> queue(run).isEmpty() ? "Submitting" : "Waiting: " + queue(run);
            case "IN_DOUBT" -> "Asking the provider by key";
            case "TRAINING" -> "Training";
            case "CANCELLING" -> "Cancelling";
            case "SETTLING" -> "Charging the training";
            case "EVALUATING" -> "Evaluating four arms";
            case "REGISTERING" -> "Registering";
            case "PROMOTING" -> "Promoting";
            case "DEPLOYING" -> "Deploying";
            case "CLOSING" -> "Closing the books";
            default -> Json.text(run, "/state");
        };
    }
}
