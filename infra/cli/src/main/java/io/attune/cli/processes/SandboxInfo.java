package io.attune.cli.processes;

import java.util.Optional;

import io.attune.cli.api.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a running sandbox says about itself. Holds secrets; its text shows none.
 *
 * @param process the sandbox's own process
 * @param details its file, as it wrote it
 */
record SandboxInfo(ProcessMark process, JsonNode details) {

    /** Reads the sandbox's file; nothing while no sandbox is ready. */
    static Optional<SandboxInfo> read(DataFolder folder) {
        return Json.read(folder.sandboxFile()).flatMap(
                details -> ProcessMark.read(details).map(mark -> new SandboxInfo(mark, details)));
    }

    String get(String pointer) {
        return Json.text(details, pointer);
    }

    @Override
    public String toString() {
        return "sandbox of process " + process.pid();
    }
}
