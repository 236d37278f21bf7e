package io.attune.pipeline.generate.value;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Sentence;

/** What looks like personal data or a secret and is neither: whoever removes it removes too much. */
@SuppressWarnings("ImmutableEnumChecker") // the makers are method references and the lists are copies
public enum Decoy {
    NUMBER_WITHOUT_CHECK(Decoy::number, "The order {} is still open.", "Tracking number {} never moves."),
    ACCOUNT_WITHOUT_CHECK(Decoy::account, "It rejects {} with a checksum error, and rightly so."),
    VERSION(c -> "4." + c.between(260, 900) + "." + c.between(1, 99) + "." + c.between(300, 4_000),
            "The driver is {} here.", "Firmware {} is installed."),
    COMMIT(c -> c.letters(PersonalValues.HEX, 40), "The build is from commit {} of last week."),
    UUID(Decoy::uuid, "The request id is {} in all logs."),
    PLACEHOLDER(c -> "${" + c.pick("DB_PASSWORD", "API_TOKEN", "SECRET_KEY") + "}", "password: {}", "token = {}"),
    EMPTY_PASSWORD(c -> c.pick("<your password>", "********", "changeme-later"), "The manual says password: {} here."),
    CERTIFICATE(c -> "-".repeat(5) + "BEGIN CERTIFICATE" + "-".repeat(5), "The file starts with {} as it should."),
    ANNOTATION(c -> c.pick("@Value", "@Override", "@support-team", "user@localhost"), "The code says {} there."),
    SHORT_DATE(c -> c.between(1, 28) + "." + c.between(1, 12) + "." + c.between(2020, 2026),
            "The invoice of {} is paid.");

    private final Function<Chance, String> maker;
    private final List<String> carriers;

    Decoy(Function<Chance, String> maker, String... carriers) {
        this.maker = maker;
        this.carriers = List.of(carriers);
    }

    /** The class as the truth names it, such as {@code version}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sentence with a new decoy in it. */
    public Sentence say(Chance chance) {
        return Sentence.around(chance.pick(carriers), word(), "", maker.apply(chance));
    }

    /** Sixteen digits that begin as a card does and fail its check. */
    private static String number(Chance chance) {
        String digits = chance.pick("4", "51", "6011") + chance.digits(12);
        String fifteen = digits.substring(0, 13) + chance.digits(2);
        return fifteen + (CheckDigits.luhn(fifteen) + chance.between(1, 9)) % 10;
    }

    private static String account(Chance chance) {
        String account = chance.digits(18);
        int right = Integer.parseInt(CheckDigits.iban("DE", account));
        return "DE" + String.format(Locale.ROOT, "%02d", right > 50
                ? right - chance.between(1, 40)
                : right + chance.between(1, 40))
                + account;
    }

    private static String uuid(Chance chance) {
        String hex = chance.letters(PersonalValues.HEX, 32);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a" + hex.substring(
                17,
                20) + "-" + hex.substring(20);
    }
}
