package io.attune.dataset.files;

import io.attune.dataset.files.ByteRange.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 9110, section 14.1.2, on content of 100 bytes. */
class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=10-19,10,10", "bytes=90-,90,10", "bytes=90-500,90,10", "bytes=-5,95,5",
            "bytes=-500,0,100"})
    void a_range_is_the_part_of_it_that_is_there(String header, long from, long length) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Asked.Part(new ByteRange(from, length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void a_range_of_nothing_cannot_be_satisfied(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Asked.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=0-1,5-6", "lines=0-1", "bytes=-", "bytes=a-b",
            "bytes=0-9999999999999999999"})
    void what_is_no_single_range_is_answered_by_the_whole(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new Asked.Whole());
    }

    @Test
    void of_an_empty_file_no_range_can_be_satisfied() {
        assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new Asked.Unsatisfiable());
        assertThat(ByteRange.parse(null, 0)).isEqualTo(new Asked.Whole());
    }
}
