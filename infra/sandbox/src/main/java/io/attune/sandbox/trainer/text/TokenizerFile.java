package io.attune.sandbox.trainer.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.sandbox.trainer.text.Vocabulary.Merge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads a vocabulary as {@code tokenizer.json}, the file of Hugging Face's tokenizers library, so that other
 * tools count and cut text exactly as this trainer does.
 *
 * <p>
 * The file shows bytes as printable characters: those that print stand for themselves, the others for the characters from
 * U+0100 on, in order (Radford et al. 2019; {@code bytes_to_unicode} of GPT-2).
 */
public final class TokenizerFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BYTE_CHARACTERS = byteCharacters();

    private TokenizerFile() {}

    /** The file's content. */
    public static byte[] write(Vocabulary vocabulary) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (SpecialToken special : SpecialToken.values()) {
            added.addObject().put("id", special.id()).put("content", special.text()).put("single_word", false).put(
                    "lstrip", false).put("rstrip", false).put("normalized", false).put("special", true);
        }
        root.putNull("normalizer");
        ObjectNode splitting = root.putObject("pre_tokenizer").put("type", "Sequence");
        ArrayNode steps = splitting.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", WordSplitter.PATTERN);
        split.put("behavior", "Isolated").put("invert", false);
        steps.add(byteLevel());
        root.putNull("post_processor");
        root.set("decoder", byteLevel());
        writeModel(root.putObject("model"), vocabulary);
        return JSON.writeValueAsBytes(root);
    }

    /** The vocabulary in a file that {@link #write} wrote. */
    public static Vocabulary read(byte[] file) {
        JsonNode model = JSON.readTree(file).path("model");
        Map<String, Integer> numbers = new HashMap<>();
        model.path("vocab").propertyStream().forEach(token -> numbers.put(token.getKey(), token.getValue().asInt()));
        List<Merge> merges = new ArrayList<>();
        for (JsonNode merge : model.path("merges")) {
            String[] pair = merge.asString().split(" ", -1);
            merges.add(new Merge(number(numbers, pair[0]), number(numbers, pair[1])));
        }
        return new Vocabulary(merges);
    }

    private static int number(Map<String, Integer> numbers, String token) {
        Integer number = numbers.get(token);
        if (number == null) {
            throw new IllegalArgumentException("A merge names '" + token + "', which is no token of the vocabulary");
        }
        return number;
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode().put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets",
                true).put("use_regex", false);
    }

    private static void writeModel(ObjectNode model, Vocabulary vocabulary) {
        model.put("type", "BPE").putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix").putNull(
                "end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        List<String> names = vocabulary.tokenBytes().stream().map(TokenizerFile::printable).toList();
        ObjectNode vocab = model.putObject("vocab");
        for (SpecialToken special : SpecialToken.values()) {
            vocab.put(special.text(), special.id());
        }
        for (int token = Vocabulary.FIRST_BYTE; token < vocabulary.size(); token++) {
            vocab.put(names.get(token), token);
        }
        ArrayNode merges = model.putArray("merges");
        for (Merge merge : vocabulary.merges()) {
            merges.add(names.get(merge.left()) + " " + names.get(merge.right()));
        }
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(BYTE_CHARACTERS.charAt(b & 0xff));
        }
        return text.toString();
    }

    private static String byteCharacters() {
        StringBuilder characters = new StringBuilder(256);
        char substitute = 0x100;
        for (char c = 0; c < 256; c++) {
            boolean prints = (c > ' ' && c < 0x7f) || (c > 0xa0 && c != 0xad);
            characters.append(prints ? c : substitute++);
        }
        return characters.toString();
    }
}
