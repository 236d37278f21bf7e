package io.attune.orchestrator.apply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.apply.Plan.Action;
import io.attune.orchestrator.apply.Plan.Item;
import io.attune.orchestrator.connection.WrittenConnections;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.KeptRecipes;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.git.Owned;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.orchestrator.recipe.policy.GatePolicies;
import io.attune.orchestrator.recipe.timing.ScheduleJson;
import io.attune.platform.Permission;
import io.attune.registry.Budget;
import io.attune.registry.Budgets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the step that brings one thing in line with its file, or away where no file says it any more. */
@Component
class Planning {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final String NONE = "nothing";

    private final Recipes recipes;
    private final KeptRecipes kept;
    private final Budgets budgets;
    private final WrittenConnections connections;
    private final GatePolicies policies;
    private final Owners owners;
    private final MonthlyCost monthly;

    Planning(Recipes recipes, KeptRecipes kept, Budgets budgets, WrittenConnections connections,
            GatePolicies policies, Owners owners, MonthlyCost monthly) {
        this.recipes = recipes;
        this.kept = kept;
        this.budgets = budgets;
        this.connections = connections;
        this.policies = policies;
        this.owners = owners;
        this.monthly = monthly;
    }

    /** Who does it, for which folder. */
    record Task(ProjectId project, String actor, SentFolder sent, Instant now, LocalDate today) {

        Owned owned(Document document, Set<String> files) {
            return new Owned(document.kind(), document.name(), sent.folder(), document.path(), sent.pin(document.path(),
                    files), actor, now);
        }
    }

    Step recipe(Task task, Document.Recipe document, KeptRecipes.Looked looked) {
        ProjectId project = task.project();
        String name = document.name();
        StoredRecipe before = recipes.find(project, name).orElse(null);
        boolean same = before != null && before.digest().equals(looked.digest());
        Recipe recipe = looked.recipe();
        ObjectNode was = before == null ? NOTHING : kept.words(before.recipe());
        List<String> changes = before == null
                ? List.of("trains " + recipe.target().baseModel() + " at " + recipe.target().connection(), "budget "
                        + recipe.budget().perRun() + " a run, " + recipe.budget().perMonth() + " a month")
                : same ? List.of() : notSchedule(Changes.between(was, kept.words(recipe)));
        if (before != null && !same && changes.isEmpty() && schedule(before.recipe()).equals(schedule(recipe))) {
            changes = List.of("the content of files that it names");
        }
        List<Item> items = new ArrayList<>();
        items.add(new Item("recipe", name, action(task, "recipe", name, before != null, same), document.path(), changes,
                null, null, ""));
        items.addAll(scheduleItem(project, document.path(), before == null ? null : before.recipe(), recipe));
        Owned owned = task.owned(document, looked.files());
        return new Step(2, Permission.EDITOR, items, () -> standing(recipes.find(project, name).orElse(
                null)), standing(before), looked.digest().toString(), () -> {
                    kept.put(project, task.actor(), document.yaml(), document.files(), owned.commit());
                    owners.put(project, owned);
                });
    }

    private static String standing(@Nullable StoredRecipe stored) {
        return stored == null ? NONE : stored.version() + " " + stored.digest();
    }

    private static List<String> notSchedule(List<String> changes) {
        return changes.stream().filter(change -> !change.startsWith("schedule/")).toList();
    }

    private static String schedule(Recipe recipe) {
        return recipe.schedule().map(schedule -> CanonicalJson.write(ScheduleJson.write(schedule))).orElse(NONE);
    }

    /** The line of the schedule, with what it means for the monthly cost; none where there is and was none. */
    private List<Item> scheduleItem(ProjectId project, String path, @Nullable Recipe before, @Nullable Recipe after) {
        MonthlyCost.Reckoned was = before == null ? MonthlyCost.Reckoned.NOTHING : monthly.of(project, before);
        MonthlyCost.Reckoned is = after == null ? MonthlyCost.Reckoned.NOTHING : monthly.of(project, after);
        ObjectNode old = words(before);
        ObjectNode now = words(after);
        if (old.isEmpty() && now.isEmpty()) {
            return List.of();
        }
        Recipe named = Objects.requireNonNull(after == null ? before : after);
        Action action = old.isEmpty()
                ? Action.ADD
                : now.isEmpty()
                        ? Action.REMOVE
                        : old.equals(now) && Objects.equals(was.amount(), is.amount())
                                ? Action.SAME
                                : Action.CHANGE;
        return List.of(new Item("schedule", named.name(), action, path, Changes.between(old, now), was.amount(),
                is.amount(), is.amount() == null ? was.basis() : is.basis()));
    }

    private static ObjectNode words(@Nullable Recipe recipe) {
        return recipe == null ? NOTHING : recipe.schedule().map(ScheduleJson::write).orElse(NOTHING);
    }

    Step budget(Task task, Document.Limit document) {
        ProjectId project = task.project();
        Supplier<Optional<Budget>> find = () -> find(task, document.name());
        Budget before = find.get().orElse(null);
        boolean same = before != null && before.limit().equals(document.limit()) && before.notices().equals(
                document.notices());
        Item item = new Item("budget", document.name(), action(task, "budget", document.name(), before != null, same),
                document.path(), same
                        ? List.of()
                        : Changes.between(before == null ? NOTHING : words(before.limit().toString(), before.notices()),
                                words(document.limit().toString(), document.notices())), null,
                null, "");
        return new Step(1, Permission.APPROVER, List.of(item), () -> find.get().map(Planning::standing).orElse(NONE),
                before == null ? NONE : standing(before), document.limit() + " " + document.notices(), () -> {
                    if (!same) {
                        budgets.set(new Budgets.Wanted(project, document.scope(), document.span(), document.limit(),
                                document.notices(), before == null ? 0 : before.version(), task.actor()));
                    }
                    owners.put(project, task.owned(document, Set.of()));
                });
    }

