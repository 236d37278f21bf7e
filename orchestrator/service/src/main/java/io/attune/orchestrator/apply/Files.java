package io.attune.orchestrator.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.attune.dataset.SentFiles;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.apply.SentFolder.SentFile;
import io.attune.orchestrator.connection.WrittenConnections;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.orchestrator.recipe.text.YamlText;
import io.attune.orchestrator.recipe.timing.ScheduleShape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a folder's files say. A file is what its first key says: {@code recipe}, {@code schedule}, {@code budget},
 * {@code policy} or {@code connection}; files without one are left alone, such as those that recipes extend. A file may hold several, parted
 * by lines of three hyphens.
 */
final class Files {
    private static final Pattern PARTING = Pattern.compile("---(\\s.*)?");
    private static final Pattern SAYS_SOMETHING = Pattern.compile(
            "(?m)^(recipe|schedule|budget|policy|connection):\\s*[^\\s#]");
    private static final Pattern FLOW = Pattern.compile("(?s)\\A(\\s|#[^\\n]*\\n)*\\{.*");

    private final ProjectId project;
    private final WrittenConnections connections;
    private final Problems problems;
    private final Map<String, Document> found = new LinkedHashMap<>();
    private final List<Document.Schedule> schedules = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    private Files(ProjectId project, WrittenConnections connections, Problems problems) {
        this.project = project;
        this.connections = connections;
        this.problems = problems;
    }

    /**
     * What was read.
     *
     * @param ignored files that say nothing of what is applied
     */
    record Read(List<Document> documents, List<String> ignored) {
    }

    /** Reads all that can be read; what cannot adds problems whose place begins with the file. */
    static Read read(ProjectId project, List<SentFile> files, WrittenConnections connections, Problems problems) {
        Files reading = new Files(project, connections, problems);
        files.forEach(reading::file);
        reading.schedules.forEach(reading::compose);
        return new Read(List.copyOf(reading.found.values()), reading.ignored);
    }

    private void file(SentFile file) {
        String text = file.text() == null ? "" : file.text();
        int before = found.size() + schedules.size();
        Problems inFile = new Problems();
        for (String part : parts(text)) {
            document(file, part, inFile);
        }
        boolean says = SAYS_SOMETHING.matcher(text).find();
        if (says) {
            inFile.toList().forEach(problem -> problems.add(at(file.at(), problem)));
        }
        if (found.size() + schedules.size() == before && !(says && !inFile.isEmpty())) {
            ignored.add(file.at());
        }
    }

    /** The documents of a text, each on the lines it stands on. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            if (PARTING.matcher(line.stripTrailing()).matches()) {
                parts.add(part.toString());
                part = new StringBuilder("\n".repeat(number));
            } else {
                part.append(line);
            }
            part.append('\n');
            number++;
        }
        parts.add(part.toString());
        return parts.stream().filter(one -> one.lines().anyMatch(line -> !line.isBlank() && !line.strip().startsWith(
                "#"))).toList();
    }

    private void document(SentFile file, String text, Problems inFile) {
        YamlText.Parsed parsed = YamlText.parse(text, inFile);
        if (parsed == null) {
            return;
        }
        Map<String, YamlNode> keys = parsed.root().entries();
        if (keys.containsKey("recipe")) {
            recipe(file, text, keys.get("recipe"), inFile);
        } else if (keys.get("schedule") instanceof YamlNode.Scalar recipe) {
            schedule(file.at(), parsed.root(), recipe, inFile);
        } else if (keys.get(BudgetShape.KEY) instanceof YamlNode.Scalar) {
            add(BudgetShape.read(file.at(), parsed.root(), inFile), parsed.root(), inFile);
        } else if (keys.get(GatePolicyText.KEY) instanceof YamlNode.Scalar) {
            GatePolicy policy = GatePolicyText.read(parsed.root(), inFile);
            add(policy == null ? null : new Document.Floors(file.at(), policy), parsed.root(), inFile);
        } else if (keys.get(WrittenConnections.KEY) instanceof YamlNode.Scalar) {
            WrittenConnections.Written written = connections.read(project, parsed, inFile);
            add(written == null ? null : new Document.Account(file.at(), written), parsed.root(), inFile);
        }
    }

    private void recipe(SentFile file, String text, @Nullable YamlNode name, Problems inFile) {
        if (!(name instanceof YamlNode.Scalar written)) {
            inFile.add("/recipe", name == null ? 1 : name.line(), "the recipe's name is no text",
                    "Write it like 'recipe: support-tone'.");
            return;
        }
        try {
            SentFiles files = SentFiles.decode(file.files() == null ? Map.of() : file.files());
            add(new Document.Recipe(file.at(), written.text(), text, files), written, inFile);
        } catch (InvalidInputException e) {
            e.problems().forEach(inFile::add);
        }
    }

    private void schedule(String path, YamlNode.Entries root, YamlNode.Scalar recipe, Problems inFile) {
        Map<String, YamlNode> rules = new LinkedHashMap<>(root.entries());
        rules.remove("schedule");
        YamlNode.Entries schedule = new YamlNode.Entries(root.place(), root.line(), rules);
        if (ScheduleShape.SCHEDULE.read(schedule, inFile) != null) {
            schedules.add(new Document.Schedule(path, recipe.text(), recipe.line(),
                    JsonMapper.shared().writeValueAsString(
                            schedule.plain())));
        }
    }

    private void add(@Nullable Document document, YamlNode at, Problems inFile) {
        if (document == null) {
            return;
        }
        Document before = found.putIfAbsent(document.kind() + " " + document.name(), document);
        if (before != null) {
            at.problem(inFile, "the " + document.kind() + " '" + document.name() + "' stands in " + before.path()
                    + " as well", "Keep one of them.");
        }
    }

    /** A schedule of its own becomes the recipe's part {@code schedule}. */
    private void compose(Document.Schedule schedule) {
        String key = "recipe " + schedule.name();
        Document recipe = found.get(key);
        String message = "";
        if (!(recipe instanceof Document.Recipe of)) {
            message = "the folder has no recipe '" + schedule.name() + "'";
        } else if (FLOW.matcher(of.yaml()).matches()) {
            message = "the recipe in " + of.path()
                    + " is written in braces, so no schedule of its own can be put to it";
        } else if (hasSchedule(of)) {
            message = "the recipe in " + of.path() + " says when it starts, or another file does";
        } else {
            found.put(key, new Document.Recipe(of.path(), of.name(), of.yaml().stripTrailing() + "\n# from "
                    + schedule.path() + "\nschedule: " + schedule.json() + "\n", of.files()));
            return;
        }
        problems.add(at(schedule.path(), new Problem("/schedule", schedule.line(), message,
                "Keep a schedule in the recipe or in one file beside it.")));
    }

    private static boolean hasSchedule(Document.Recipe recipe) {
        YamlText.Parsed parsed = YamlText.parse(recipe.yaml(), new Problems());
        return parsed != null && parsed.root().entries().containsKey("schedule");
    }

    /** The same problem with its file. */
    static Problem at(String path, Problem problem) {
        return new Problem(path + "#" + problem.place(), problem.line(), problem.message(), problem.nextStep());
    }

    /** By kind and name, for who looks one up. */
    static Map<String, Document> byName(List<Document> documents) {
        Map<String, Document> byName = new HashMap<>();
        documents.forEach(document -> byName.put(document.kind() + " " + document.name(), document));
        return byName;
    }
}
