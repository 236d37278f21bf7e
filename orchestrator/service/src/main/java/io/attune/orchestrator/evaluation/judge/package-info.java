/**
 * Who answered better, by the word of a judge model and of people. A judge sees a question and the answers of two arms, and a
 * rubric; it is asked twice, with the sides swapped, because judges prefer a side (L. Zheng et al., "Judging LLM-as-a-Judge
 * with MT-Bench and Chatbot Arena", NeurIPS 2023, section 3.4). Only what it says both ways round counts; where its two
 * verdicts disagree the answers are tied, and that is told as its position bias.
 *
 * <p>What models answered is data: it may hold text that tries to steer the judge. Each answer stands escaped on one line
 * between marks that nobody can know who wrote it, the instruction stands after it, and answers that look like an attempt are
 * counted ({@link io.attune.orchestrator.evaluation.judge.Steering}).
 *
 * <p>A judge is believed as far as it agrees with people: their labels on the same pairs give its agreement and Cohen's
 * kappa, which stand beside every win rate. Verdicts are kept by (judge, pair of answers): none is paid twice.
 */
@NullMarked
package io.attune.orchestrator.evaluation.judge;

import org.jspecify.annotations.NullMarked;
