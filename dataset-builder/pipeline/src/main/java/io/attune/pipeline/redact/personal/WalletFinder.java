package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.Wallets;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Addresses on block chains; the checksum decides where there is one. */
public final class WalletFinder implements Finder.AtWord {
    private static final Rule BASE58 = rule("base58check");
    private static final Rule BECH32 = rule("bech32");
    private static final Rule ETHEREUM = rule("ethereum");
    private static final int MIXED = CharClass.DIGIT | CharClass.UPPER | CharClass.LOWER;

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        int length = end - start;
        if (length < 26 || length > 90 || (classes & ~MIXED) != 0) {
            return;
        }
        Text text = scan.text();
        char first = text.at(start);
        if (length <= 35 && classes == MIXED && "13LMDA9".indexOf(first) >= 0) {
            if (Wallets.isBase58Check(text.part(start, end))) {
                scan.found(start, end, BASE58);
            }
        } else if (classes != MIXED && (isBech32(text, start) && Wallets.isBech32(text.part(start, end)))) {
            scan.found(start, end, BECH32);
        } else if (length == 42 && first == '0' && text.at(start + 1) == 'x') {
            ethereum(scan, start, end);
        }
    }

    private static boolean isBech32(Text text, int start) {
        return text.startsWith("bc1", start) || text.startsWith("tb1", start) || text.startsWith("ltc1", start)
                || text.startsWith("BC1", start);
    }

    /** Both cases are the checksum of EIP 55; other 160-bit numbers need a word about them. */
    private static void ethereum(Scan scan, int start, int end) {
        int upper = 0;
        int lower = 0;
        int distinct = 0;
        for (int i = start + 2; i < end; i++) {
            char c = scan.text().at(i);
            if (!CharClass.isHex(c)) {
                return;
            }
            upper += c >= 'A' && c <= 'F' ? 1 : 0;
            lower += c >= 'a' && c <= 'f' ? 1 : 0;
            distinct |= 1 << Character.digit(c, 16);
        }
        boolean mixed = upper > 0 && lower > 0;
        if (Integer.bitCount(distinct) > 6 && (mixed || scan.near(Context.WALLET, start))) {
            scan.found(start, end, ETHEREUM);
        }
    }

    private static Rule rule(String name) {
        return Rule.of(PersonalKind.CRYPTO_WALLET, name, 54);
    }
}
