package io.attune.orchestrator.recipe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.Recipe.Answers;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Judge;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Promotion;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst;
import io.attune.orchestrator.recipe.Recipe.Target;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Inheritance;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.Suggestions;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.orchestrator.recipe.text.YamlText;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Reads a recipe's text: every problem at once, each with its line, or the recipe with every default filled in. */
final class RecipeReader {
    private static final Promotion PROMOTION = new Promotion("champion", 1);

    private final Map<String, byte[]> files;
    private final @Nullable Set<String> connections;
    private final TargetLook look;
    private final SuiteLook suites;
    private final FloorLook floors;
    private final List<RecipeNote> notes = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Set<String> named = new TreeSet<>();
    private Map<String, Inheritance.Origin> origins = Map.of();
    private @Nullable String extended;

    private RecipeReader(Map<String, byte[]> files, @Nullable Set<String> connections, TargetLook look,
            SuiteLook suites, FloorLook floors) {
        this.files = files;
        this.connections = connections;
        this.look = look;
        this.suites = suites;
        this.floors = floors;
    }

    /**
     * Reads a text that somebody wants to apply.
     *
     * @param files what was sent along, by the path the recipe uses
     * @param connections the configured ones
     * @throws InvalidInputException with all problems in the order of their lines
     */
    static Recipe read(String yaml, Map<String, byte[]> files, Set<String> connections) {
        return accept(yaml, files, connections, (target, data, curation) -> List.of()).recipe();
    }

    /**
     * Reads as {@link #read} does, and says which of the files the recipe names.
     *
     * @param look what there is to say about targets whose connection there is
     */
    static Accepted accept(String yaml, Map<String, byte[]> files, Set<String> connections, TargetLook look) {
        return accept(yaml, files, connections, look, SuiteLook.NONE);
    }

    /** The same, and looks at its frozen suites. */
    static Accepted accept(String yaml, Map<String, byte[]> files, Set<String> connections, TargetLook look,
            SuiteLook suites) {
        return accept(yaml, files, connections, look, suites, FloorLook.NONE);
    }

    /** The same, and holds it against its project's policy. */
    static Accepted accept(String yaml, Map<String, byte[]> files, Set<String> connections, TargetLook look,
            SuiteLook suites, FloorLook floors) {
        RecipeReader reader = new RecipeReader(files, connections, look, suites, floors);
        Recipe recipe = reader.read(yaml);
        return new Accepted(recipe, Set.copyOf(reader.named), List.copyOf(reader.notes), reader.origins,
                reader.extended);
    }

    /**
     * @param files the paths it names
     * @param notes what is to be known of it though it is accepted
     * @param origins where each part was written, by its JSON pointer
     * @param extended the file it extends, or null
     */
    record Accepted(Recipe recipe, Set<String> files, List<RecipeNote> notes,
            Map<String, Inheritance.Origin> origins, @Nullable String extended) {}

    /** Looks at a target with what its text does not show. */
    interface TargetLook {
        List<Remark> remarks(Target target, DataPolicy data, CurationPlan curation);
    }

    /** Reads a text that was accepted before; which connections there are now is not asked. */
    static Recipe readAccepted(String yaml, Map<String, byte[]> files) {
        return new RecipeReader(files, null, (target, data, curation) -> List.of(), SuiteLook.NONE,
                FloorLook.NONE).read(yaml);
    }

    private Recipe read(String yaml) {
        YamlText.Parsed own = YamlText.parse(yaml, problems);
        Inheritance.Merged merged = own == null ? null : Inheritance.merge(own, files, problems);
        YamlText.Parsed text = merged == null ? null : merged.text();
        if (merged != null && merged.file() != null) {
            extended = merged.file();
            named.add(merged.file());
        }
        Fields written = text == null ? null : RecipeShape.WHOLE.fields(text.root(), problems);
        Recipe recipe = text == null || written == null ? null : recipe(text, written);
        String name = written == null ? null : written.find(RecipeShape.RECIPE);
        if (recipe == null || !problems.isEmpty()) {
            List<Problem> sorted = problems.toList().stream().map(
                    problem -> merged == null ? problem : merged.at(problem)).sorted(Comparator.comparingInt(
                            Problem::line)).toList();
            throw new InvalidInputException(name == null ? "The recipe" : "Recipe '" + name + "'", sorted);
        }
        origins = merged == null ? Map.of() : merged.origins();
        return recipe;
    }

