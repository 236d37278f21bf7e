package io.attune.orchestrator.recipe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.ParametersShape.Grid;
import io.attune.orchestrator.recipe.ParametersShape.Point;
import io.attune.orchestrator.recipe.Recipe.Target;
import io.attune.orchestrator.recipe.TargetShape.Written;
import io.attune.orchestrator.recipe.TargetShape.WrittenTrainer;
import io.attune.orchestrator.recipe.Targets.Choose;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns targets as they are written into targets as they are meant: files read, grids expanded, names told apart. */
final class TargetReader {
    private static final int NAME_LENGTH_MAX = 63;

    private final Problems problems;
    private final FileText files;

    /** Reads a small text file beside the recipe; null when there is none to read now, and then its problem is said. */
    interface FileText {
        @Nullable
        String read(Located<String> path);
    }

    /** A target and where it was written. */
    record Meant(Located<Written> at, Target target) {}

    TargetReader(Problems problems, FileText files) {
        this.problems = problems;
        this.files = files;
    }

    /** Every target that could be read, in order. */
    List<Meant> read(List<Located<Written>> written) {
        List<Meant> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Located<Written> each : written) {
            expand(each).forEach(target -> {
                if (!names.add(target.name())) {
                    each.problemAt("name", problems, "two targets are called '" + target.name() + "'",
                            "Give each a name of its own.");
                } else {
                    targets.add(new Meant(each, target));
                }
            });
        }
        if (targets.size() > Targets.MAX) {
            written.getLast().node().problem(problems, "the recipe has " + targets.size() + " targets", "At most "
                    + Targets.MAX + " are trained: leave some out.");
        }
        return targets;
    }

    /** What becomes of several; a grid of which the first alone would be trained is a mistake. */
    Choose choose(Fields f, List<Located<Written>> written) {
        Choose choose = f.get(RecipeShape.CHOOSE, Choose.FIRST);
        written.stream().filter(target -> grid(target.value()).tried() && choose == Choose.FIRST).findFirst().ifPresent(
                target -> target.problemAt("parameters", problems,
                        "the parameters are a list to try, and of several targets only the first is trained",
                        "Add 'choose: best' or 'choose: all' to the recipe."));
        return choose;
    }

    private static Grid grid(Written target) {
        Located<Grid> written = target.parameters();
        return written == null ? Grid.NOTHING_SAID : written.value();
    }

    private List<Target> expand(Located<Written> at) {
        Written written = at.value();
        String grader = grader(at);
        Trainer trainer = trainer(written.trainer());
        List<Target> targets = new ArrayList<>();
        List<Point> points = grid(written).points();
        if (!points.isEmpty()) {
            misplaced(at, points.getFirst());
        }
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            String name = written.name() + point.label();
            targets.add(new Target(name.length() > NAME_LENGTH_MAX ? shortened(written.name(), i) : name,
                    written.connection(), written.baseModel(), method(written, point, grader), point.whole("epochs"),
                    point.whole("batchSize"), point.decimal("learningRate"), point.whole("seed"), point.whole(
                            "loraRank"), trainer));
        }
        return targets;
    }

    private static String shortened(String name, int place) {
        return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX - 3)) + "-" + (place + 1);
    }

    private static Method method(Written written, Point point, String grader) {
        return switch (written.method()) {
            case Method.DPO -> new Method.Dpo(point.decimal("beta"));
            case Method.REINFORCEMENT -> new Method.Reinforcement(path(written.grader()), grader, point.effort(),
                    point.decimal("computeMultiplier"), point.whole("evalInterval"), point.whole("evalSamples"));
            default -> new Method.Supervised(written.chosen());
        };
    }

    private static String path(@Nullable Located<String> file) {
        return file == null ? "" : file.value();
    }

    private void misplaced(Located<Written> at, Point point) {
        String method = at.value().method();
        for (String key : point.values().keySet()) {
            String owner = switch (key) {
                case "beta" -> Method.DPO;
                case "reasoningEffort", "computeMultiplier", "evalInterval", "evalSamples" -> Method.REINFORCEMENT;
                default -> method;
            };
            if (!owner.equals(method)) {
                at.problemAt("parameters", problems, "'" + key + "' is a parameter of " + owner + ", and the method is "
                        + method, "Leave it out, or write 'method: " + owner + "'.");
            }
        }
        if (at.value().chosen() && !method.equals(Method.SUPERVISED)) {
            at.problemAt("train", problems, "'train: chosen' is for supervised training, and the method is " + method,
                    "Leave it out.");
        }
    }

    /** The text of a target's grader, or a stand-in when there is none to read. */
    private String grader(Located<Written> at) {
        Located<String> file = at.value().grader();
        boolean reinforces = at.value().method().equals(Method.REINFORCEMENT);
        if (file == null) {
            if (reinforces) {
                at.node().problem(problems, "reinforcement needs a grader", "Add 'grader: FILE', a JSON file in the"
                        + " provider's own form.");
            }
            return "{}";
        }
        if (!reinforces) {
            at.problemAt("grader", problems, "a grader is for reinforcement, and the method is " + at.value().method(),
                    "Leave it out.");
            return "{}";
        }
        String text = files.read(file);
        if (text == null) {
            return "{}";
        }
        try {
            if (JsonMapper.shared().readTree(text).isObject()) {
                return text;
            }
        } catch (JacksonException e) {
            // it is no JSON at all, which is said below
        }
        file.node().problem(problems, "the grader '" + file.value() + "' is no JSON object", "Write it in the"
                + " provider's own form, such as {\"type\": \"string_check\", …}.");
        return "{}";
    }

    private @Nullable Trainer trainer(@Nullable WrittenTrainer written) {
        if (written == null) {
            return null;
        }
        Located<String> config = written.config();
        return new Trainer(written.name(), config == null ? null : config.value(), config == null
                ? null
                : files.read(config), written.gpus(), written.deadline());
    }
}
