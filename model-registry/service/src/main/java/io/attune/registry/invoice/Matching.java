package io.attune.registry.invoice;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.attune.kernel.Money;
import io.attune.registry.Charge;
import io.attune.registry.NewCharge;

/**
 * Which lines of an invoice are which charges. Pure: the same lines and charges match the same way.
 *
 * @param matched what the lines of a charge bill together
 * @param unmatchedLines with the reason
 * @param unmatchedCharges what the invoice should have billed and did not
 */
record Matching(Map<Charge, Money> matched, List<Unmatched> unmatchedLines, List<Charge> unmatchedCharges) {

    static Matching of(List<InvoiceLine> lines, List<Charge> charges) {
        Map<Charge, Money> matched = new LinkedHashMap<>();
        List<Unmatched> unmatched = new ArrayList<>();
        for (InvoiceLine line : lines) {
            List<Charge> found = candidates(line, charges);
            Charge one = found.size() == 1 ? found.getFirst() : null;
            if (one == null) {
                unmatched.add(new Unmatched(line, found.isEmpty()
                        ? "no charge has this key, job, run, or day and kind"
                        : found.size() + " charges fit: " + found.getFirst().bill().key() + ", "
                                + found.get(1).bill().key() + "; the line must say more"));
            } else if (!one.bill().amount().currency().equals(line.amount().currency())) {
                unmatched.add(new Unmatched(line, "the charge '" + one.bill().key() + "' is in "
                        + one.bill().amount().currency()));
            } else {
                matched.merge(one, line.amount(), Money::plus);
            }
        }
        return new Matching(matched, List.copyOf(unmatched), charges.stream().filter(charge -> !matched.containsKey(
                charge) && charge.bill().stage() != NewCharge.Stage.INVOICED).toList());
    }

    private static List<Charge> candidates(InvoiceLine line, List<Charge> charges) {
        if (!line.key().isEmpty()) {
            return filter(charges, charge -> charge.bill().key().equals(line.key()));
        }
        List<Charge> found = List.of();
        if (!line.job().isEmpty()) {
            found = filter(charges, charge -> line.job().equals(charge.bill().usage().providerJob()));
        }
        if (found.isEmpty() && !line.run().isEmpty()) {
            found = filter(charges, charge -> line.run().equals(String.valueOf(charge.bill().run())));
        }
        boolean byDay = found.isEmpty() && line.job().isEmpty() && line.run().isEmpty() && line.kind().isPresent();
        if (byDay) {
            found = filter(charges, charge -> sameDay(charge, line));
        }
        return found.size() > 1 || byDay ? narrowed(line, found) : found;
    }

    /** By what the item says: the kind, then the charge's own key in the words, then the day. */
    private static List<Charge> narrowed(InvoiceLine line, List<Charge> found) {
        List<Charge> left = found;
        if (line.kind().isPresent()) {
            left = filter(left, charge -> charge.bill().kind() == line.kind().get());
        }
        left = narrowedWhereAny(left, charge -> line.item().contains(charge.bill().key()));
        return left.size() > 1 ? narrowedWhereAny(left, charge -> sameDay(charge, line)) : left;
    }

    private static List<Charge> narrowedWhereAny(List<Charge> charges, Predicate<Charge> condition) {
        List<Charge> fitting = filter(charges, condition);
        return fitting.isEmpty() ? charges : fitting;
    }

    private static boolean sameDay(Charge charge, InvoiceLine line) {
        return charge.bill().at().atOffset(ZoneOffset.UTC).toLocalDate().equals(line.day());
    }

    private static List<Charge> filter(List<Charge> charges, Predicate<Charge> condition) {
        return charges.stream().filter(condition).toList();
    }

    /** A line and why it matched nothing. */
    record Unmatched(InvoiceLine line, String why) {
    }
}
