package io.attune.pipeline.generate.text;

import java.util.ArrayList;
import java.util.List;

/** A sentence with places for words. */
final class Template {
    private final String[] literals;
    private final Slot[] slots;

    private Template(String[] literals, Slot[] slots) {
        this.literals = literals;
        this.slots = slots;
    }

    /** Reads a sentence; its places are slots' names in braces. */
    static Template of(String text) {
        List<String> literals = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            literals.add(text.substring(from, open));
            slots.add(Slot.valueOf(text.substring(open + 1, close)));
            from = close + 1;
        }
        literals.add(text.substring(from));
        return new Template(literals.toArray(String[]::new), slots.toArray(Slot[]::new));
    }

    /** The sentence about a topic, beginning with a capital. */
    String fill(Topic topic, Chance chance) {
        StringBuilder text = new StringBuilder(120);
        for (int i = 0; i < slots.length; i++) {
            text.append(literals[i]).append(topic.word(slots[i], chance));
        }
        text.append(literals[slots.length]);
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.toString();
    }
}
