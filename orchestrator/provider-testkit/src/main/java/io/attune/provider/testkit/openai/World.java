package io.attune.provider.testkit.openai;

import io.attune.provider.testkit.Faults;

/** What the parts of one server share. */
record World(Vendor vendor, String organization, Names names, Faults faults, FileStore files, Books books, Hooks hooks,
        Engine engine) {
}
