package io.attune.pipeline.redact.personal;

import java.util.Set;

import io.attune.pipeline.redact.check.InternetAddresses;
import io.attune.pipeline.redact.check.InternetAddresses.Scope;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Internet addresses of both versions; four small numbers without a word about machines are a version number. */
public final class IpAddressFinder implements Finder.AtDigits, Finder.AtSign {
    private static final Rule V4 = Rule.of(PersonalKind.IP_ADDRESS, "ipv4", 50);
    private static final Rule V6 = Rule.of(PersonalKind.IP_ADDRESS, "ipv6", 52);
    private static final int VERSION_REACH = 24;
    private static final int VERSION_PART = 40;
    private static final int V6_MAX = 45;

    private final Set<Scope> scopes;

    /** @param scopes which addresses are personal */
    public IpAddressFinder(Set<Scope> scopes) {
        this.scopes = Set.copyOf(scopes);
    }

    @Override
    public int lengths() {
        return 1 << 1 | 1 << 2 | 1 << 3;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        if (groups.length(first) > 3 || groups.sign(first) != '.' || groups.sign(first + 1) != '.' || groups.sign(
                first + 2) != '.') {
            return;
        }
        int[] octets = new int[4];
        int largest = 0;
        for (int i = 0; i < 4; i++) {
            octets[i] = octet(groups, first + i);
            if (octets[i] < 0) {
                return;
            }
            largest = Math.max(largest, octets[i]);
        }
        int start = groups.start(first);
        boolean alone = isFreeLeft(scan.text(), start) && isFreeRight(scan.text(), groups.end(first + 3));
        boolean path = groups.gap(first + 3, " ") && groups.sign(first + 4) == '.' && groups.sign(first + 6) != '.';
        boolean machine = !path && (largest >= VERSION_PART || scan.near(Context.ADDRESS, start));
        if (alone && machine && !scan.near(Context.VERSION, start, VERSION_REACH) && !isObjectId(octets)
                && scopes.contains(
                        InternetAddresses.v4(octets[0], octets[1], octets[2]))) {
            scan.found(start, groups.end(first + 3), V4);
        }
    }

    /** In the arcs of X.500 and of standards bodies (ITU-T X.660), which programs are full of. */
    private static boolean isObjectId(int[] octets) {
        return (octets[0] == 2 && octets[1] == 5) || (octets[0] == 1 && octets[1] == 3);
    }

    private static int octet(DigitGroups groups, int group) {
        int length = groups.length(group);
        if (length < 1 || length > 3) {
            return -1;
        }
        String digits = groups.digits(group, group);
        int value = Integer.parseInt(digits);
        return value > 255 || (length > 1 && digits.charAt(0) == '0') ? -1 : value;
    }

    private static boolean isFreeLeft(Text text, int start) {
        char before = text.at(start - 1);
        return before != '.' && before != '-' && before != '_' && before != '$' && before != '#';
    }

    private static boolean isFreeRight(Text text, int end) {
        char after = text.at(end);
        boolean joined = after == '.' || after == '-' || after == '_';
        boolean range = after == '-' && CharClass.isDigit(text.at(end + 1));
        return !joined || range || !CharClass.isWord(text.at(end + 1));
    }

    @Override
    public String signs() {
        return ":";
    }

    /** Global unicast addresses begin with 2 or 3 and are always written with four digits first (RFC 4291). */
    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        int start = scan.wordStart();
        if (scan.wordEnd() != at || at - start != 4 || (text.at(start) != '2' && text.at(start) != '3') || text.at(
                start - 1) == ':') {
            return;
        }
        int end = at;
        int colons = 0;
        while (end - start <= V6_MAX && (CharClass.isHex(text.at(end)) || text.at(end) == ':')) {
            colons += text.at(end) == ':' ? 1 : 0;
            end++;
        }
        if (text.at(end - 1) == ':' && text.at(end - 2) != ':') {
            end--;
            colons--;
        }
        boolean plausible = end - start <= V6_MAX && colons >= 2 && colons <= 7 && !CharClass.isWord(text.at(end));
        if (plausible && scopes.contains(InternetAddresses.v6(text.part(start, end)))) {
            scan.found(start, end, V6);
        }
    }
}
