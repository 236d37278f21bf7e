package io.attune.provider.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.attune.provider.FileUpload;
import io.attune.provider.Inventory;
import io.attune.provider.Inventory.Item;
import io.attune.provider.Inventory.Kind;
import io.attune.provider.JobListing;
import io.attune.provider.ModelRetirement;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderModelId;
import io.attune.provider.testkit.VendorAbilities.Retires;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies at the vendor is seen, whoever put it there. */
abstract class TakingStockCases {
    abstract ExamRoom room();

    @Test
    void jobs_models_and_files_are_listed() {
        Inventory inventory = room().ability(Inventory.class);
        ProviderJob job = room().trained("key-1");
        String model = Objects.requireNonNull(job.tunedModel()).value();

        assertThat(inventory.list(Kind.JOB)).extracting(Item::id).contains(job.id().value());
        assertThat(inventory.list(Kind.MODEL)).extracting(Item::id).contains(model).doesNotContain(
                room().vendor().baseModel().value());
        if (room().provider().ability(FileUpload.class).isPresent()) {
            assertThat(inventory.list(Kind.FILE)).anySatisfy(file -> {
                assertThat(file.bytes()).isPositive();
                assertThat(file.createdAt()).isEqualTo(ExamRoom.NOON);
            });
        }
    }

    @Test
    void what_is_deleted_is_gone_and_deleting_again_is_fine() {
        Inventory inventory = room().ability(Inventory.class);
        room().trained("key-1");
        for (Kind kind : inventory.deletable()) {
            for (Item item : inventory.list(kind)) {
                inventory.delete(kind, item.id());
                inventory.delete(kind, item.id());
            }
            assertThat(inventory.list(kind)).as(kind.toString()).isEmpty();
        }
    }

    @Test
    void what_the_vendor_keeps_for_good_is_refused() {
        Inventory inventory = room().ability(Inventory.class);
        ProviderJob job = room().trained("key-1");
        for (Kind kind : Kind.values()) {
            if (!inventory.deletable().contains(kind)) {
                assertThat(room().failureOf(() -> inventory.delete(kind, job.id().value())).code()).isEqualTo(
                        ProviderException.REFUSED);
            }
        }
    }

    @Test
    void many_jobs_are_read_page_by_page_newest_first() {
        JobListing listing = room().ability(JobListing.class);
        ProviderFileId file = room().uploadedExamples();
        List<ProviderJob> jobs = List.of("key-1", "key-2", "key-3").stream().map(
                key -> room().submit(room().request(key, room().vendor().baseModel(), file))).toList();

        JobListing.Page first = listing.newestJobs(2, null);
        JobListing.Page second = listing.newestJobs(2, first.jobs().getLast().id());

        assertThat(first.jobs()).extracting(ProviderJob::id).containsExactly(jobs.get(2).id(), jobs.get(1).id());
        assertThat(first.more()).isTrue();
        assertThat(second.jobs()).extracting(ProviderJob::id).containsExactly(jobs.get(0).id());
        assertThat(second.more()).isFalse();
    }

    @Test
    void an_announced_end_reaches_the_models_made_from_a_base_too() {
        ModelRetirement retirement = room().ability(ModelRetirement.class);
        Retires vendor = room().vendorAs(Retires.class);
        ProviderModelId tuned = Objects.requireNonNull(room().trained("key-1").tunedModel());
        assertThat(retirement.retirement(room().vendor().baseModel())).hasValueSatisfying(
                dates -> assertThat(dates.servingEnds()).isNull());

        Instant end = ExamRoom.NOON.plus(Duration.ofDays(53));
        vendor.retireBaseModel(end);

        for (ProviderModelId model : List.of(room().vendor().baseModel(), tuned)) {
            assertThat(retirement.retirement(model)).hasValueSatisfying(
                    dates -> assertThat(dates.servingEnds()).isEqualTo(end));
        }
        assertThat(retirement.retirement(new ProviderModelId("no-such-model"))).isEmpty();
    }
}
