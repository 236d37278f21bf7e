package io.attune.registry.mlflow.wire;

import java.util.regex.Pattern;

/** Keys and values that clients choose. */
public final class Keys {
    private static final int LENGTH = 250;
    private static final Pattern NAME = Pattern.compile("[/\\w.\\- :]+");

    private Keys() {}

    /** A key of a metric, parameter or tag: a normal relative path. */
    public static String key(String what, String key) {
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
        return atMost(what + " name", key, LENGTH);
    }

    public static String atMost(String what, String value, int most) {
        if (value.length() > most) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The " + what + " has " + value.length()
                    + " characters, which exceeds the maximum length of " + most + " characters.");
        }
        return value;
    }
}
