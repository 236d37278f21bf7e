package io.attune.pipeline.redact.scan;

import java.util.List;

/** What nearby words say about a number or a name. Words are compared without case. A phrase of two is told by both. */
public enum Context {
    PHONE("phone telephone tel mobile cell cellphone fax telefax call dial sms whatsapp telefon reach ring mobil mobilnummer handy"
            + " handynummer rufnummer numéro téléphone téléphoner appeler appelez joindre telefonnummer portable hotline phonenumber phone_number mobile_number"),
    BIRTH("born dob birth birthday birthdate birth_date date_of_birth dateofbirth birthdate geboren geburtsdatum"
            + " geburtstag nacimiento naissance nascita"),
    IMEI("imei imeisv"),
    BANK("bic swift swiftcode"),
    SSN("ssn ssns social itin"),
    DOCUMENT("passport passeport pasaporte reisepass reisepassnummer passnummer passportnumber passport_number"
            + " führerschein fuehrerschein führerscheinnummer ausweisnummer personalausweis personalausweisnummer"),
    /** Of software too: only with {@link #LICENCE} behind it a document. */
    DRIVER("driver drivers driving"),
    LICENCE("license licence permit"),
    PLACE("lat latitude lon lng long longitude gps coordinates coords coordinate koordinaten geo geolocation"),
    ADDRESS("ip ipv4 ipv6 ipaddress ip_address address addr host server client ping dns gateway remote peer router login"
            + " logged traceroute whois"),
    VERSION("version versions ver release build jdk jre revision rev oid section chapter clause figure table paragraph"
            + " firmware driver_version snapshot upgrade upgraded"),
    WALLET("wallet eth ethereum btc bitcoin usdt erc20 metamask crypto ether"),
    NATIONAL_ID("dni nie nif pesel bsn burgerservicenummer sofinummer identiteitsnummer persoonsnummer dowód dowod"
            + " tożsamości tożsamosci identidad identité identidade nas nin nationalid national_id nationalidentity"
            + " identity_number identity identification personalnummer steuernummer sozialversicherungsnummer"
            + " steuerid idnr nir numéro_fiscal cpf sin socialinsurance"),
    /** Only with {@link #ID_NUMBER} behind it the name of a national number. */
    ID_OWNER("national id identity identification citizen citizenship personal tax taxpayer social insurance security"
            + " resident fiscal government personnummer"),
    ID_NUMBER("number numbers no nr num id card code nummer número numero numer identifier"),
    VEHICLE("vin vehicle chassis fahrgestellnummer"),
    SECRET_NAME("password passwd pwd passphrase passcode passwort kennwort secret token apikey api_key key"),
    IS("is lautet ist are"),
    AUTHORIZATION("bearer basic"),
    NAME("name namens heiße heisse");

    /** Behind these even words without digits, or with few, may be what is looked for. */
    static final int OPENING = BANK.bit() | DOCUMENT.bit();

    /** Behind these a single group of digits may be what is looked for. */
    static final int NUMBERS = PHONE.bit() | BIRTH.bit() | IMEI.bit() | SSN.bit() | NATIONAL_ID.bit();

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
