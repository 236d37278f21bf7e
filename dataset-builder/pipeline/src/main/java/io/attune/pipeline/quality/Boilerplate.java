package io.attune.pipeline.quality;

import java.util.List;
import java.util.Locale;

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
    private static final List<String> ABOUT_ITSELF = List.of("as an ai", "as a language model", "as a large language "
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

    private Boilerplate() {}

    static void score(String answer, String asked, Scores.Builder scores) {
        String folded = answer.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        String head = folded.substring(0, Math.min(folded.length(), REFUSAL_WITHIN + 60));
        long refusals = REFUSALS.stream().filter(phrase -> {
            int at = head.indexOf(phrase);
            return at >= 0 && at <= REFUSAL_WITHIN;
        }).count();
        scores.raise("refusals", refusals > 0 ? 1 : 0, "near the answer's beginning");
        boolean talksOfAi = asked.contains("language model") || asked.contains("openai") || asked.contains("chatgpt");
        long phrases = talksOfAi ? 0 : ABOUT_ITSELF.stream().filter(phrase -> standsAlone(folded, phrase)).count();
        scores.raise("boilerplate", (double) phrases, "speaks of itself as a model");
    }

    /** Whether the phrase stands there as whole words: "as an ai" is not in "was an aim". */
    private static boolean standsAlone(String text, String phrase) {
        for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
            int end = at + phrase.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end))
                    || !Character.isLetterOrDigit(phrase.charAt(phrase.length() - 1));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
