package io.attune.pipeline.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FunctionWordsTest {

    @Test
    void a_sentence_with_several_of_a_languages_commonest_words_tells_it() {
        assertThat(FunctionWords.language("What is the default of the timeout, and how can you change it?")).contains(
                "en");
        assertThat(FunctionWords.language(
                "Bitte starten Sie das Gerät nicht neu, und warten Sie auf die Meldung.")).contains(
                        "de");
        assertThat(FunctionWords.language("Vous pouvez le faire dans les réglages avec votre compte.")).contains("fr");
        assertThat(FunctionWords.language(
                "El equipo se reinicia por la noche y los datos están en su cuenta.")).contains(
                        "es");
    }

    @Test
    void a_short_text_tells_nothing() {
        assertThat(FunctionWords.language("the default")).isEmpty();
        assertThat(FunctionWords.language("")).isEmpty();
    }

    @Test
    void a_text_in_two_languages_tells_nothing() {
        assertThat(FunctionWords.language(
                "The answer is on the page. Bitte warten Sie auf die Meldung und das Signal.")).isEmpty();
    }

    @Test
    void texts_of_one_language_agree_and_those_of_two_do_not() {
        Words question = Words.of("What is the default of the timeout, and how can you change it?");
        assertThat(FunctionWords.agree(question, Words.of("You can set it in the settings."))).isTrue();
        assertThat(FunctionWords.agree(question, Words.of("Öffnen Sie in den Einstellungen das Menü."))).isFalse();
        assertThat(FunctionWords.agree(question, Words.of("Je kunt het in de instellingen wijzigen."))).isFalse();
        assertThat(FunctionWords.agree(question, Words.of("Du kan ändra det i inställningarna."))).isFalse();
        assertThat(FunctionWords.agree(question, Words.of("45 s"))).isFalse();
    }
}
