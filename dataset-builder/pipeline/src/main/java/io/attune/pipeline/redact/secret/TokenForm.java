package io.attune.pipeline.redact.secret;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;

/**
 * A token's form as its issuer documents it.
 *
 * @param min the least length of what follows the prefix
 * @param max the greatest
 */
record TokenForm(Rule rule, String prefix, Alphabet alphabet, int min, int max) {

    private static final double CAPITALS_ENTROPY = 2.75;

    /** Name, alphabet, least and greatest length of the body, prefixes. */
    private static final String FORMS = """
            aws-access-key capitals 16 16 AKIA ASIA
            aws-bearer-token base64 100 200 ABSK
            github-token alphanumeric 30 255 ghp_ gho_ ghu_ ghs_ ghr_
            github-fine-grained-token word 40 255 github_pat_
            gitlab-token dotted 20 320 glpat-
            gitlab-token url 20 64 gldt-
            gitlab-token dotted 20 64 glrt-
            gitlab-token url 40 64 glptt-
            slack-token url 20 255 xoxb- xoxp- xoxa- xoxr- xoxs- xoxe-
            slack-token dotted 20 255 xoxe.
            slack-app-token url 20 255 xapp-
            stripe-key alphanumeric 16 255 sk_live_ sk_test_ rk_live_ rk_test_
            stripe-webhook-secret base64 24 100 whsec_
            google-api-key url 35 35 AIza
            google-oauth-token dotted 20 512 ya29.
            google-oauth-secret url 24 40 GOCSPX-
            anthropic-key url 20 255 sk-ant-
            openai-key url 20 255 sk-proj- sk-svcacct- sk-admin-
            openrouter-key hex 40 80 sk-or-v1-
            openai-key alphanumeric 20 100 sk-
            npm-token alphanumeric 30 40 npm_
            pypi-token url 40 512 pypi-
            sendgrid-key dotted 40 90 SG.
            twilio-account hex 32 32 AC
            twilio-key hex 32 32 SK
            hugging-face-token alphanumeric 30 60 hf_ api_org_
            digitalocean-token hex 40 80 dop_v1_ doo_v1_
            replicate-token alphanumeric 30 60 r8_
            shopify-token hex 32 32 shpat_ shpss_ shpca_
            databricks-token hex 32 34 dapi
            groq-key alphanumeric 40 80 gsk_
            xai-key alphanumeric 60 100 xai-
            perplexity-key alphanumeric 40 64 pplx-
            vault-token url 24 255 hvs. hvb.
            grafana-token word 32 64 glsa_
            grafana-token base64 32 400 glc_
            docker-token url 20 60 dckr_pat_
            atlassian-token dotted 100 255 ATATT3
            linear-key alphanumeric 32 64 lin_api_
            notion-token alphanumeric 40 60 ntn_
            new-relic-key capitals 27 27 NRAK-
            postman-key url 50 70 PMAK-
            pulumi-token hex 40 40 pul-
            rubygems-key hex 48 48 rubygems_
            planetscale-token dotted 32 64 pscale_tkn_
            mailgun-key hex 32 32 key-
            brevo-key url 64 100 xkeysib-
            square-token url 22 22 sq0atp-
            square-token url 43 43 sq0csp-
            square-token url 60 60 EAAA
            figma-token url 38 60 figd_
            sentry-token base64 40 400 sntrys_
            sentry-token hex 64 64 sntryu_
            supabase-token hex 40 40 sbp_
            doppler-token alphanumeric 40 48 dp.pt.
            telegram-bot-token url 33 33 AA
            age-key capitals 58 58 AGE-SECRET-KEY-1
            alibaba-key alphanumeric 16 22 LTAI
            terraform-token url 60 70 atlasv1.
            netlify-token alphanumeric 36 40 nfp_
            cloudinary-or-easypost-key alphanumeric 54 54 EZAK
            nuget-key alphanumeric 43 43 oy2
            """;

    /** Longer prefixes first. */
    static final List<TokenForm> ALL = FORMS.lines().flatMap(TokenForm::read).sorted(Comparator.comparingInt(
            form -> -form.prefix.length())).toList();

    /**
     * Whether the body of a token is random. Behind a prefix of four capitals so many capitals and digits and no more are
     * telling themselves: about one in twenty random ones has hardly a digit.
     */
    boolean isRandom(String body) {
        boolean counted = alphabet == Alphabet.CAPITALS && min == max && prefix.length() >= 4;
        return counted ? Randomness.entropy(body) >= CAPITALS_ENTROPY : Randomness.isToken(body);
    }

    /** Three characters at least: a shorter prefix with each character of the alphabet behind it. */
    Stream<String> beginnings() {
        return prefix.length() > 2
                ? Stream.of(prefix)
                : IntStream.range(' ', 127).filter(c -> alphabet.has((char) c)).mapToObj(c -> prefix + (char) c);
    }

    private static Stream<TokenForm> read(String line) {
        String[] words = line.split(" ", -1);
        Rule rule = Rule.of(PersonalKind.SECRET, words[0], 80);
        Alphabet alphabet = Alphabet.valueOf(words[1].toUpperCase(Locale.ROOT));
        return Arrays.stream(words, 4, words.length).map(prefix -> new TokenForm(rule, prefix, alphabet,
                Integer.parseInt(words[2]), Integer.parseInt(words[3])));
    }
}
