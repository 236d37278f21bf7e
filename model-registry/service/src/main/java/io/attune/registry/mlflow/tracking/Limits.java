package io.attune.registry.mlflow.tracking;

import java.util.regex.Pattern;

import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.MlflowError;

/** How large what clients send may be, as MLflow's servers limit it. */
final class Limits {
    static final int METRICS = 1000;
    static final int PARAMS = 100;
    static final int TAGS = 100;
    static final int ALL = 1000;
    static final int KEY = 250;
    static final int PARAM_VALUE = 6000;
    static final int TAG_VALUE = 8000;
    static final int EXPERIMENT_TAG_VALUE = 5000;
    private static final Pattern NAME = Pattern.compile("[/\\w.\\- :]+");

    private Limits() {}

    /** A key of a metric, parameter or tag: a normal relative path. */
    static String key(String what, String key) {
        if (key.isEmpty()) {
            throw Call.missing("key");
        }
        if (!NAME.matcher(key).matches()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid " + what + " name: '" + key
                    + "'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }
        if (key.startsWith("/") || key.endsWith("/") || key.contains("//") || ("/" + key + "/").contains("/../")
                || ("/" + key + "/").contains("/./")) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid " + what + " name: '" + key
                    + "'. Names may be treated as files in certain cases, and must not resolve to other names when treated"
                    + " as such.");
        }
        return atMost(what + " name", key, KEY);
    }

    static String atMost(String what, String value, int most) {
        if (value.length() > most) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The " + what + " has " + value.length()
                    + " characters, which exceeds the maximum length of " + most + " characters.");
        }
        return value;
    }

    static void count(String what, int count, int most) {
        if (count > most) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("A batch logging request can contain at most " + most
                    + " "
                    + what + ". Got " + count + " " + what + ". Please split up " + what
                    + " across multiple requests and"
                    + " try again.");
        }
    }
}
