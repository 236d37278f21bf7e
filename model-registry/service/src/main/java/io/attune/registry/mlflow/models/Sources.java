package io.attune.registry.mlflow.models;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.attune.registry.mlflow.wire.MlflowError;

/** Where imported versions may lie: anywhere but on this machine, and not by a path that climbs. */
final class Sources {
    private static final int LENGTH = 2000;

    private Sources() {}

    /** @throws io.attune.registry.mlflow.wire.MlflowException when it is a local path, climbs, or is too long */
    static String require(String source) {
        String decoded = source;
        for (int i = 0; i < 3; i++) {
            decoded = decode(decoded);
        }
        String path = decoded.replace('\\', '/');
        if (path.startsWith("/") || path.startsWith("~") || path.toLowerCase(Locale.ROOT).startsWith("file:")
                || ("/" + path + "/").contains("/../") || path.chars().anyMatch(Character::isISOControl)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid model version source: '" + source
                    + "'. To use a local path as a model version source, log the files as artifacts of a run and name"
                    + " them there (runs:/<run_id>/<path>).");
        }
        if (source.length() > LENGTH) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("A model version source of " + source.length()
                    + " characters is longer than " + LENGTH + ".");
        }
        return source;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
