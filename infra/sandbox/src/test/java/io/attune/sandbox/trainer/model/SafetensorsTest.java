package io.attune.sandbox.trainer.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SafetensorsTest {

    @RepeatedTest(30)
    void readingGivesWhatWasWritten(RepetitionInfo repetition) throws IOException {
        Safetensors content = anyContent(new Random(repetition.getCurrentRepetition()));

        Safetensors read = Safetensors.parse(content.toBytes());

        assertThat(read.metadata()).isEqualTo(content.metadata());
        assertThat(read.tensors()).usingRecursiveComparison().isEqualTo(content.tensors());
        assertThat(read.toBytes()).isEqualTo(content.toBytes());
    }

    @Test
    void theBytesAreThoseOfTheFormat() {
        byte[] file = new Safetensors(Map.of(), List.of(new Tensor("w", new long[]{2}, new float[]{1, -2}))).toBytes();

        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded).put((header + " ".repeat(padded - header.length())).getBytes(
                StandardCharsets.US_ASCII));
        expected.putFloat(1).putFloat(-2);
        assertThat(file).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"w\":{}}", "{\"w\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"})
    void aDamagedHeaderIsRefused(String header) {
        assertThatThrownBy(() -> Safetensors.parse(file(header, 4))).isInstanceOf(
                IOException.class).hasMessageContaining("no safetensors file");
    }

    @Test
    void aFileThatWasCutIsRefused() {
        byte[] whole = anyContent(new Random(1)).toBytes();

        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Safetensors.parse(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHeaderLongerThanTheFileIsRefusedBeforeMemoryIsTaken() {
        byte[] file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();

        assertThatThrownBy(() -> Safetensors.parse(file)).isInstanceOf(IOException.class);
    }

    private static byte[] file(String header, int dataLength) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataLength).order(ByteOrder.LITTLE_ENDIAN).putLong(
                json.length).put(json).array();
    }

    private static Safetensors anyContent(Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            Tensor tensor = Tensor.zeros("tensor \"" + i + "\" é", random.nextInt(4), random.nextInt(4));
            for (int j = 0; j < tensor.values().length; j++) {
                tensor.values()[j] = Float.intBitsToFloat(random.nextInt() & 0x7f7fffff);
            }
            tensors.add(tensor);
        }
        return new Safetensors(Map.of("key", "value\n" + random.nextInt()), tensors);
    }
}
