package io.attune.pipeline.redact;

import java.util.ArrayList;
import java.util.List;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.personal.BicFinder;
import io.attune.pipeline.redact.personal.BirthDateFinder;
import io.attune.pipeline.redact.personal.CardFinder;
import io.attune.pipeline.redact.personal.DocumentFinder;
import io.attune.pipeline.redact.personal.EmailFinder;
import io.attune.pipeline.redact.personal.IbanFinder;
import io.attune.pipeline.redact.personal.ImeiFinder;
import io.attune.pipeline.redact.personal.IpAddressFinder;
import io.attune.pipeline.redact.personal.LetteredIdFinder;
import io.attune.pipeline.redact.personal.LocationFinder;
import io.attune.pipeline.redact.personal.MacAddressFinder;
import io.attune.pipeline.redact.personal.NationalIdFinder;
import io.attune.pipeline.redact.personal.PersonNameFinder;
import io.attune.pipeline.redact.personal.PhoneFinder;
import io.attune.pipeline.redact.personal.SsnFinder;
import io.attune.pipeline.redact.personal.StreetFinder;
import io.attune.pipeline.redact.personal.VinFinder;
import io.attune.pipeline.redact.personal.WalletFinder;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.secret.AuthorizationFinder;
import io.attune.pipeline.redact.secret.NamedSecretFinder;
import io.attune.pipeline.redact.secret.PrivateKeyFinder;
import io.attune.pipeline.redact.secret.TokenFinder;
import io.attune.pipeline.redact.secret.UrlPasswordFinder;
import io.attune.pipeline.redact.secret.WebTokenFinder;

/** Which finders look for which class. */
final class Finders {
    private Finders() {}

    /** Those of every class a policy names. */
    static List<Finder> of(RedactionPolicy policy) {
        List<Finder> finders = new ArrayList<>();
        policy.actions().keySet().forEach(kind -> finders.addAll(of(kind, policy)));
        return finders;
    }

    private static List<Finder> of(PersonalKind kind, RedactionPolicy policy) {
        return switch (kind) {
            case EMAIL -> List.of(new EmailFinder());
            case PHONE -> List.of(new PhoneFinder(policy.regions()));
            case CARD -> List.of(new CardFinder());
            case IBAN -> List.of(new IbanFinder());
            case BIC -> List.of(new BicFinder());
            case SSN -> List.of(new SsnFinder());
            case NATIONAL_ID -> List.of(new NationalIdFinder(), new LetteredIdFinder());
            case IDENTITY_DOCUMENT -> List.of(new DocumentFinder());
            case DATE_OF_BIRTH -> List.of(new BirthDateFinder());
            case IP_ADDRESS -> List.of(new IpAddressFinder(policy.scopes()));
            case MAC_ADDRESS -> List.of(new MacAddressFinder());
            case LOCATION -> List.of(new LocationFinder());
            case IMEI -> List.of(new ImeiFinder());
            case VIN -> List.of(new VinFinder());
            case CRYPTO_WALLET -> List.of(new WalletFinder());
            case SECRET -> List.of(new PrivateKeyFinder(), new WebTokenFinder(), new TokenFinder(),
                    new UrlPasswordFinder(), new NamedSecretFinder(), new AuthorizationFinder());
            case PERSON_NAME -> List.of(new PersonNameFinder());
            case POSTAL_ADDRESS -> List.of(new StreetFinder());
        };
    }
}
