package io.attune.pipeline.redact.scan;

import java.util.List;

/** What nearby words say about a number or a name. Words are compared without case. */
public enum Context {
    PHONE("phone telephone tel mobile cell cellphone fax telefax call dial sms whatsapp telefon mobil mobilnummer handy"
            + " handynummer rufnummer telefonnummer portable hotline phonenumber phone_number mobile_number"),
    BIRTH("born dob birth birthday birthdate birth_date date_of_birth dateofbirth birthdate geboren geburtsdatum"
            + " geburtstag nacimiento naissance nascita"),
    IMEI("imei imeisv"),
    BANK("bic swift swiftcode"),
    SSN("ssn ssns social itin"),
    DOCUMENT("passport passeport pasaporte reisepass reisepassnummer passnummer passportnumber passport_number driver"
            + " drivers driving führerschein fuehrerschein führerscheinnummer ausweisnummer personalausweis"
            + " personalausweisnummer"),
    PLACE("lat latitude lon lng long longitude gps coordinates coords coordinate koordinaten geo geolocation"),
    ADDRESS("ip ipv4 ipv6 ipaddress ip_address address addr host server client ping dns gateway remote peer router login"
            + " logged traceroute whois"),
    VERSION("version versions ver release build jdk jre revision rev oid section chapter clause figure table paragraph"
            + " firmware driver_version snapshot upgrade upgraded"),
    WALLET("wallet eth ethereum btc bitcoin usdt erc20 metamask crypto ether"),
    SPANISH_ID("dni nie nif"),
    POLISH_ID("pesel"),
    DUTCH_ID("bsn burgerservicenummer sofinummer"),
    SECRET_NAME("password passwd pwd passphrase passcode passwort kennwort secret token apikey api_key key"),
    IS("is lautet ist are"),
    AUTHORIZATION("bearer basic"),
    NAME("name namens heiße heisse");

    private final String words;

    Context(String words) {
        this.words = words;
    }

    /** Its place in what a scan remembers; nothing outlives the scan. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** The bit that stands for it in a set of contexts. */
    int bit() {
        return 1 << index();
    }

    List<String> words() {
        return List.of(words.split(" "));
    }
}
