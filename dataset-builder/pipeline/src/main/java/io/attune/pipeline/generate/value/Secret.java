package io.attune.pipeline.generate.value;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Sentence;

/** The classes of secrets that are planted. The marked span is what must go: the secret itself. */
@SuppressWarnings("ImmutableEnumChecker") // the makers are method references and the lists are copies
public enum Secret {
    PRIVATE_KEY(SecretValues::privateKey, "This is the key file:\n{}\nand the service refuses it.",
            "I pasted the key by mistake:\n{}"),
    JWT(SecretValues::jwt, "The header reads Authorization: Bearer {} and is refused.",
            "My session token is {} right now."),
    CLOUD_KEY_ID(SecretValues::cloudKeyId, "The access key is {} in that profile.", "aws_access_key_id = {}"),
    CLOUD_SECRET_KEY(SecretValues::cloudSecretKey, "aws_secret_access_key = {}", "AWS_SECRET_ACCESS_KEY={}"),
    CODE_HOST_TOKEN(SecretValues::codeHostToken, "We clone with {} as the token.", "GITHUB_TOKEN={}"),
    CHAT_TOKEN(SecretValues::chatToken, "The bot uses {} to post.", "slack_token: {}"),
    PAYMENT_KEY(SecretValues::paymentKey, "Payments are sent with {} from the server.", "The live key is {}, I think."),
    MAP_KEY(SecretValues::mapKey, "The map is loaded with {} in the address.", "api key {}"),
    PACKAGE_TOKEN(SecretValues::packageToken, "The build publishes with {} and fails.", "//registry/:_authToken={}"),
    MODEL_TOKEN(SecretValues::modelToken, "We call the model with {} from a script.", "export MODEL_KEY={}"),
    MAIL_KEY(SecretValues::mailKey, "Mail goes out with {} as the key."),
    STORAGE_KEY(SecretValues::storageKey, "DefaultEndpointsProtocol=https;AccountName=deskfiles;AccountKey={};"),
    DATABASE_URL(SecretValues::databaseUrl, "The application connects to {} at start.", "DATABASE_URL={}"),
    PASSWORD(SecretValues::madePassword, "password = \"{}\"", "The admin password is: {}", "password: {}",
            "DB_PASSWORD={}",
            "\"password\": \"{}\"");

    private final Function<Chance, Made> maker;
    private final List<String> carriers;

    Secret(Function<Chance, Made> maker, String... carriers) {
        this.maker = maker;
        this.carriers = List.of(carriers);
    }

    /** The class as the truth names it, such as {@code private-key}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A new value. */
    public Made make(Chance chance) {
        return maker.apply(chance);
    }

    /** A sentence with a new secret in it. */
    public Sentence say(Chance chance) {
        Made made = make(chance);
        return Sentence.around(chance.pick(carriers), word(), made.variant(), made.text());
    }
}
