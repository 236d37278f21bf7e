package io.attune.sandbox.trainer.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of a safetensors file: named tensors of 32-bit floats and text about them.
 *
 * <p>
 * The format (Hugging Face, "safetensors", format version 0.4): eight bytes with the header's length, little-endian; a
 * header in JSON that gives each tensor's type, shape and place; then the numbers, without gaps. The same content always
 * gives the same bytes. Reading trusts nothing: lengths, places and overlaps are checked before memory is taken.
 *
 * @param metadata what the writer says about the tensors
 * @param tensors the tensors, in the order of their numbers
 */
public record Safetensors(Map<String, String> metadata, List<Tensor> tensors) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String METADATA = "__metadata__";
    private static final int HEADER_LIMIT = 100_000_000;
    private static final int ALIGNMENT = 8;

    public Safetensors {
        metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /** The file's bytes. */
    public byte[] toBytes() {
        byte[] header = header();
        long numbers = tensors.stream().mapToLong(tensor -> tensor.values().length).sum();
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + header.length + Float.BYTES
                * numbers)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (Tensor tensor : tensors) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + Float.BYTES * tensor.values().length);
        }
        return file.array();
    }

    private byte[] header() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode about = root.putObject(METADATA);
            metadata.forEach(about::put);
        }
        long begin = 0;
        for (Tensor tensor : tensors) {
            long end = begin + (long) Float.BYTES * tensor.values().length;
            ObjectNode entry = root.putObject(tensor.name()).put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] json = JSON.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads a file's bytes.
     *
     * @throws IOException if they are no safetensors file, or one with other numbers than 32-bit floats
     */
    public static Safetensors parse(byte[] file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        require(file.length >= Long.BYTES, "it is shorter than its header's length");
        long headerLength = buffer.getLong();
        require(headerLength >= 2 && headerLength <= Math.min(HEADER_LIMIT, buffer.remaining()),
                "its header's length of " + headerLength + " does not fit");
        byte[] header = new byte[(int) headerLength];
        buffer.get(header);
        ByteBuffer numbers = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);

        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : fields(header)) {
            if (field.getKey().equals(METADATA)) {
                field.getValue().propertyStream().forEach(p -> metadata.put(p.getKey(), p.getValue().asString()));
            } else {
                entries.add(Entry.of(field.getKey(), field.getValue()));
            }
        }
        entries.sort(java.util.Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        List<Tensor> tensors = new ArrayList<>();
        long expected = 0;
        for (Entry entry : entries) {
            require(entry.begin == expected && entry.end <= numbers.capacity(),
                    "tensor " + entry.name + " is not where the one before it ends");
            tensors.add(entry.read(numbers));
            expected = entry.end;
        }
        require(expected == numbers.capacity(), "bytes follow the last tensor");
        return new Safetensors(metadata, tensors);
    }

    private static List<Map.Entry<String, JsonNode>> fields(byte[] header) throws IOException {
        try {
            JsonNode root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
            require(root.isObject(), "its header is no JSON object");
            List<Map.Entry<String, JsonNode>> fields = root.propertyStream().toList();
            Set<String> names = new HashSet<>();
            for (Map.Entry<String, JsonNode> field : fields) {
                require(names.add(field.getKey()), "tensor " + field.getKey() + " appears twice");
            }
            return fields;
        } catch (JacksonException e) {
            throw new IOException("This is no safetensors file: its header is no JSON", e);
        }
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException("This is no safetensors file: " + otherwise);
        }
    }

    // Compared by nobody; arrays because millions of numbers pass through.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String name, long[] shape, long begin, long end) {

        static Entry of(String name, JsonNode node) throws IOException {
            JsonNode type = node.path("dtype");
            require(type.asString("").equals("F32"), "tensor " + name + " has type " + type + ", only F32 is known");
            JsonNode offsets = node.path("data_offsets");
            long begin = offsets.path(0).asLong(-1);
            long end = offsets.path(1).asLong(-1);
            require(offsets.size() == 2 && begin >= 0 && end >= begin, "tensor " + name + " has no place");
            long[] shape = new long[node.path("shape").size()];
            long size = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = node.path("shape").path(i).asLong(-1);
                require(shape[i] >= 0 && shape[i] <= Integer.MAX_VALUE, "tensor " + name + " has a bad shape");
                size *= shape[i];
                require(size <= Integer.MAX_VALUE, "tensor " + name + " is too large");
            }
            require(end - begin == Float.BYTES * size, "tensor " + name + " has a shape that does not fit its place");
            return new Entry(name, shape, begin, end);
        }

        Tensor read(ByteBuffer numbers) {
            float[] values = new float[(int) ((end - begin) / Float.BYTES)];
            numbers.slice((int) begin, (int) (end - begin)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return new Tensor(name, shape, values);
        }
    }
}
