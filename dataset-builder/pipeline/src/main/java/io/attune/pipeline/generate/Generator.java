package io.attune.pipeline.generate;

import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Desk;
import io.attune.pipeline.generate.text.Draft;
import io.attune.pipeline.generate.text.Length;
import io.attune.pipeline.generate.text.Topic;

/**
 * Generates records with planted defects and the truth about them. Record i is a function of (seed, count, plan, shape,
 * length, i): records can be made in any order, on any number of threads, and again. Holds no records; thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // ranges of places are laid out in the order of the kinds
public final class Generator {
    private static final int FORM = 1;
    private static final int WORDS = 2;
    private static final int ANSWER_FORM = 3;
    private static final int ANSWER_WORDS = 4;
    private static final int TOPIC = 5;
    private static final int CUSTOMER = 6;
    private static final int CUSTOMER_FACTS = 7;
    private static final int PLANT = 8;
    private static final int RECORDS_OF_A_CUSTOMER = 3;
    private static final int SUITE_MIN = 20;

    private final Shape shape;
    private final Length length;
    private final long seed;
    private final long count;
    private final PlantPlan plan;
    private final Deal deal;
    private final long[] endOfKind = new long[PlantKind.values().length];
    private final long[] firstTwin = new long[PlantKind.values().length];

    /**
     * A generator.
     *
     * @param count how many records there are, from 1
     * @throws InvalidInputException when the count is not positive or the plan has a kind that the shape does not know
     */
    public Generator(Shape shape, Length length, long seed, long count, PlantPlan plan) {
        Problems problems = new Problems();
        if (count < 1) {
            problems.add("count", 0, "the count is " + count, "Ask for a record or more.");
        }
        plan.rates().keySet().stream().filter(kind -> !PlantPlan.fits(kind, shape)).forEach(kind -> problems.add(
                kind.word(), 0, "'" + kind.word() + "' is planted among preferences only", "Leave it out."));
        problems.throwIfAny("What to generate");
        this.shape = shape;
        this.length = length;
        this.seed = seed;
        this.count = count;
        this.plan = plan;
        this.deal = new Deal(seed, count);
        long end = 0;
        for (PlantKind kind : PlantKind.values()) {
            end += plan.count(kind, count);
            endOfKind[kind.ordinal()] = end;
        }
        long twin = end;
        for (PlantKind kind : PlantKind.values()) {
            firstTwin[kind.ordinal()] = twin;
            twin += kind.needsTwin() ? plan.count(kind, count) : 0;
        }
    }

    /** Conversations of the short length. */
    public static Generator conversations(long seed, long count, PlantPlan plan) {
        return new Generator(Shape.CONVERSATIONS, Length.SHORT, seed, count, plan);
    }

    /** Preference pairs of the short length. */
    public static Generator preferences(long seed, long count, PlantPlan plan) {
        return new Generator(Shape.PREFERENCES, Length.SHORT, seed, count, plan);
    }

    /** How many records there are. */
    public long count() {
        return count;
    }

    /** All records in order, made as they are asked for; may be made parallel. */
    public Stream<Generated> records() {
        return LongStream.range(0, count).mapToObj(this::record);
    }

    /**
     * One record.
     *
     * @throws IndexOutOfBoundsException when there is none of that number
     */
    public Generated record(long number) {
        if (number < 0 || number >= count) {
            throw new IndexOutOfBoundsException("Record " + number + " of " + count);
        }
        long place = deal.placeOf(number);
        Planting planting = new Planting(this, number, Chance.of(seed, PLANT, number));
        for (PlantKind kind : PlantKind.values()) {
            if (place < endOfKind[kind.ordinal()]) {
                return planting.of(kind, indexWithin(kind, place));
            }
        }
        return planting.nothing();
    }

    private long indexWithin(PlantKind kind, long place) {
        return place - endOfKind[kind.ordinal()] + plan.count(kind, count);
    }

    /** How many items the evaluation suite has: those leaked, those with a template mate, and as many that are neither. */
    public long suiteCount() {
        long used = plan.count(PlantKind.LEAK, count) + plan.count(PlantKind.TEMPLATE_MATE, count);
        return used == 0 ? 0 : used + Math.max(used, SUITE_MIN);
    }

    /** An item of the evaluation suite as a line. */
    public String suiteItem(long item) {
        return DraftJson.write(shape, suiteDraft(item), suiteKey(item), "suite");
    }

    /** How many records carry a kind. */
    public long planted(PlantKind kind) {
        return plan.count(kind, count);
    }

    /** What the records depend on, in one line: two generators that say the same make the same. */
    public String parameters() {
        StringBuilder text = new StringBuilder(shape + " " + length + " seed " + seed + " count " + count);
        plan.rates().forEach((kind, rate) -> text.append(' ').append(kind.word()).append('=').append(rate));
        return text.toString();
    }

    /** The plan that is followed. */
    public PlantPlan plan() {
        return plan;
    }

    /** The seed that everything is drawn from. */
    public long seed() {
        return seed;
    }

    /** What a record is. */
    public Shape shape() {
        return shape;
    }

    /** How long records are. */
    public Length length() {
        return length;
    }

    /** The record that a planted one is paired with. */
    long twinOf(PlantKind kind, long index) {
        return deal.numberAt(firstTwin[kind.ordinal()] + index);
    }

    /** Which item of the suite the records of a kind that is made from the suite take. */
    long suiteItemOf(PlantKind kind, long index) {
        return kind == PlantKind.LEAK ? index : plan.count(PlantKind.LEAK, count) + index;
    }

    String key(long number) {
        String digits = Long.toString(number);
        return "r-" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    String suiteKey(long item) {
        return "suite-" + item;
    }

    String customer(long number) {
        return "customer-" + customerNumber(number);
    }

    private long customerNumber(long number) {
        long customers = Math.max(1, count / RECORDS_OF_A_CUSTOMER);
        return Math.floorMod(Chance.of(seed, CUSTOMER, number).bits(), customers);
    }

    /** The clean record of a number, whatever is planted at it. */
    Draft draft(long number) {
        return write(topic(number), chances(number, number));
    }

    Topic topic(long number) {
        return Topic.of(Chance.of(seed, CUSTOMER_FACTS, number < 0 ? number : customerNumber(number)), Chance.of(seed,
                TOPIC, number));
    }

    Draft suiteDraft(long item) {
        return draft(-1 - item);
    }

    /** The record of a number, written with the templates of a suite item. */
    Draft inTheManner(long item, long number) {
        long suite = -1 - item;
        return write(topic(number), new Desk.Chances(Chance.of(seed, FORM, suite), Chance.of(seed, WORDS, number),
                Chance.of(seed, ANSWER_FORM, suite), Chance.of(seed, ANSWER_WORDS, number)));
    }

    /** The question of one record with an answer that states another value, in the same or in other words. */
    Draft contradicting(long twin, long number, boolean sameWords) {
        return write(topic(twin).contradicted(), chances(twin, sameWords ? twin : number));
    }

    private Desk.Chances chances(long question, long answer) {
        return new Desk.Chances(Chance.of(seed, FORM, question), Chance.of(seed, WORDS, question), Chance.of(seed,
                ANSWER_FORM, answer), Chance.of(seed, ANSWER_WORDS, answer));
    }

    private Draft write(Topic topic, Desk.Chances chances) {
        return switch (shape) {
            case CONVERSATIONS -> Desk.conversation(topic, chances, length);
            case PREFERENCES -> Desk.preference(topic, chances, length);
        };
    }
}
