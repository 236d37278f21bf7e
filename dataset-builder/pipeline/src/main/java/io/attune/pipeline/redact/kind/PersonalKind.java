package io.attune.pipeline.redact.kind;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A class of what does not belong in a training set. Recipes write the names in lower case with hyphens. */
public enum PersonalKind {
    EMAIL(true, "e-mail addresses, with plus tags and international names",
            "lengths, labels and a top-level name of letters", "RFC 5321, RFC 5322, RFC 6531"),
    PHONE(true, "telephone numbers in international form, and national ones of the regions configured",
            "the numbering plan of the country; context words where the shape is not telling",
            "ITU-T E.164, libphonenumber"),
    CARD(true, "payment card numbers", "issuer's range, length and Luhn's check digit", "ISO/IEC 7812"),
    IBAN(true, "international bank account numbers", "length of the country and mod 97", "ISO 13616"),
    BIC(true, "bank identifier codes behind a word such as BIC or SWIFT", "shape and country", "ISO 9362"),
    SSN(true, "US social security numbers", "area, group and serial that can be issued",
            "SSA, Social Security Number Randomization"),
    NATIONAL_ID(true,
            "UK NINO, German Steuer-ID, French NIR, Brazilian CPF, Spanish DNI and NIE; Polish PESEL, Dutch BSN and"
                    + " Canadian SIN behind words that name a national number",
            "prefix rules or the check digits of each",
            "HMRC NIM39110; BZSt; INSEE; Receita Federal; Ministerio del Interior; PESEL act; BSN act; ESDC"),
    IDENTITY_DOCUMENT(true, "passport and driving licence numbers behind a word that names them",
            "few letters and five to twelve digits, or the forms of German and British documents",
            "ICAO 9303, BSI TR-03121, DVLA"),
    DATE_OF_BIRTH(true, "dates behind a word such as born or DOB", "a day of the calendar from 1900 on", "ISO 8601"),
    IP_ADDRESS(true, "IPv4 and IPv6 addresses that identify a machine in the Internet",
            "octets or groups, special ranges, no version numbers", "RFC 791, RFC 4291, RFC 6890"),
    MAC_ADDRESS(true, "hardware addresses", "six octets, individual, neither all zero nor reserved",
            "IEEE 802, RFC 7042"),
    LOCATION(true, "coordinates behind a word such as latitude, or with degree signs",
            "range and four decimals at least", "ISO 6709, WGS 84"),
    IMEI(true, "device numbers behind the word IMEI", "15 digits and Luhn's check digit", "3GPP TS 23.003"),
    VIN(true, "vehicle identification numbers",
            "17 capitals and digits without I, O and Q, and the check digit; without it behind a word such as VIN",
            "ISO 3779, 49 CFR 565.15"),
    CRYPTO_WALLET(true, "Bitcoin, Litecoin and Dogecoin addresses, Ethereum accounts",
            "base58check, bech32 or bech32m; Ethereum: 40 hexadecimal digits of both cases or with a context word",
            "BIP 13, BIP 173, BIP 350, EIP 55"),
    SECRET(true, "keys, tokens, private keys and passwords",
            "published prefix and length, decodable header, PEM frame, or a telling name and a random value",
            "issuers' documentation; RFC 7519, RFC 7468, RFC 7617, RFC 3986"),
    PERSON_NAME(false, "names behind phrases such as 'my name is'", "one to three capitalised words", "heuristic"),
    POSTAL_ADDRESS(false, "house number and street with a telling word such as Street",
            "a number, one to three capitalised words and the word", "heuristic");

    private final boolean precise;
    private final String what;
    private final String validator;
    private final String source;

    PersonalKind(boolean precise, String what, String validator, String source) {
        this.precise = precise;
        this.what = what;
        this.validator = validator;
        this.source = source;
    }

    /** Those precise enough to be on unless a recipe says otherwise. */
    public static Set<PersonalKind> preciseOnes() {
        return Arrays.stream(values()).filter(PersonalKind::precise).collect(
                Collectors.toCollection(() -> EnumSet.noneOf(PersonalKind.class)));
    }

    public boolean precise() {
        return precise;
    }

    /** What is found. */
    public String what() {
        return what;
    }

    /** What decides about a candidate. */
    public String validator() {
        return validator;
    }

    /** Where the rules come from. */
    public String source() {
        return source;
    }

    /** The word in recipes, previews and ledgers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What stands in place of a match of a class or of a user's pattern, such as {@code [EMAIL]}. */
    public static String placeholder(String kind) {
        return "[" + kind.toUpperCase(Locale.ROOT) + "]";
    }

    /** All classes as a table in Markdown. */
    public static String table() {
        StringBuilder out = new StringBuilder(
                "| class | default | finds | validator | source |\n|---|---|---|---|---|\n");
        for (PersonalKind kind : values()) {
            out.append("| `").append(kind.word()).append("` | ").append(kind.precise ? "on" : "off").append(
                    " | ").append(kind.what).append(" | ").append(kind.validator).append(" | ").append(
                            kind.source).append(" |\n");
        }
        return out.toString();
    }
}
