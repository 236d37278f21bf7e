package io.attune.adapter.command;

import java.util.regex.Pattern;

import io.attune.kernel.Digest;
import io.attune.provider.ProviderFileId;

/** Names that may become part of a path. */
final class FileNames {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]{1,60}-[0-9a-f]{64}\\.jsonl");

    private FileNames() {}

    static boolean isFile(ProviderFileId file) {
        return FILE.matcher(file.value()).matches();
    }

    /**
     * A file's name.
     *
     * @throws Trainer.Unsupported when no file of ours can have it
     */
    static String checked(ProviderFileId file) {
        if (!isFile(file)) {
            throw new Trainer.Unsupported("There is no file '" + file + "'");
        }
        return file.value();
    }

    static Digest digest(String name) {
        return new Digest(name.substring(name.length() - 64 - ".jsonl".length(), name.length() - ".jsonl".length()));
    }
}
