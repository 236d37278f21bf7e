package io.attune.registry.aliases;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
import io.attune.registry.Models;
import io.attune.registry.VersionRef;
import io.attune.registry.models.ModelLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class HibernateAliases implements Aliases {
    private static final ErrorCode MOVED = new ErrorCode("alias-moved", ErrorKind.PRECONDITION);

    private final EntityManager entities;
    private final Models models;
    private final ModelLock lock;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    HibernateAliases(EntityManager entities, Models models, ModelLock lock, Audit audit,
            ApplicationEventPublisher events, InstantSource clock) {
        this.entities = entities;
        this.models = models;
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
        AliasMove now = find(change.project(), to.name(), change.alias()).orElse(null);
        if (now != null && now.to() == to.number()) {
            return now;
        }
        requireExpected(change, now);
        return insert(change, now, false);
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
                    alias + " of '" + from.name() + "' points at version " + now.to() + " and not at "
                            + from.number(),
                    "Look at its history, then name the version to leave.");
        }
        VersionRef target = new VersionRef(from.name(), before(from, alias, moves.reversed()));
        return insert(new AliasChange(project, target, alias, actor, reason, null, null), now, true);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AliasMove> find(ProjectId project, String model, String alias) {
        return rowsNewestFirst(project, model, alias).setMaxResults(1).getResultList().stream().findFirst().map(
                AliasMoveRow::toMove);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<AliasMove> at(ProjectId project, String model, String alias, Instant moment) {
        return history(project, model, alias).stream().filter(move -> !move.at().isAfter(moment)).findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<AliasMove> list(ProjectId project, String model) {
        return entities.createQuery("""
                from AliasMoveRow m where m.key.project = :project and m.key.name = :name and m.key.sequence = (
                    select max(n.key.sequence) from AliasMoveRow n
                    where n.key.project = :project and n.key.name = :name and n.key.alias = m.key.alias)
                order by m.key.alias
                """, AliasMoveRow.class).setParameter("project", project.value()).setParameter("name",
                model).getResultList().stream().map(AliasMoveRow::toMove).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<AliasMove> history(ProjectId project, String model, String alias) {
        return rowsNewestFirst(project, model, alias).getResultList().stream().map(AliasMoveRow::toMove).toList();
    }

    private TypedQuery<AliasMoveRow> rowsNewestFirst(ProjectId project, String model, String alias) {
        return entities.createQuery("""
                from AliasMoveRow where key.project = :project and key.name = :name and key.alias = :alias
                order by key.sequence desc
                """, AliasMoveRow.class).setParameter("project", project.value()).setParameter("name",
                model).setParameter("alias", alias);
    }

    /** The version before {@code from}, leaving out what was itself left by going back. */
    private static int before(VersionRef from, String alias, List<AliasMoveRow> moves) {
        Deque<Integer> path = new ArrayDeque<>();
        for (AliasMoveRow move : moves) {
            if (move.isBack()) {
                path.pop();
            } else {
                path.push(move.toMove().to());
            }
        }
        path.pop();
        if (path.isEmpty()) {
            throw new PlatformException(ErrorCode.CONFLICT, alias + " pointed at nothing before " + from,
                    "Move it to a version by name.");
        }
        return path.getFirst();
    }

    private AliasMove insert(AliasChange change, @Nullable AliasMove now, boolean back) {
        VersionRef to = change.to();
        AliasMove move = new AliasMove(to.name(), change.alias(), now == null ? null : now.to(), to.number(),
                now == null ? 1 : now.sequence() + 1, change.actor(), change.reason(), change.evidence(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        entities.persist(new AliasMoveRow(change.project().value(), move, back));
        entities.flush();
        audit.record(change.project(), change.actor(), back ? "alias.back" : "alias.move",
                to.name() + "/" + change.alias(), CanonicalJson.digest(java.util.Map.of("to", to.number(), "reason",
                        change.reason(), "evidence", String.valueOf(change.evidence()))));
        events.publishEvent(new AliasMoved(change.project(), move));
        return move;
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
