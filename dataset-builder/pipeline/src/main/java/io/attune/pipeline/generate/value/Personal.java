package io.attune.pipeline.generate.value;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Sentence;

/** The classes of personal data that are planted. */
@SuppressWarnings("ImmutableEnumChecker") // the makers are method references and the lists are copies
public enum Personal {
    EMAIL(PersonalValues::email, "Please write to {} about this.", "My address is {}, in case you need it.",
            "The account is registered to {} by the way.", "Send the log to {} and not to the shared mailbox.",
            "Copies go to <{}> as well."),
    PHONE(Phones::make, "You can call me at {} before noon.", "My number is {} if that is faster.",
            "Please ring {} when it is done.", "Phone: {}.", "I can be reached under {} all day."),
    CARD(PersonalValues::card, "The payment was made with card {} yesterday.", "My credit card number is {}.",
            "It rejects the card {} although it is valid.", "We entered {} in the payment form."),
    IBAN(PersonalValues::iban, "Please refund the amount to {} this week.",
            "The IBAN is {}, as printed on the invoice.",
            "The transfer from {} never arrived.", "It marks {} as an unknown account."),
    SSN(Identities::ssn, "The form wants my social security number, which is {}.", "My SSN is {}.",
            "The payroll record lists the SSN {} twice.", "Social security number: {}."),
    NATIONAL_ID(Identities::national, "My national identification number is {}.",
            "The tax ID {} is refused by the form.",
            "I entered the personal ID number {} as it stands in my passport.", "ID number: {}."),
    IPV4(PersonalValues::ipv4, "The requests come from {} only.", "My address in the log is {}.",
            "The client with IP {} is affected.", "Connections from {} are refused."),
    IPV6(PersonalValues::ipv6, "Over IPv6 the client is {}.", "The log shows {} as my address.",
            "We connect from {} as well."),
    MAC(PersonalValues::mac, "My laptop has the hardware address {}.", "The device {} is unknown to the gateway.",
            "Its MAC address is {}."),
    BIRTH_DATE(PersonalValues::birthDate, "My date of birth is {}.", "I was born on {}, and the form rejects it.",
            "Date of birth: {}.", "For identification: born {}, as in the file."),
    URL_CREDENTIALS(PersonalValues::urlWithPassword, "I open {} in the browser.",
            "The bookmark is {} and it stopped working.",
            "Our download link {} fails."),
    WALLET(PersonalValues::wallet, "The payment went to the wallet {}.", "My bitcoin address is {}.",
            "Please send the credit to {}."),
    IMEI(PersonalValues::imei, "The phone has the IMEI {}.", "IMEI: {}.", "The device with IMEI {} was lost."),
    VIN(PersonalValues::vin, "The company car has the VIN {}.", "Vehicle identification number: {}.",
            "The booking is for the vehicle {}.");

    private final Function<Chance, Made> maker;
    private final List<String> carriers;

    Personal(Function<Chance, Made> maker, String... carriers) {
        this.maker = maker;
        this.carriers = List.of(carriers);
    }

    /** The class as the truth names it, such as {@code birth-date}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A new value. */
    public Made make(Chance chance) {
        return maker.apply(chance);
    }

    /** A sentence with a new value in it. */
    public Sentence say(Chance chance) {
        Made made = make(chance);
        return Sentence.around(chance.pick(carriers), word(), made.variant(), made.text());
    }
}
