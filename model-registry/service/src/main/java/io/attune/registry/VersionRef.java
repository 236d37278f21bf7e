package io.attune.registry;

/**
 * A numbered version of a model or a dataset.
 *
 * @param name of the model or dataset
 * @param number from 1
 */
public record VersionRef(String name, int number) {

    public VersionRef {
        Names.model("name", name);
        if (number < 1) {
            throw new IllegalArgumentException("Versions are counted from 1: " + name + "@" + number);
        }
    }

    /**
     * Reads the form {@code name@3}.
     *
     * @throws IllegalArgumentException naming the text when it has another form
     */
    public static VersionRef parse(String text) {
        int at = text.lastIndexOf('@');
        try {
            return new VersionRef(text.substring(0, Math.max(at, 0)), Integer.parseInt(text.substring(at + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not a version; write it like 'config-assistant@3'",
                    e);
        }
    }

    @Override
    public String toString() {
        return name + "@" + number;
    }
}
