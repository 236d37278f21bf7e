package io.attune.orchestrator.apply;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.apply.Plan.Action;
import io.attune.orchestrator.apply.Plan.Item;
import io.attune.orchestrator.connection.WrittenConnections;
import io.attune.orchestrator.recipe.KeptRecipes;
import io.attune.orchestrator.recipe.git.GitFolder;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.orchestrator.recipe.policy.GatePolicies;
import io.attune.platform.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Plans a folder, and does the plan. */
@Service
class Applying {
    private static final ErrorCode PLAN_OLD = new ErrorCode("plan-changed", ErrorKind.CONFLICT);

    private final Planning planning;
    private final KeptRecipes kept;
    private final WrittenConnections connections;
    private final GatePolicies policies;
    private final Owners owners;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Applying(Planning planning, KeptRecipes kept, WrittenConnections connections,
            GatePolicies policies, Owners owners, JdbcClient jdbc,
            TransactionOperations transactions, InstantSource clock) {
        this.planning = planning;
        this.kept = kept;
        this.connections = connections;
        this.policies = policies;
        this.owners = owners;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Prepared(Plan plan, List<Step> steps, Map<Document.Recipe, KeptRecipes.Looked> recipes) {
    }

    /**
     * Says what applying would do; changes nothing.
     *
     * @throws InvalidInputException with every problem of every file
     */
    Plan plan(Caller caller, SentFolder sent) {
        return prepare(caller, sent).plan();
    }

    /**
     * Does it, all or nothing.
     *
     * @param agreed the digest of the plan that was agreed to
     * @throws InvalidInputException with every problem of every file
     * @throws PlatformException of code {@code plan-changed} when something else would be done than was agreed to
     */
    Plan apply(Caller caller, SentFolder sent, String agreed) {
        Prepared prepared = prepare(caller, sent);
        if (!prepared.plan().digest().equals(agreed)) {
            throw old("Something else would be done than was agreed to");
        }
        prepared.steps().stream().filter(step -> step.thing().action() != Action.SAME).forEach(
                step -> caller.require(step.needed()));
        prepared.recipes().forEach((document, looked) -> kept.keep(caller.project(), looked, document.files()));
        transactions.executeWithoutResult(status -> {
            lock(caller.project());
            if (prepared.steps().stream().anyMatch(Step::isOld)) {
                throw old("Something was changed meanwhile");
            }
            prepared.steps().stream().sorted(Comparator.comparingInt(Step::order)).forEach(step -> step.work().run());
        });
        return prepared.plan().done();
    }

    /** Gives what the folder owns back to people; nothing else changes. */
    int release(ProjectId project, GitFolder folder) {
        return owners.release(project, folder);
    }

    private static PlatformException old(String message) {
        return new PlatformException(PLAN_OLD, message, "Look at the plan again: attune apply.");
    }

    private void lock(ProjectId project) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('apply/' || ?, 0))").params(
                project.value()).query(
                        Integer.class).single();
    }

    /** Recipes may name connections that only the files know, so these are tried in a transaction that is undone. */
    private Prepared prepare(Caller caller, SentFolder sent) {
        Problems problems = new Problems();
        Files.Read read = Files.read(caller.project(), sent.files(), connections, problems);
        Instant now = clock.instant();
        Planning.Task task = new Planning.Task(caller.project(), caller.name(), sent, now, LocalDate.ofInstant(now,
                ZoneOffset.UTC));
        requireOurs(task, read.documents(), problems);
        List<Step> steps = new ArrayList<>();
        for (Document document : read.documents()) {
            switch (document) {
                case Document.Limit limit -> steps.add(planning.budget(task, limit));
                case Document.Floors floors -> steps.add(planning.policy(task, floors));
                case Document.Account account -> steps.add(planning.connection(task, account));
                case Document.Recipe _,Document.Schedule _ -> {
                }
            }
        }
        Map<Document.Recipe, KeptRecipes.Looked> looked = new HashMap<>();
        List<String> notes = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            read.documents().stream().filter(Document.Account.class::isInstance).map(
                    Document.Account.class::cast).forEach(account -> connections.put(task.project(), task.actor(),
                            account.written()));
            read.documents().stream().filter(Document.Floors.class::isInstance).map(
                    Document.Floors.class::cast).forEach(floors -> put(task, floors, problems));
            read.documents().stream().filter(Document.Recipe.class::isInstance).map(
                    Document.Recipe.class::cast).forEach(recipe -> look(task, recipe, looked, notes, problems));
        });
        problems.throwIfAny("The folder");
        read.documents().stream().filter(Document.Recipe.class::isInstance).map(Document.Recipe.class::cast).forEach(
                recipe -> steps.add(planning.recipe(task, recipe, java.util.Objects.requireNonNull(looked.get(
                        recipe)))));
        Map<String, Document> byName = Files.byName(read.documents());
        owners.list(task.project()).stream().filter(owned -> owned.folder().equals(sent.folder())
                && !byName.containsKey(owned.kind() + " " + owned.name())).forEach(owned -> steps.add(planning.removal(
                        task, owned)));
        steps.sort(Comparator.comparing((Step step) -> step.thing().kind()).thenComparing(step -> step.thing().name()));
        return new Prepared(plan(sent, read, steps, notes), steps, looked);
    }

    /** Recipes are held against the policy that is applied with them. */
    private void put(Planning.Task task, Document.Floors floors, Problems problems) {
        try {
            policies.set(task.project(), task.actor(), floors.policy(), null);
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(Files.at(floors.path(), problem)));
        }
    }

    private void look(Planning.Task task, Document.Recipe recipe, Map<Document.Recipe, KeptRecipes.Looked> looked,
            List<String> notes, Problems problems) {
        try {
            KeptRecipes.Looked found = kept.look(task.project(), recipe.yaml(), recipe.files());
            looked.put(recipe, found);
            found.notes().forEach(note -> notes.add(recipe.path() + " line " + note.line() + ": " + note.message()
                    + ". " + note.nextStep()));
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(Files.at(recipe.path(), problem)));
        }
    }

    private void requireOurs(Planning.Task task, List<Document> documents, Problems problems) {
        for (Document document : documents) {
            owners.find(task.project(), document.kind(), document.name()).filter(owned -> !owned.folder().equals(
                    task.sent().folder()) && !task.sent().takeOver()).ifPresent(owned -> problems.add(new Problem(
                            document.path() + "#/" + document.kind(), "the " + document.kind() + " '"
                                    + document.name() + "' is kept in " + owned.folder() + ", file " + owned.path(),
                            "Remove it there, or take it over: attune apply --take-over.")));
        }
    }

    private static Plan plan(SentFolder sent, Files.Read read, List<Step> steps, List<String> notes) {
        List<Item> items = steps.stream().flatMap(step -> step.items().stream()).toList();
        return new Plan(Planning.digest(steps).toString(), sent.folder(), sent.commit(),
                sent.uncommitted().stream().sorted().toList(), items, effect(items), notes, read.ignored(), false);
    }

    private static List<Money> effect(List<Item> items) {
        Map<String, Money> effect = new TreeMap<>();
        for (Item item : items) {
            Money after = item.monthlyAfter();
            Money before = item.monthlyBefore();
            if (after != null) {
                effect.merge(after.currency().getCurrencyCode(), after, Money::plus);
            }
            if (before != null) {
                effect.merge(before.currency().getCurrencyCode(), Money.zero(before.currency()).minus(before),
                        Money::plus);
            }
        }
        return List.copyOf(effect.values());
    }
}
