package io.attune.pipeline.quality;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sentences that assistants of other makers leave in answers: refusals of the task itself, and talk about being an AI. A
 * support agent's "I can't find your order" is neither.
 */
final class Boilerplate {
    private static final int REFUSAL_WITHIN = 160;
    private static final List<String> REFUSALS = List.of("i can't assist with that", "i cannot assist with that",
            "i can't assist with this", "i cannot assist with this", "i can't help with that request",
            "i cannot help with that request", "i can't help you with that request", "i can't comply with",
            "i cannot comply with", "i can't fulfill", "i cannot fulfill", "i'm unable to fulfill",
            "i am unable to fulfill", "i'm not able to fulfill", "i can't fulfil", "i cannot fulfil",
            "i can't provide assistance with", "i cannot provide assistance with", "i'm unable to assist with",
            "i am unable to assist with", "i'm not able to assist with", "i am not able to assist with",
            "i can't engage in", "i cannot engage in", "i can't create content that", "i cannot create content that",
            "i can't generate content that", "i cannot generate content that", "i must decline", "i have to decline",
            "i won't be able to help with that request", "i can't respond to that request",
            "it would not be appropriate for me to", "it is not appropriate for me to",
            "das kann ich leider nicht beantworten", "dabei kann ich leider nicht helfen",
            "diese anfrage kann ich nicht erfüllen", "ich kann diese anfrage nicht", "je ne peux pas répondre à cette "
                    + "demande",
            "je ne peux pas vous aider avec cette demande", "no puedo ayudar con esa solicitud",
            "no puedo ayudarte con eso", "no puedo cumplir con");
    private static final Set<String> ABOUT_ITSELF = Set.of("as an ai", "as a language model", "as a large language "
            + "model",
            "as an artificial intelligence", "i am an ai language model", "i'm an ai language model",
            "i am just an ai", "i'm just an ai", "i'm only an ai", "i am only an ai", "as a virtual ai", "my knowledge "
                    + "cutoff",
            "my knowledge cut-off", "my training data", "my last knowledge update", "as of my last update",
            "i was trained by openai", "i am chatgpt", "i'm chatgpt", "trained by openai", "developed by openai",
            "i am claude, ", "i'm claude, ", "i am bard", "als ki-sprachmodell", "als ki-modell", "als künstliche "
                    + "intelligenz",
            "als sprachmodell", "en tant qu'ia", "en tant que modèle de langage",
            "en tant qu'intelligence artificielle",
            "como modelo de lenguaje", "como una ia", "como inteligencia artificial", "come modello linguistico",
            "como um modelo de linguagem");
    private static final Phrases ALL = new Phrases(Stream.concat(REFUSALS.stream(), ABOUT_ITSELF.stream()).toList());

    private Boilerplate() {}

    static void score(Answer answer, Subject subject, Scores.Builder scores) {
        String text = answer.text().replace('\u2019', '\'');
        Set<String> refusals = new HashSet<>(0);
        Set<String> phrases = new HashSet<>(0);
        ALL.find(text, (phrase, at) -> {
            if (!ABOUT_ITSELF.contains(phrase)) {
                if (at <= REFUSAL_WITHIN) {
                    refusals.add(phrase);
                }
            } else if (standsAlone(text, at, at + phrase.length())) {
                phrases.add(phrase);
            }
        });
        scores.raise("refusals", refusals.isEmpty() ? 0 : 1, "near the answer's beginning");
        scores.raise("boilerplate", phrases.isEmpty() || talksOfAi(subject.asked()) ? 0 : phrases.size(),
                "speaks of itself as a model");
    }

    private static boolean talksOfAi(String asked) {
        return asked.contains("language model") || asked.contains("openai") || asked.contains("chatgpt");
    }

    /** Whether a phrase stands there as whole words: "as an ai" is not in "was an aim". */
    private static boolean standsAlone(String text, int at, int end) {
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        return begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))
                || !Character.isLetterOrDigit(text.charAt(end - 1)));
    }
}
