package io.attune.pipeline.redact.secret;

import java.util.stream.Collectors;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Tokens by the prefixes their issuers publish, and the secret half beside an AWS access key. */
public final class TokenFinder implements Finder.AtPrefix, Finder.AtWord {
    private static final Rule AWS_SECRET = Rule.of(PersonalKind.SECRET, "aws-secret-key", 79);
    private static final int AWS_LENGTH = 40;
    private static final int ASCII = 128;
    /** By the first two characters of their prefixes. */
    private static final TokenForm[][] FORMS = new TokenForm[ASCII * ASCII][];

    static {
        TokenForm.ALL.stream().collect(Collectors.groupingBy(form -> pair(form.prefix().charAt(0), form.prefix().charAt(
                1)))).forEach((pair, forms) -> FORMS[pair] = forms.toArray(TokenForm[]::new));
    }

    private static int pair(char first, char second) {
        return first * ASCII + second;
    }

    @Override
    public Iterable<String> prefixes() {
        return TokenForm.ALL.stream().flatMap(TokenForm::beginnings).toList();
    }

    @Override
    public void prefix(Scan scan, int start) {
        Text text = scan.text();
        char third = text.at(start + 2);
        char before = text.at(start - 1);
        if (third <= ' ' || (before == '-' && CharClass.isWord(text.at(start - 2)))) {
            return;
        }
        for (TokenForm form : FORMS[pair(text.at(start), text.at(start + 1))]) {
            if ((form.prefix().length() < 3 || form.prefix().charAt(2) == third) && text.startsWith(form.prefix(),
                    start)) {
                check(scan, start, form);
                return;
            }
        }
    }

    private static void check(Scan scan, int start, TokenForm form) {
        Text text = scan.text();
        int body = start + form.prefix().length();
        int end = body;
        while (end - body <= form.max() && form.alphabet().has(text.at(end))) {
            end++;
        }
        int length = end - body;
        while (end > body && text.at(end - 1) == '.') {
            end--;
        }
        if (length > form.max() || end - body < form.min() || CharClass.isWord(text.at(end))) {
            return;
        }
        if (form.prefix().equals("AA") && (text.at(start - 1) != ':' || !CharClass.isDigit(text.at(start - 2)))) {
            return;
        }
        String rest = text.part(body, end);
        if (form.isRandom(rest) && !Placeholders.isExample(rest)) {
            scan.found(start, end, form.rule());
            if (form.rule().name().equals("aws-access-key")) {
                scan.keyEnd(end);
            }
        }
    }

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        if (start - scan.keyEnd() > Scan.KEY_REACH || start < scan.keyEnd()) {
            return;
        }
        Text text = scan.text();
        char before = text.at(start - 1);
        if (before == '/' || before == '+') {
            return;
        }
        int i = start;
        while (i - start <= AWS_LENGTH && Alphabet.BASE64.has(text.at(i)) && text.at(i) != '=') {
            i++;
        }
        if (i - start == AWS_LENGTH && Randomness.isToken(text.part(start, i))) {
            scan.found(start, i, AWS_SECRET);
        }
    }
}
