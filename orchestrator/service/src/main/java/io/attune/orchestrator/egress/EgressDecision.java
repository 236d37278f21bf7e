package io.attune.orchestrator.egress;

/**
 * Whether data may go somewhere, and which rule says so.
 *
 * @param rule the rule's name
 * @param reason one sentence with data class and region
 * @param nextStep what to do about a refusal, empty otherwise
 */
public record EgressDecision(boolean allowed, String rule, String reason, String nextStep) {
}
