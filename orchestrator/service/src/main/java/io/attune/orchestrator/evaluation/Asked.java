package io.attune.orchestrator.evaluation;

import java.util.List;

import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.provider.ChatMessage;

/**
 * What came of asking an arm.
 *
 * @param prompt what was sent
 * @param finishReason the provider's word for why the answer ended; empty where there is none
 * @param detail what went wrong, in words; empty where nothing did
 */
record Asked(Served served, List<ChatMessage> prompt, String finishReason, String detail) {

    static Asked nothing(Served.Outcome outcome, String detail) {
        return new Asked(Served.nothing(outcome), List.of(), "", detail);
    }
}
