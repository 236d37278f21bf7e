package io.attune.registry.aliases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.registry.AliasMove;
import io.attune.registry.AliasMoved;
import io.attune.registry.Aliases;
import io.attune.registry.LineageNode;
import io.attune.registry.ModelDeleting;
import io.attune.registry.Models;
import io.attune.registry.Quarantines;
import io.attune.registry.RegistryChange;
import io.attune.registry.VersionRef;
import io.attune.registry.models.ModelLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernateAliases implements Aliases {
    private static final ErrorCode MOVED = new ErrorCode("alias-moved", ErrorKind.PRECONDITION);

    private final EntityManager entities;
    private final Models models;
    private final Quarantines quarantines;
    private final CurrentAliases current;
    private final ModelLock lock;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    HibernateAliases(EntityManager entities, Models models, Quarantines quarantines, CurrentAliases current,
            ModelLock lock, Audit audit, ApplicationEventPublisher events, InstantSource clock) {
        this.entities = entities;
        this.models = models;
        this.quarantines = quarantines;
        this.current = current;
        this.lock = lock;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public AliasMove move(AliasChange change) {
        VersionRef to = change.to();
        lock.acquire(change.project(), to.name());
        requireVersion(change.project(), to);
        AliasMove last = last(change.project(), to.name(), change.alias()).orElse(null);
        if (last != null && last.to() == to.number()) {
            return last;
        }
        requireExpected(change, last);
        quarantines.require(change.project(), LineageNode.version(to));
        return insert(change.project(), new AliasMove(to.name(), change.alias(), from(last), to.number(), next(last),
                change.actor(), change.reason(), change.evidence(), now()), false);
    }

    @Override
    public void remove(ProjectId project, String model, String alias, String actor, String reason) {
        lock.acquire(project, model);
        find(project, model, alias).ifPresent(last -> insert(project, new AliasMove(model, alias, last.to(), 0, next(
                last),
                actor, reason, null, now()), false));
    }

    @EventListener
    void onDeleting(ModelDeleting event) {
        list(event.project(), event.model()).stream().filter(move -> event.takes(move.to())).forEach(
                move -> remove(event.project(), event.model(), move.alias(), event.actor(), "The version was deleted"));
    }

    @Override
    public AliasMove back(ProjectId project, VersionRef from, String alias, String actor, String reason) {
        lock.acquire(project, from.name());
        List<AliasMoveRow> moves = rowsNewestFirst(project, from.name(), alias).getResultList();
        if (moves.isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND,
                    "Model '" + from.name() + "' has no alias '" + alias + "'",
                    "List them with: attune model show " + from.name());
        }
        AliasMoveRow newest = moves.getFirst();
        AliasMove now = newest.toMove();
        if (newest.isBack() && Objects.equals(now.from(), from.number())) {
            return now;
        }
        if (now.to() != from.number()) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    alias + " of '" + from.name() + "' points at " + (now.to() == 0 ? "nothing" : "version " + now.to())
                            + " and not at "
                            + from.number(),
                    "Look at its history, then name the version to leave.");
        }
        int target = before(project, from, alias, moves.reversed());
        return insert(project, new AliasMove(from.name(), alias, now.to(), target, next(now), actor, reason, null,
                now()),
                true);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AliasMove> find(ProjectId project, String model, String alias) {
        return last(project, model, alias).filter(move -> move.to() != 0);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AliasMove> at(ProjectId project, String model, String alias, Instant moment) {
        return history(project, model, alias).stream().filter(move -> !move.at().isAfter(moment)).findFirst().filter(
                move -> move.to() != 0);
    }

    @Override
    @Transactional(readOnly = true)
    public List<AliasMove> list(ProjectId project, String model) {
        return entities.createQuery("""
                from AliasMoveRow m where m.key.project = :project and m.key.name = :name and m.key.sequence = (
                    select max(n.key.sequence) from AliasMoveRow n
                    where n.key.project = :project and n.key.name = :name and n.key.alias = m.key.alias)
                    and m.toNumber is not null
                order by m.key.alias
                """, AliasMoveRow.class).setParameter("project", project.value()).setParameter("name",
                model).getResultList().stream().map(AliasMoveRow::toMove).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Map<String, Integer>> pointing(ProjectId project, Collection<String> names) {
        return current.of(project, names);
    }

    @Override
    @Transactional(readOnly = true)
    public List<AliasMove> history(ProjectId project, String model, String alias) {
        return rowsNewestFirst(project, model, alias).getResultList().stream().map(AliasMoveRow::toMove).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<AliasMove> histories(ProjectId project, String model) {
        return entities.createQuery("""
                from AliasMoveRow where key.project = :project and key.name = :name order by key.alias, key.sequence
                """, AliasMoveRow.class).setParameter("project", project.value()).setParameter("name",
                model).getResultList().stream().map(AliasMoveRow::toMove).toList();
    }

    /** The newest move, also where it took the alias away. */
    private Optional<AliasMove> last(ProjectId project, String model, String alias) {
        return rowsNewestFirst(project, model, alias).setMaxResults(1).getResultList().stream().findFirst().map(
                AliasMoveRow::toMove);
    }

    private TypedQuery<AliasMoveRow> rowsNewestFirst(ProjectId project, String model, String alias) {
        return entities.createQuery("""
                from AliasMoveRow where key.project = :project and key.name = :name and key.alias = :alias
                order by key.sequence desc
                """, AliasMoveRow.class).setParameter("project", project.value()).setParameter("name",
                model).setParameter("alias", alias);
    }

    /** The version before {@code from}, leaving out what was itself left by going back, and what is deleted or quarantined by now. */
    private int before(ProjectId project, VersionRef from, String alias, List<AliasMoveRow> moves) {
        Deque<Integer> path = new ArrayDeque<>();
        for (AliasMoveRow row : moves) {
            int to = row.toMove().to();
            if (row.isBack()) {
                while (!path.isEmpty() && path.getFirst() != to) {
                    path.pop();
                }
            } else if (to != 0) {
                path.push(to);
            }
        }
        path.pop();
        return path.stream().map(number -> new VersionRef(from.name(), number)).filter(version -> models.find(project,
                version).isPresent() && quarantines.standing(project, LineageNode.version(version)).isEmpty()).map(
                        VersionRef::number).findFirst().orElseThrow(
                                () -> new PlatformException(ErrorCode.CONFLICT, alias + " pointed at nothing before "
                                        + from,
                                        "Move it to a version by name."));
    }

    private AliasMove insert(ProjectId project, AliasMove move, boolean back) {
        entities.persist(new AliasMoveRow(project.value(), move, back));
        entities.flush();
        current.point(project, move);
        audit.record(project, move.actor(), back ? "alias.back" : move.to() == 0 ? "alias.remove" : "alias.move",
                move.model() + "/" + move.alias(), CanonicalJson.digest(Map.of("to", move.to(), "reason",
                        move.reason(), "evidence", String.valueOf(move.evidence()))));
        events.publishEvent(move.to() == 0
                ? new RegistryChange.AliasRemoved(project, move.model(), move.alias())
                : new AliasMoved(project, move));
        return move;
    }

    private static @Nullable Integer from(@Nullable AliasMove last) {
        return last == null || last.to() == 0 ? null : last.to();
    }

    private static int next(@Nullable AliasMove last) {
        return last == null ? 1 : last.sequence() + 1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void requireVersion(ProjectId project, VersionRef version) {
        if (models.find(project, version).isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no model version " + version,
                    "List them with: attune model show " + version.name());
        }
    }

    private static void requireExpected(AliasChange change, @Nullable AliasMove now) {
        int points = now == null ? 0 : now.to();
        if (change.expected() != null && change.expected() != points) {
            throw new PlatformException(MOVED,
                    change.alias() + " of '" + change.to().name() + "' points at "
                            + (points == 0 ? "nothing" : "version " + points) + " by now and not at version "
                            + change.expected(),
                    "Read it again and decide anew.");
        }
    }
}
