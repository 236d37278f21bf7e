package io.attune.registry.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.registry.Attribution;
import io.attune.registry.Budgets;
import io.attune.registry.EndpointCloser;
import io.attune.registry.Lease;
import io.attune.registry.Leases;
import io.attune.registry.Leases.NewLease;
import io.attune.registry.Leases.Outcome;
import io.attune.registry.Ledger;
import io.attune.registry.MoneyEvent;
import io.attune.registry.RegistryTest;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationRequest.Limits;
import io.attune.registry.ledger.MoneyEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class LeasesIT {
    @Autowired
    LeaseRows rows;
    @Autowired
    Ledger ledger;
    @Autowired
    Budgets budgets;
    @Autowired
    MoneyEvents events;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    UuidV7 ids;
    @Autowired
    InstantSource systemClock;

    private final ProjectId project = newProject();
    private final RunId run = newRun();
    private final SmallProvider provider = new SmallProvider();
    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;
    private JdbcLeases leases;
    private LeaseJanitor janitor;

    /** A provider whose endpoints stand until it is asked, when it is up, to take them down. */
    private static final class SmallProvider implements EndpointCloser {
        private final Set<String> standing = new HashSet<>();
        private boolean down;

        @Override
        public boolean serves(String connection) {
            return connection.equals("small");
        }

        @Override
        public void close(Lease lease) {
            if (down) {
                throw new IllegalStateException("the provider does not answer");
            }
            standing.remove(lease.endpoint());
        }
    }

    @BeforeEach
    void with_a_clock_of_its_own() {
        now = systemClock.instant();
        leases = new JdbcLeases(rows, ledger, clock, ids);
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("small", provider));
        janitor = new LeaseJanitor(rows, ledger, events, beans.getBeanProvider(EndpointCloser.class), transaction,
                clock);
    }

    @Test
    void an_endpoint_does_not_outlive_its_lease_and_what_it_stood_is_charged() {
        open("2 USD", Duration.ofHours(3));
        assertThat(ledger.reservations(project, run)).extracting(Reservation::amount).containsExactly(usd("6"));
        janitor.sweep();
        assertThat(provider.standing).hasSize(1);

        now = now.plus(Duration.ofHours(3));
        janitor.sweep();
        assertThat(provider.standing).isEmpty();
        assertThat(leases.open(project)).isEmpty();
        assertThat(ledger.charges(project, run)).singleElement().satisfies(charge -> {
            assertThat(charge.bill().amount()).isEqualTo(usd("6"));
            assertThat(charge.overrun()).isEqualTo(usd("0"));
        });
    }

    @Test
    void a_provider_that_is_down_is_asked_again_ever_later_until_it_is_gone() {
        open("2 USD", Duration.ofHours(1));
        provider.down = true;
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < 40; i++) {
            janitor.sweep();
            now = now.plusSeconds(30);
        }
        Lease stuck = leases.open(project).getFirst();
        assertThat(stuck.attempts()).isBetween(5, 9);
        assertThat(stuck.trouble()).isEqualTo("the provider does not answer");
        assertThat(leases.expired(now)).contains(stuck);
        assertThat(budgets.events(project, null, 10)).extracting(MoneyEvent::kind).containsOnly(
                MoneyEvent.Kind.LEASE_STUCK).hasSize(1);

        provider.down = false;
        now = now.plus(Duration.ofMinutes(15));
        janitor.sweep();
        assertThat(provider.standing).isEmpty();
        assertThat(ledger.charges(project, run).getFirst().bill().amount()).isGreaterThan(usd("2"));
    }

    @Test
    void a_lease_that_is_renewed_stands_longer_and_holds_the_money_for_it() {
        Lease lease = open("2 USD", Duration.ofHours(1));
        now = now.plus(Duration.ofMinutes(30));
        assertThat(leases.renew(project, lease.id(), lease.until().plusSeconds(3600))).isInstanceOf(
                Outcome.Leased.class);
        assertThat(ledger.reservations(project, run)).hasSize(2);
        now = now.plus(Duration.ofMinutes(60));
        janitor.sweep();
        assertThat(provider.standing).hasSize(1);
        now = now.plus(Duration.ofMinutes(31));
        assertThatThrownBy(() -> leases.renew(project, lease.id(), now.plusSeconds(60))).isInstanceOf(
                PlatformException.class).hasMessageContaining("ended at");
        janitor.sweep();
        assertThat(provider.standing).isEmpty();
    }

    @Test
    void a_lease_that_is_closed_early_ends_at_once() {
        Lease lease = open("2 USD", Duration.ofHours(10));
        now = now.plus(Duration.ofMinutes(30));
        leases.close(project, lease.id());
        janitor.sweep();
        assertThat(provider.standing).isEmpty();
        assertThat(ledger.charges(project, run).getFirst().bill().amount()).isEqualTo(usd("1"));
    }

    @Test
    void without_the_money_there_is_no_lease() {
        Outcome outcome = leases.open(wish("2 USD", Duration.ofHours(30)));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotLeased.class, refused -> assertThat(
                refused.refused().message()).contains("60.00 USD asked"));
        assertThat(leases.open(project)).isEmpty();
    }

    @Test
    void the_same_endpoint_again_is_the_same_lease() {
        Lease first = open("2 USD", Duration.ofHours(1));
        assertThat(open("2 USD", Duration.ofHours(1)).id()).isEqualTo(first.id());
        assertThat(ledger.reservations(project, run)).hasSize(1);
    }

    private Lease open(String perHour, Duration time) {
        Lease lease = ((Outcome.Leased) leases.open(wish(perHour, time))).lease();
        provider.standing.add(lease.endpoint());
        return lease;
    }

    private NewLease wish(String perHour, Duration time) {
        return new NewLease(project, run, "recipe", "evaluation-of-" + run, new Attribution(Map.of(), "small", null),
                Money.parse(perHour), time, new Limits(usd("50"), null));
    }
}
