package io.attune.pipeline.redact;

import java.util.EnumSet;
import java.util.List;

import io.attune.pipeline.redact.kind.PersonalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PersonalKindsTest {
    private static final int TIMES = 50;
    private static final Redactor PRECISE = Redactor.ofDefaults();
    private final Samples samples = new Samples(7);

    @Test
    void cards_of_every_network_are_found_in_one_piece_and_in_groups() {
        for (int i = 0; i < TIMES; i++) {
            String visa = samples.luhn("4", 16);
            found("card", visa, "card " + visa + ".");
            found("card", visa.replaceAll("(....)(?=.)", "$1 "), "paid with %s in May");
            found("card", visa.replaceAll("(....)(?=.)", "$1-"), "(%s)");
            found("card", samples.luhn("37", 15).replaceFirst("(....)(......)", "$1 $2 "), "Amex %s");
            found("card", samples.luhn("55", 16), "\"number\":\"%s\"");
            found("card", samples.luhn("3528", 16), "%s");
        }
    }

    @Test
    void a_card_of_no_network_or_with_a_wrong_digit_stays() {
        String visa = samples.luhn("4", 16);
        String wrong = visa.substring(0, 15) + (visa.charAt(15) - '0' + 1) % 10;
        stays("number " + wrong);
        stays("number " + samples.luhn("9", 16));
        stays("0." + visa);
        stays("id-" + visa + "-x");
    }

    @Test
    void accounts_are_found_with_their_check_digits() {
        for (int i = 0; i < TIMES; i++) {
            String iban = samples.iban();
            found("iban", iban, "to %s, please");
            found("iban", iban.replaceAll("(....)(?=.)", "$1 "), "to %s, please");
            stays(iban.substring(0, 2) + "00" + iban.substring(4));
        }
        found("bic", "ABCD" + "DE" + "FF", "BIC: %s");
        stays("the word ABCDDEFF alone");
    }

    @Test
    void national_numbers_are_found_by_their_check_digits_or_rules() {
        for (int i = 0; i < TIMES; i++) {
            found("national-id", samples.steuerId(), "ID %s");
            found("national-id", samples.cpf(), "CPF %s");
        }
        found("national-id", "AB" + "123456" + "C", "NINO %s");
        found("national-id", "AB 12 34 56 C", "NINO %s");
        stays("BG123456C and DA123456C");
        int dni = 12_345_678;
        found("national-id", "" + dni + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(dni % 23), "DNI %s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ssn | 212-09-1234 | %s", "ssn | 212091234 | SSN: %s",
            "date-of-birth | 1984-02-29 | born %s", "date-of-birth | 29.02.1984 | Geburtsdatum: %s",
            "date-of-birth | 3 March 1984 | DOB %s",
            "date-of-birth | March 3, 1984 | date of birth: %s", "date-of-birth | 02/29/1984 | \"birthday\":\"%s\"",
            "ip-address | 203.0.113.77 | from %s", "ip-address | 8.8.8.8 | ping server %s",
            "ip-address | 2001:db8::8a2e:370:7334 | at %s.", "mac-address | 3c:22:fb:01:9a:7e | MAC %s",
            "mac-address | 3C-22-FB-01-9A-7E | (%s)", "identity-document | X1234567 | passport no. %s",
            "identity-document | D1234567 | driver's license %s",
            "location | 52.520008, 13.404954 | GPS %s", "location | -33.8688° S | at %s",
            "location | 52.5200° N, 13.4050° E | at %s",
            "phone | +49 30 901820 | %s", "phone | (212) 736-5000 | call %s", "phone | 212-736-5000 | %s",
            "phone | 030 901820 | Telefon %s", "phone | 020 7946 0958 | %s", "email | ann+tag@mail.example.org | <%s>",
            "email | jörg@bücher.example | an %s.", "email | ann@xn--bcher-kva.example | %s,"})
    void each_class_is_found_where_its_context_stands(String kind, String value, String text) {
        found(kind, value, text);
    }

    @Test
    void national_numbers_are_found_behind_general_words() {
        for (String text : new String[]{"my national ID is %s", "identity number: %s", "ID card no. %s",
                "personal number %s", "her tax number is %s", "Social Insurance Number: %s", "(SIN %s)"}) {
            found("national-id", samples.luhn("4", 9).replaceAll("(...)(?=.)", "$1 "), text);
            found("national-id", samples.bsn(), text);
            found("national-id", samples.pesel(), text);
        }
        stays("order id " + samples.bsn() + ", number " + samples.luhn("4", 9));
    }

    @Test
    void spanish_numbers_need_no_word_and_numbers_of_programs_stay() {
        String letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        int letterL = 30_000_000 + (letters.indexOf('L') - 30_000_000 % 23 + 23) % 23;
        stays("long most = " + letterL + "L;");
        found("national-id", letterL + "L", "I am %s, hello");
        found("national-id", "12.345.678-" + letters.charAt(12_345_678 % 23), "take %s now");
        found("national-id", "12345678-" + letters.charAt(12_345_678 % 23), "take %s now");
    }

    @Test
    void vehicles_are_found_by_the_check_digit_or_behind_their_name() {
        for (int i = 0; i < TIMES; i++) {
            String vin = samples.vin();
            found("vin", vin, "the car %s is here");
            String wrong = vin.substring(0, 8) + (vin.charAt(8) == '1' ? '2' : '1') + vin.substring(9);
            stays("the part " + wrong);
            found("vin", wrong, "VIN: %s");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GB | 07700 900123", "GB | (020) 7946 0958", "ZZ | +44 (0)20 7946 0958",
            "ZZ | +44 (0) 7700 900123", "AU | (02) 5550 1234", "AU | 0491 570 156", "FR | 06 39 98 12 34",
            "FR | 01.99.00.12.34", "DE | 030 23125 012"})
    void numbers_of_a_region_are_found_without_a_word(String region, String number) {
        RedactionPolicy policy = RedactionPolicy.of(Action.REDACT, 0);
        RedactionPolicy one = new RedactionPolicy(policy.actions(), policy.allow(), List.of(region), policy.scopes(),
                policy.patterns(), 0);
        assertThat(new Redactor(one).redact("or " + number + ".").text()).isEqualTo("or [PHONE].");
    }

    @Test
    void devices_and_wallets_are_found_by_their_check_digits() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            found("imei", samples.luhn("35", 15), "IMEI %s");
            found("crypto-wallet", samples.base58Check(), "pay to %s");
        }
        found("crypto-wallet", "0x" + samples.hex(40), "ETH wallet %s");
        stays("commit 0x" + samples.hex(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version 10.200.3.44", "jdk 11.0.20.1", "1.2.3.4", "10.0.0.1 and 192.168.1.1 and 127.0.0.1",
            "2.5.29.46", "12:30:45", "std::dead::beef", "Face::add", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff",
            "12-34-56", "978-3-16-148410-0", "ISBN 0-306-40615-2", "ISSN 0317-8471", "000-12-3456", "666-12-3456",
            "900-12-3456", "2024-01-31 12:30", "on 3 March 1984", "born to run 1984", "passport control",
            "0.1234, 0.5678",
            "latitude 52", "MA 02110-1301 USA", "550e8400-e29b-41d4-a716-446655440000", "1234567890", "20000000L",
            "user@localhost", "@Override", "a@b", "license 20250101", "1700000000000", "+1 is one",
            "#4111111111111111", "driver error E1234X", "the driver AB123456 fails", "driver V1204567",
            "id = 3085420657077696L;", "icon@2x.png",
            "call 01 23 47 89 89 today"})
    void look_alikes_stay(String text) {
        stays(text);
    }

    @Test
    void a_context_does_not_reach_over_what_is_far() {
        stays("born " + "and much later ".repeat(8) + "1984-02-29");
    }

    @Test
    void names_and_streets_are_found_only_when_asked_for() {
        String text = "My name is Xyla Quorn, 12 Elm Street.";
        stays(text);
        Redactor all = new Redactor(RedactionPolicy.of(EnumSet.allOf(PersonalKind.class), Action.REDACT, 0));
        assertThat(all.redact(text).text()).isEqualTo("My name is [PERSON-NAME], [POSTAL-ADDRESS].");
    }

    @Test
    void every_class_is_documented() {
        assertThat(PersonalKind.table().lines()).hasSize(PersonalKind.values().length + 2).allMatch(
                line -> line.chars().filter(
                        c -> c == '|').count() == 6);
    }

    private static void found(String kind, String value, String text) {
        String whole = text.contains("%s") ? text.formatted(value) : text;
        assertThat(PRECISE.preview(whole)).as(whole).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(whole.substring(finding.start(), finding.end())).isEqualTo(value);
        });
    }

    private static void stays(String text) {
        assertThat(PRECISE.redact(text).text()).isEqualTo(text);
    }
}
