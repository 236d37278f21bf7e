package io.attune.platform.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every holder of data has to show. A test of a holder extends it and says how data comes in and can be seen. */
@ExtendWith(OutputCaptureExtension.class)
public abstract class DataHolderExam {
    private final ProjectId project = freshProject();
    private final ProjectId elsewhere = freshProject();
    /** A value that stands nowhere else, with capitals, because case does not count. */
    private final String address = "Ann." + freshWord() + "@Example.org";
    private final String other = "bob." + freshWord() + "@example.org";
    private final Subject ann = person(address);

    protected abstract DataHolder holder();

    /** Has the holder keep data that names people, in every place where it keeps any; all of them in the same places. */
    protected abstract void plant(ProjectId project, List<String> identifiers);

    /** Whether data that names a person can be read by the ordinary ways. */
    protected abstract boolean isReadable(ProjectId project, String identifier);

    /** Everything the holder keeps of all projects, decompressed, as text: rows and objects. */
    protected abstract List<String> kept();

    /** A project that nobody else uses. */
    private static ProjectId freshProject() {
        return new ProjectId("p-" + freshWord());
    }

    private static String freshWord() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private static Subject person(String identifier) {
        return new Subject.Person(Identifiers.of(List.of(identifier.toUpperCase(Locale.ROOT))));
    }

    private ErasureOrder order(String key) {
        return new ErasureOrder(key + " " + project, "dpo", "asked for in writing");
    }

    @BeforeEach
    void plant() {
        plant(project, List.of(address, other));
        plant(elsewhere, List.of(address));
    }

    @Test
    void what_is_erased_is_not_found_again() {
        assertThat(holder().find(project, ann)).isNotEmpty();

        assertThat(holder().erase(project, ann, order("once")).destroyed()).isNotEmpty();

        assertThat(holder().find(project, ann)).isEmpty();
        assertThat(isReadable(project, address)).isFalse();
    }

    @Test
    void an_export_gives_everything_that_is_counted() {
        Map<String, Long> counted = holder().find(project, ann).stream().collect(Collectors.toMap(Holding::reference,
                Holding::count, Long::sum, TreeMap::new));
        Map<String, Long> exported = new TreeMap<>();
        List<String> contents = new ArrayList<>();
        holder().export(project, ann, (reference, mediaType, content) -> {
            exported.merge(reference, 1L, Long::sum);
            contents.add(new String(content, StandardCharsets.UTF_8));
        });
        assertThat(exported).isEqualTo(counted);
        assertThat(String.join("\n", contents)).containsIgnoringCase(address);
    }

    @Test
    void erasing_twice_is_erasing_once() {
        Erasure first = holder().erase(project, ann, order("twice"));
        assertThat(holder().erase(project, ann, order("twice"))).isEqualTo(first);
        assertThat(holder().erase(project, ann, order("anew")).destroyed()).isEmpty();
    }

    @Test
    void the_key_of_an_erasure_is_not_used_for_somebody_else() {
        holder().erase(project, ann, order("mine"));
        assertThatThrownBy(() -> holder().erase(project, person(other), order("mine"))).isInstanceOfSatisfying(
                PlatformException.class, e -> assertThat(e.code().value()).isEqualTo("conflict"));
        assertThat(isReadable(project, other)).isTrue();
    }

    @Test
    void another_persons_data_stays_readable() {
        holder().erase(project, ann, order("others"));
        assertThat(isReadable(project, other)).isTrue();
        assertThat(holder().find(project, person(other))).isNotEmpty();
    }

    @Test
    void another_projects_data_stays_readable() {
        holder().erase(project, ann, order("projects"));
        assertThat(isReadable(elsewhere, address)).isTrue();
        assertThat(holder().find(elsewhere, ann)).isNotEmpty();
    }

    @Test
    void a_part_of_a_longer_token_is_nobody() {
        assertThat(holder().find(project, person(address.substring(2)))).isEmpty();
        assertThat(holder().find(project, person(address + ".uk"))).isEmpty();
    }

    @Test
    void nothing_of_the_value_is_shown_or_logged(CapturedOutput output) {
        String shown = holder().find(project, ann) + " " + ann + " " + holder().erase(project, ann, order("silent"));
        assertThat(shown).doesNotContainIgnoringCase(secret());
        assertThat(output.getAll()).doesNotContainIgnoringCase(secret());
    }

    @Test
    void nothing_of_the_value_is_kept() {
        holder().erase(project, ann, order("kept"));
        holder().erase(elsewhere, ann, new ErasureOrder("kept too", "dpo", "asked for in writing"));
        assertThat(kept()).isNotEmpty().noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(secret()));
    }

    @Test
    void a_reason_that_names_the_subject_is_refused() {
        ErasureOrder telling = new ErasureOrder("telling " + project, "dpo", "because " + address + " asked");
        assertThatThrownBy(() -> holder().erase(project, ann, telling)).isInstanceOfSatisfying(PlatformException.class,
                e -> assertThat(e.message()).doesNotContainIgnoringCase(secret()));
    }

    /** The part of the address that stands nowhere else. */
    private String secret() {
        return address.substring(4, address.indexOf('@')).toLowerCase(Locale.ROOT);
    }
}
