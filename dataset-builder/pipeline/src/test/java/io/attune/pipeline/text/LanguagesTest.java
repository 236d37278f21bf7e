package io.attune.pipeline.text;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "en|Please go to the settings and choose a new password. You will get an e-mail within five minutes.",
            "de|Bitte öffnen Sie die Einstellungen und wählen Sie ein neues Passwort. Sie erhalten gleich eine E-Mail.",
            "fr|Veuillez ouvrir les paramètres et choisir un nouveau mot de passe. Vous recevrez bientôt un courriel.",
            "es|Abra la configuración y elija una contraseña nueva. Recibirá un correo dentro de cinco minutos.",
            "zh|如何重置我的密码?", "ja|パスワードを忘れました。", "ko|비밀번호를 잊어버렸습니다.", "el|Ξέχασα τον κωδικό μου.",
            "ru|Пожалуйста, откройте настройки и выберите новый пароль."})
    void the_language_is_a_bcp_47_tag(String tag, String text) {
        assertThat(Languages.detect(text).tag()).isEqualTo(tag);
        assertThat(Languages.detect(text).confidence()).isBetween(0.2, 1.0);
    }

    @Test
    void a_text_without_letters_is_undetermined() {
        assertThat(Languages.detect("123 !?")).isEqualTo(Language.UNDETERMINED);
        assertThat(Languages.detect("")).isEqualTo(Language.UNDETERMINED);
    }

    @Test
    void only_the_beginning_is_read() {
        String german = "Bitte öffnen Sie die Einstellungen und wählen Sie ein neues Passwort. ".repeat(5);
        assertThat(Languages.detect(german + "Veuillez ouvrir les paramètres. ".repeat(50))).isEqualTo(
                Languages.detect(german));
    }

    @Test
    void many_threads_see_the_same() {
        List<String> texts = java.util.stream.IntStream.range(0, 60).mapToObj(
                i -> i % 2 == 0 ? "This is sentence number " + i : "Das ist der Satz Nummer " + i).toList();
        assertThat(texts.parallelStream().map(Languages::detect).toList()).isEqualTo(
                texts.stream().map(Languages::detect).toList());
    }
}
