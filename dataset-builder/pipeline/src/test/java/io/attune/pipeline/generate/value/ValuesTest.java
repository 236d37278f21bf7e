package io.attune.pipeline.generate.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.attune.pipeline.generate.text.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks values by rules written anew. */
class ValuesTest {
    private static List<Made> made(Personal type) {
        return IntStream.range(0, 500).mapToObj(i -> type.make(Chance.of(1, type.ordinal(), i))).toList();
    }

    private static List<String> of(Personal type, String variant) {
        List<String> texts = made(type).stream().filter(made -> made.variant().equals(variant)).map(
                Made::text).toList();
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static boolean passesLuhn(String text) {
        String digits = text.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }

    @Test
    void cards_phones_and_canadas_numbers_pass_luhn() {
        assertThat(passesLuhn("79927398713")).isTrue();
        assertThat(made(Personal.CARD)).allMatch(made -> passesLuhn(made.text()));
        assertThat(made(Personal.IMEI)).allMatch(made -> passesLuhn(made.text()));
        assertThat(of(Personal.NATIONAL_ID, "CA")).allMatch(ValuesTest::passesLuhn);
    }

    @Test
    void accounts_leave_one_when_divided_by_97() {
        assertThat(made(Personal.IBAN)).allSatisfy(made -> {
            String text = made.text().replace(" ", "");
            StringBuilder number = new StringBuilder();
            (text.substring(4) + text.substring(0, 4)).chars().forEach(c -> number.append(Character.getNumericValue(
                    c)));
            assertThat(new BigInteger(number.toString()).mod(BigInteger.valueOf(97))).isEqualTo(BigInteger.ONE);
        });
    }

    @Test
    void national_numbers_have_their_check_digits() {
        assertThat(of(Personal.NATIONAL_ID, "FR")).allMatch(text -> Long.parseLong(text.replace(" ", "").substring(0,
                13)) % 97 + Long.parseLong(text.replace(" ", "").substring(13)) == 97);
        assertThat(of(Personal.NATIONAL_ID, "NL")).allMatch(text -> IntStream.range(0, 9).map(i -> (text.charAt(i)
                - '0') * (i == 8 ? -1 : 9 - i)).sum() % 11 == 0);
        assertThat(of(Personal.NATIONAL_ID, "PL")).allMatch(text -> IntStream.range(0, 11).map(i -> (text.charAt(i)
                - '0') * new int[]{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1}[i]).sum() % 10 == 0);
        assertThat(of(Personal.NATIONAL_ID, "DE")).allSatisfy(text -> {
            long[] times = text.substring(0, 10).chars().mapToObj(c -> text.substring(0, 10).chars().filter(
                    d -> d == c).count()).mapToLong(Long::longValue).toArray();
            assertThat(text).hasSize(11).doesNotStartWith("0");
            assertThat(Arrays.stream(times).filter(n -> n == 2).count()).isEqualTo(2);
        });
    }

    @Test
    void published_examples_get_their_published_check_digits() {
        assertThat(CheckDigits.mod11And10("8609574271")).isEqualTo(9);
        assertThat(CheckDigits.cpf("111444777")).isEqualTo("35");
        assertThat(CheckDigits.vin("1M8GDM9A0KP042788")).isEqualTo("1M8GDM9AXKP042788");
        assertThat(CheckDigits.iban("GB", "WEST12345698765432")).isEqualTo("82");
        assertThat(CheckDigits.bech32(bytes("751e76e8199196d454941c45d1b3a323f1433bd6"))).isEqualTo("bc1q"
                + "w508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
        assertThat(CheckDigits.base58Check(0, bytes("010966776006953d5567439e5e39f86a0d273bee"))).isEqualTo("16UwLL9"
                + "Risc3QfPqBUvKofHmBQ7wMtjvM");
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }

    @Test
    void wallets_hold_their_checksum() throws NoSuchAlgorithmException {
        String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (String text : of(Personal.WALLET, "p2sh")) {
            BigInteger number = BigInteger.ZERO;
            for (char c : text.toCharArray()) {
                number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(alphabet.indexOf(c)));
            }
            byte[] bytes = number.toByteArray();
            byte[] sum = sha.digest(sha.digest(Arrays.copyOf(bytes, 21)));
            assertThat(Arrays.copyOfRange(bytes, 21, 25)).isEqualTo(Arrays.copyOf(sum, 4));
        }
    }

    @Test
    void telephone_numbers_are_possible_where_they_come_from() {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        assertThat(made(Personal.PHONE)).allSatisfy(made -> {
            try {
                assertThat(phones.isPossibleNumber(phones.parse(made.text(), made.variant()))).isTrue();
            } catch (NumberParseException e) {
                throw new AssertionError(made.text(), e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Secret.class)
    void secrets_are_new_each_time(Secret type) {
        assertThat(IntStream.range(0, 200).mapToObj(i -> type.make(Chance.of(2, 0, i)).text()).distinct()).hasSize(200);
    }

    @Test
    void a_code_hosts_token_ends_with_the_checksum_of_its_middle() {
        List<String> tokens = IntStream.range(0, 100).mapToObj(i -> Secret.CODE_HOST_TOKEN.make(Chance.of(2, 0,
                i))).filter(
                        made -> made.variant().equals("github")).map(Made::text).toList();
        assertThat(tokens).isNotEmpty().allSatisfy(token -> {
            String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            var crc = new java.util.zip.CRC32();
            crc.update(token.substring(4, 34).getBytes(StandardCharsets.US_ASCII));
            long read = token.substring(34).chars().mapToLong(c -> alphabet.indexOf(c)).reduce(0, (sum, d) -> sum * 62
                    + d);
            assertThat(read).isEqualTo(crc.getValue());
        });
    }

    @Test
    void decoys_fail_the_check_they_seem_to_have() {
        for (int i = 0; i < 300; i++) {
            var number = Decoy.NUMBER_WITHOUT_CHECK.say(Chance.of(3, 0, i));
            String text = number.text().substring(number.mark().start(), number.mark().end());
            assertThat(text).hasSize(16);
            assertThat(passesLuhn(text)).isFalse();
        }
    }
}