    /** Null only when problems were found. */
    private @Nullable Recipe recipe(YamlText.Parsed text, Fields f) {
        CurationPlan curation = curation(text, f);
        Targets targets = targets(text, f, curation);
        Located<Knowledge> pairing = f.find(RecipeShape.KNOWLEDGE);
        String name = f.get(RecipeShape.RECIPE, "recipe");
        Knowledge knowledge = pairing == null ? RecipeDefaults.knowledge(name, curation) : pairing.value();
        Evaluation evaluation = evaluation(f, knowledge);
        RetrievalFirst first = retrievalFirst(f, knowledge, evaluation);
        List<Gate> gates = gates(f, evaluation);
        new EvaluationCheck(problems, evaluation, knowledge, curation.split()).check(f);
        boolean readable = problems.toList().stream().map(Problem::place).noneMatch(place -> place.startsWith(
                "/evaluation") || place.startsWith("/gates") || place.startsWith("/knowledge"));
        if (readable && !floors.policy().isEmpty()) {
            new FloorCheck(floors, text, problems).check(f.find(RecipeShape.EVALUATION), f.find(RecipeShape.GATES),
                    evaluation, gates, knowledge);
        }
        suites(text, f, name);
        promotion(text, f.get(RecipeShape.PROMOTION, PROMOTION));
        if (targets != null) {
            judges(f, targets);
            EvaluationShape.Written written = f.find(RecipeShape.EVALUATION);
            if (written != null && written.suites() != null && connections != null) {
                suites.checkProbabilities(written.suites(), targets, connections, problems);
            }
        }
        Answers answers = answers(f.find(RecipeShape.ANSWERS));
        if (!f.complete() || targets == null) {
            return null;
        }
        return new Recipe(name, f.get(RecipeShape.DESCRIPTION, ""), f.get(RecipeShape.OWNER, ""),
                f.get(RecipeShape.LABELS, Map.of()), f.get(RecipeShape.DATA, DataPolicy.DEFAULT), curation,
                evaluation, first, gates, targets,
                f.get(RecipeShape.BUDGET), f.get(RecipeShape.PROMOTION, PROMOTION), knowledge,
                answers, Optional.ofNullable(f.find(RecipeShape.SCHEDULE)));
    }

    /** A promotion that the policy asks more of is no problem: it takes what the policy asks. */
    private void promotion(YamlText.Parsed text, Promotion asked) {
        int taken = floors.promotions().approvals(asked.alias(), asked.approvals());
        if (taken > asked.approvals()) {
            notes.add(new RecipeNote("/promotion/approvals", text.line("/promotion/approvals"), Remark.Severity.NOTE,
                    "promotions to '" + asked.alias() + "' take " + taken + " approvals as " + floors.whose()
                            + " asks, and not " + asked.approvals(), "Write approvals: " + taken
                                    + ", so that readers know it."));
        }
    }

    /** Whether the suites it names are there, and none of its sources is one. */
    private void suites(YamlText.Parsed text, Fields f, String name) {
        EvaluationShape.Written written = f.find(RecipeShape.EVALUATION);
        if (written != null && written.suites() != null) {
            suites.check(written.suites(), problems);
        }
        for (YamlNode source : items(text, "sources")) {
            if (source instanceof YamlNode.Entries entries && entries.entries().get(
                    "path") instanceof YamlNode.Scalar path) {
                files.forEach((file, content) -> {
                    if (isRead(path.text(), file)) {
                        suites.checkSource(name, file, content, path, problems);
                    }
                });
            }
        }
    }

    private static boolean isRead(String path, String file) {
        try {
            return switch (Origin.parse(path)) {
                case Origin.Beside beside -> beside.path().equals(file);
                case Origin.Folder folder -> folder.paths().matches(file);
                case Origin.Upload _,Origin.S3 _,Origin.Web _,Origin.Database _ -> false;
            };
        } catch (Origin.UnreadableException e) {
            return false; // the plan's reader has said it
        }
    }

    private CurationPlan curation(YamlText.Parsed text, Fields f) {
        Problems found = new Problems();
        CurationPlan plan = CurationPlan.parse(text.root().plain(), found);
        for (Problem problem : found.toList()) {
            boolean saidBefore = problem.place().equals("/sources") && !f.has(RecipeShape.SOURCES);
            if (!saidBefore) {
                problems.add(problem.place(), text.line(problem.place()), problem.message(), problem.nextStep());
            }
        }
        for (YamlNode source : items(text, "sources")) {
            if (source instanceof YamlNode.Entries entries && entries.entries().get(
                    "path") instanceof YamlNode.Scalar path) {
                requireSource(path.text(), path);
            }
        }
        if (text.root().entries().get("tokens") instanceof YamlNode.Entries tokens && tokens.entries().get(
                "tokenizer") instanceof YamlNode.Scalar tokenizer) {
            requireTokenizer(tokenizer);
        }
        return plan;
    }

