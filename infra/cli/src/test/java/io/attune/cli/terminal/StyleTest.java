package io.attune.cli.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StyleTest {
    private final Style style = new Style(true);

    @Test
    void withoutColourTextIsUntouched() {
        assertThat(Style.PLAIN.red("error")).isEqualTo("error");
    }

    @Test
    void colourTakesNoWidth() {
        assertThat(Style.width(style.red("error"))).isEqualTo(5);
        assertThat(Style.strip(style.bold(style.red("error")))).isEqualTo("error");
    }

    @Test
    void cuttingEndsInAnEllipsisAndClosesTheColour() {
        assertThat(Style.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Style.cut(style.red("abcdef"), 4)).isEqualTo("\u001b[31mabc…\u001b[0m");
        assertThat(Style.cut("abc", 4)).isEqualTo("abc");
    }
}
