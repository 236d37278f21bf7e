package io.attune.adapter.other;

import io.attune.adapter.fixture.KnowsTheOrchestrator;

/** Breaks the rule that adapters do not see each other. */
public class KnowsAnotherAdapter {
    KnowsTheOrchestrator other;
}