    /** The file has to be sent along, and to be one. What was accepted before is not looked into again. */
    private void requireTokenizer(YamlNode.Scalar at) {
        byte[] json = requireFile(at.text(), at) ? files.getOrDefault(at.text(), new byte[0]) : new byte[0];
        // one that was sent ahead is looked at by the build
        if (json.length == 0 || connections == null) {
            return;
        }
        try {
            TokenCounter.ofTokenizerFile(json).count("a word");
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> at.problem(problems, "'" + at.text() + "': " + problem.message(),
                    problem.nextStep()));
        }
    }

    /** What lies beside the recipe has to be sent along; where else files lie, a build finds out. */
    private void requireSource(String path, YamlNode.Scalar at) {
        try {
            switch (Origin.parse(path)) {
                case Origin.Beside beside -> requireFile(beside.path(), at);
                case Origin.Folder folder -> requireFiles(folder, at);
                case Origin.Upload _,Origin.S3 _,Origin.Web _,Origin.Database _ -> {
                }
            }
        } catch (Origin.UnreadableException e) {
            // the plan's reader has said it
        }
    }

    private void requireFiles(Origin.Folder folder, YamlNode.Scalar at) {
        List<String> matching = files.keySet().stream().filter(folder.paths()::matches).toList();
        named.addAll(matching);
        if (matching.isEmpty()) {
            at.problem(problems, "no file that was sent along matches '" + folder.paths().pattern() + "'",
                    "Put files beside the recipe; * stands for any characters but a slash, ** for any.");
        }
    }

    private boolean requireFile(String path, YamlNode at) {
        named.add(path);
        if (files.containsKey(path)) {
            return true;
        }
        at.problem(problems, "the file '" + path + "' was not sent along", files.isEmpty()
                ? "Put it beside the recipe."
                : "Sent were: " + String.join(", ", files.keySet()) + ".");
        return false;
    }

    /** Null only when problems were found. */
    private @Nullable Targets targets(YamlText.Parsed text, Fields f, CurationPlan curation) {
        List<Located<TargetShape.Written>> written = f.get(RecipeShape.TARGETS, List.of());
        TargetReader reader = new TargetReader(problems, path -> fileText(path, "Write what the trainer is to do."));
        List<TargetReader.Meant> targets = reader.read(written);
        Targets.Choose choose = reader.choose(f, written);
        connections(text);
        remarks(targets, f.get(RecipeShape.DATA, DataPolicy.DEFAULT), curation);
        return targets.isEmpty() || targets.size() > Targets.MAX
                ? null
                : new Targets(targets.stream().map(TargetReader.Meant::target).toList(), choose, f.get(
                        RecipeShape.UNCHANGED, Targets.Unchanged.SKIP));
    }

    private void connections(YamlText.Parsed text) {
        for (YamlNode target : items(text, "targets")) {
            if (connections != null && target instanceof YamlNode.Entries entries
                    && entries.entries().get("connection") instanceof YamlNode.Scalar written
                    && !connections.contains(written.text())) {
                written.problem(problems, "there is no connection '" + written.text() + "'",
                        connections.isEmpty()
                                ? "None is configured: set attune.connections[0].name and the others."
                                : Suggestions.among(written.text(), connections.stream().sorted().toList()));
            }
        }
    }

    /** What the catalogue and the policies say is as much a problem as what the text says, and is said once of a grid. */
    private void remarks(List<TargetReader.Meant> targets, DataPolicy data, CurationPlan curation) {
        Set<Object> said = new HashSet<>();
        for (TargetReader.Meant target : targets) {
            if (connections != null && connections.contains(target.target().connection())) {
                look.remarks(target.target(), data, curation).stream().filter(remark -> said.add(List.of(
                        target.at().node().place(), remark))).forEach(remark -> say(target.at(), remark));
            }
        }
    }

    private void say(Located<TargetShape.Written> target, Remark remark) {
        if (remark.severity() == Remark.Severity.PROBLEM) {
            target.problemAt(remark.key(), problems, remark.message(), remark.nextStep());
        } else {
            YamlNode at = target.node() instanceof YamlNode.Entries entries
                    ? entries.entries().getOrDefault(
                            remark.key(), target.node())
                    : target.node();
            notes.add(new RecipeNote(at.place(), at.line(), remark.severity(), remark.message(), remark.nextStep()));
        }
    }

    private static List<YamlNode> items(YamlText.Parsed text, String key) {
        return text.root().entries().get(key) instanceof YamlNode.Items list ? list.items() : List.of();
    }

    private Evaluation evaluation(Fields f, Knowledge knowledge) {
        EvaluationShape.Written written = f.find(RecipeShape.EVALUATION);
        List<Arm> arms = written == null ? null : written.arms();
        var suites = written == null ? null : written.suites();
        return new Evaluation(arms == null ? RecipeDefaults.arms(knowledge) : arms.stream().distinct().toList(),
                suites == null ? RecipeDefaults.suites(knowledge) : EvaluationShape.named(suites, this::judge),
                written == null || written.minimum() == null ? Evaluation.MINIMUM : written.minimum(),
                written == null || written.level() == null ? Evaluation.LEVEL : written.level());
    }

    private Judge judge(JudgeShape.Written written) {
        String rubric = fileText(written.rubric(), "Write what makes an answer better.");
        String connection = written.connection().value();
        if (connections != null && !connections.contains(connection)) {
            written.connection().node().problem(problems, "there is no connection '" + connection + "'",
                    Suggestions.among(connection, connections.stream().sorted().toList()));
        }
        return new Judge(connection, written.model().value(), written.rubric().value(), rubric == null ? "" : rubric,
                written.humanSample());
    }

    /** A judge likes its own words (Zheng et al. 2023, section 3.3), so it is to be known where it judges them. */
    private void judges(Fields f, Targets targets) {
        EvaluationShape.Written written = f.find(RecipeShape.EVALUATION);
        if (written == null || written.suites() == null) {
            return;
        }
        written.suites().forEach((name, suite) -> {
            Located<JudgeShape.Written> judge = suite.value().judge();
            if (judge != null && targets.list().stream().anyMatch(target -> target.baseModel().equals(
                    judge.value().model().value()))) {
                YamlNode at = judge.value().model().node();
                notes.add(new RecipeNote(at.place(), at.line(), Remark.Severity.WARNING, "the judge of the suite '"
                        + name
                        + "' is the model that is judged, '" + judge.value().model().value()
                        + "', and models like their"
                        + " own words", "Let another model judge."));
            }
        });
    }

    private static RetrievalFirst retrievalFirst(Fields f, Knowledge knowledge, Evaluation evaluation) {
        EvaluationShape.WrittenFirst written = f.find(RecipeShape.RETRIEVAL_FIRST);
        var enough = written == null ? null : written.enough();
        RetrievalFirst.Then then = written == null ? null : written.then();
        return new RetrievalFirst(enough == null
                ? RecipeDefaults.enough(knowledge, evaluation)
                : enough.stream().map(Located::value).toList(), then == null ? RetrievalFirst.Then.STOP : then);
    }

    private static List<Gate> gates(Fields f, Evaluation evaluation) {
        List<Located<Gate>> written = f.find(RecipeShape.GATES);
        return written == null ? RecipeDefaults.gates(evaluation) : written.stream().map(Located::value).toList();
    }

    private Answers answers(KnowledgeShape.@Nullable WrittenAnswers written) {
        Located<String> prompt = written == null ? null : written.prompt();
        String abstention = written == null ? null : written.abstention();
        String text = prompt == null
                ? RecipeDefaults.PROMPT
                : fileText(prompt, "Write what the model is to be told.");
        return new Answers(text == null ? "" : text, abstention == null ? RecipeDefaults.ABSTENTION : abstention);
    }

    /** A small text file beside the recipe; null when its problem is said. */
    private @Nullable String fileText(Located<String> file, String nextStep) {
        if (!requireFile(file.value(), file.node())) {
            return null;
        }
        byte[] content = files.getOrDefault(file.value(), new byte[0]);
        if (content.length == 0 && connections != null) {
            file.node().problem(problems, "the file '" + file.value()
                    + "' is empty, or was sent ahead as sources are", nextStep);
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString().strip();
        } catch (CharacterCodingException e) {
            file.node().problem(problems, "the file '" + file.value() + "' is not UTF-8", "Save it as UTF-8.");
            return null;
        }
    }
}