    private Optional<Budget> find(Task task, String name) {
        return budgets.list(task.project(), task.today()).stream().map(Budgets.State::budget).filter(
                budget -> Document.Limit.name(budget.scope(), budget.span(), budget.limit()).equals(
                        name)).findFirst();
    }

    private static String standing(Budget budget) {
        return budget.id() + " " + budget.version();
    }

    private static ObjectNode words(String limit, List<Integer> notices) {
        return JsonNodeFactory.instance.objectNode().put("limit", limit).put("notices", notices.toString());
    }

    Step connection(Task task, Document.Account document) {
        ProjectId project = task.project();
        String name = document.name();
        ObjectNode before = connections.words(project, name).orElse(NOTHING);
        ObjectNode after = document.written().words();
        boolean same = before.equals(after);
        Item item = new Item(document.kind(), name, action(task, document.kind(), name, !before.isEmpty(), same),
                document.path(), Changes.between(before, after), null, null, "");
        return new Step(0, Permission.ADMIN, List.of(item), () -> standing(project, name), CanonicalJson.digest(
                before).toString(), CanonicalJson.digest(after).toString(), () -> {
                    if (!same) {
                        connections.put(project, task.actor(), document.written());
                    }
                    owners.put(project, task.owned(document, Set.of()));
                });
    }

    private String standing(ProjectId project, String name) {
        return CanonicalJson.digest(connections.words(project, name).orElse(NOTHING)).toString();
    }

    Step policy(Task task, Document.Floors document) {
        ProjectId project = task.project();
        GatePolicies.Stored before = policies.current(project);
        boolean same = before.policy().equals(document.policy());
        Item item = new Item(document.kind(), document.name(), action(task, document.kind(), document.name(),
                before.version() > 0, same), document.path(), Changes.between(before.policy().isEmpty()
                        ? NOTHING
                        : GatePolicyText.write(before.policy()), GatePolicyText.write(document.policy())), null, null,
                "");
        // before recipes, which are held against it
        return new Step(1, Permission.APPROVER, List.of(item), () -> standing(policies.current(project)), standing(
                before), GatePolicyText.digest(document.policy()).toString(), () -> {
                    policies.set(project, task.actor(), document.policy(), null);
                    owners.put(project, task.owned(document, Set.of()));
                });
    }

    private static String standing(GatePolicies.Stored stored) {
        return stored.version() + " " + stored.digest();
    }

    /** Takes away what the folder made and no longer says. */
    Step removal(Task task, Owned owned) {
        ProjectId project = task.project();
        String name = owned.name();
        List<Item> items = new ArrayList<>();
        items.add(new Item(owned.kind(), name, Action.REMOVE, "", List.of("no file of the folder says it any more"),
                null, null, ""));
        Runnable forget = () -> owners.remove(project, owned.kind(), name);
        return switch (owned.kind()) {
            case "recipe" -> {
                StoredRecipe before = recipes.find(project, name).orElse(null);
                items.addAll(scheduleItem(project, "", before == null ? null : before.recipe(), null));
                yield new Step(3, Permission.EDITOR, items, () -> standing(recipes.find(project,
                        name).orElse(null)), standing(before), NONE, () -> {
                            if (before != null) {
                                kept.remove(project, task.actor(), name);
                            }
                            forget.run();
                        });
            }
            case "budget" -> {
                Budget before = find(task, name).orElse(null);
                yield new Step(4, Permission.APPROVER, items, () -> find(task, name).map(Planning::standing).orElse(
                        NONE), before == null ? NONE : standing(before), NONE, () -> {
                            if (before != null) {
                                budgets.remove(project, before.id(), before.version(), task.actor());
                            }
                            forget.run();
                        });
            }
            case GatePolicyText.KEY -> new Step(4, Permission.APPROVER, items, () -> standing(policies.current(
                    project)), standing(policies.current(project)), NONE, () -> {
                        policies.set(project, task.actor(), GatePolicy.NONE, null);
                        forget.run();
                    });
            default -> {
                boolean there = connections.words(project, name).isPresent();
                yield new Step(5, Permission.ADMIN, items, () -> standing(project, name), standing(project, name), NONE,
                        () -> {
                            if (there) {
                                connections.remove(project, task.actor(), name);
                            }
                            forget.run();
                        });
            }
        };
    }

    private Action action(Task task, String kind, String name, boolean there, boolean same) {
        if (!there) {
            return Action.ADD;
        }
        boolean ours = owners.find(task.project(), kind, name).filter(owned -> owned.folder().equals(
                task.sent().folder())).isPresent();
        return same ? ours ? Action.SAME : Action.TAKE : Action.CHANGE;
    }

    /** For the plan's own digest. */
    static Digest digest(List<Step> steps) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        steps.forEach(step -> all.putArray(step.thing().kind() + " " + step.thing().name()).add(
                step.thing().action().word()).add(step.seen()).add(step.wanted()));
        return CanonicalJson.digest(all);
    }
}
