package io.attune.pipeline.generate.text;

/**
 * What one record is about.
 *
 * @param product an invented product; the same for all records of one customer
 * @param version of the product, such as {@code 4.12.3}
 * @param plan the customer's
 * @param component of the product
 * @param symptom what the component does wrong
 * @param code the error code
 * @param ticket the number the customer refers to
 * @param setting a configuration key
 * @param fact the setting's value with its unit: what the answer states
 * @param otherFact another value in the same unit: what a contradicting answer states
 */
public record Topic(String product, String version, String plan, String component, String symptom, String code,
        String ticket, String setting, String fact, String otherFact) {
    private static final String CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /**
     * A topic.
     *
     * @param customer decides what all records of a customer share
     * @param chance decides the rest
     */
    public static Topic of(Chance customer, Chance chance) {
        String product = customer.pick(Words.PRODUCT_FIRST) + " " + customer.pick(Words.PRODUCT_SECOND);
        String version = customer.between(1, 9) + "." + customer.below(24) + "." + customer.below(12);
        String plan = customer.pick(Words.PLAN);
        String component = chance.pick(Words.COMPONENT);
        String setting = component.substring(component.lastIndexOf(' ') + 1) + "." + chance.pick(Words.SETTING_TAIL);
        int value = chance.between(2, 240) * chance.pick(1, 1, 5, 25);
        int other = value + chance.between(1, 40) * chance.pick(1, 3, 10);
        String unit = chance.pick(Words.UNIT);
        return new Topic(product, version, plan, component, chance.pick(Words.SYMPTOM), code(chance),
                ticket(chance), setting, value + " " + unit, other + " " + unit);
    }

    /** The same topic with the value that contradicts it. */
    public Topic contradicted() {
        return new Topic(product, version, plan, component, symptom, code, ticket, setting, otherFact, fact);
    }

    private static String code(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> "ERR-" + chance.between(10_000, 99_999);
            case 1 -> chance.letters(CAPITALS, 2) + "-" + chance.between(1_000, 99_999);
            case 2 -> "E" + chance.between(1_000, 9_999) + chance.letters(CAPITALS, 1);
            default -> chance.letters(CAPITALS, 3) + chance.between(100, 9_999);
        };
    }

    private static String ticket(Chance chance) {
        return "T" + chance.between(100, 999) + "-" + chance.between(1_000, 9_999);
    }

    String word(Slot slot, Chance chance) {
        return switch (slot) {
            case product -> product;
            case component -> component;
            case version -> version;
            case nextversion -> chance.between(10, 19) + "." + chance.below(30) + "." + chance.below(10);
            case code -> code;
            case code2 -> code(chance);
            case ticket -> ticket;
            case setting -> setting;
            case fact -> fact;
            case wrongfact -> otherFact;
            case plan -> plan;
            case symptom -> symptom;
            case n -> Integer.toString(chance.between(2, 59));
            case n2 -> Integer.toString(chance.between(60, 2_999));
            case team -> chance.pick(Words.TEAM);
            case os -> chance.pick(Words.SYSTEM);
            case place -> chance.pick(Words.PLACE);
            case since -> chance.pick(Words.SINCE);
            case action -> chance.pick(Words.ACTION);
            case cause, cause2 -> chance.pick(Words.CAUSE);
            case step, step2 -> chance.pick(Words.STEP);
        };
    }
}
