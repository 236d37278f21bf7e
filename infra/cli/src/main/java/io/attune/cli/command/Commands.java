package io.attune.cli.command;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** All commands by name. Reading a command's annotations takes time, so only the one that is asked for is read. */
public final class Commands {
    private static final Map<String, Class<?>> GROUPS = new LinkedHashMap<>();

    /** These speak of the others, so they need them all. */
    private static final Set<Class<?>> NEEDS_ALL = Set.of(HelpTopic.class, CompletionCommand.class);

    static {
        GROUPS.put("up", UpCommand.class);
        GROUPS.put("down", DownCommand.class);
        GROUPS.put("status", StatusCommand.class);
        GROUPS.put("doctor", DoctorCommand.class);
        GROUPS.put("ask", AskCommand.class);
        GROUPS.put("init", InitCommand.class);
        GROUPS.put("apply", ApplyCommand.class);
        GROUPS.put("recipe", RecipeCommands.class);
        GROUPS.put("run", RunCommands.class);
        GROUPS.put("eval", EvalCommands.class);
        GROUPS.put("policy", PolicyGroup.class);
        GROUPS.put("quote", QuoteCommand.class);
        GROUPS.put("dataset", DatasetCommands.class);
        GROUPS.put("suite", SuiteCommands.class);
        GROUPS.put("model", ModelCommands.class);
        GROUPS.put("promotion", PromotionCommands.class);
        GROUPS.put("quarantine", QuarantineCommands.class);
        GROUPS.put("deployment", DeploymentCommands.class);
        GROUPS.put("knowledge", KnowledgeCommands.class);
        GROUPS.put("schedule", ScheduleCommands.class);
        GROUPS.put("connection", ConnectionCommands.class);
        GROUPS.put("catalog", CatalogCommands.class);
        GROUPS.put("notification", NotificationCommands.class);
        GROUPS.put("cost", CostCommand.class);
        GROUPS.put("budget", BudgetCommands.class);
        GROUPS.put("audit", AuditCommands.class);
        GROUPS.put("freeze", FreezeCommand.class);
        GROUPS.put("unfreeze", UnfreezeCommand.class);
        GROUPS.put("bench", BenchCommand.class);
        GROUPS.put("completion", CompletionCommand.class);
        GROUPS.put("help", HelpTopic.class);
        GROUPS.put("warm-up", WarmUp.class);
    }

    private Commands() {}

    /** Makes commands, giving each that wants it what commands work with. */
    public static IFactory factory(Cli cli) {
        IFactory fallback = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Cli.class) {
                        constructor.setAccessible(true);
                        return type.cast(constructor.newInstance(cli));
                    }
                }
                return fallback.create(type);
            }
        };
    }

    /**
     * Adds the command that the first argument names, or all of them when it names none.
     *
     * @param further commands beside those of this package, shown first
     */
    public static void addTo(CommandLine root, IFactory factory, List<String> args, Map<String, Class<?>> further) {
        Map<String, Class<?>> all = new LinkedHashMap<>(further);
        all.putAll(GROUPS);
        Class<?> asked = args.isEmpty() ? null : all.get(singular(args.getFirst()));
        if (asked != null && !NEEDS_ALL.contains(asked)) {
            root.addSubcommand(new CommandLine(asked, factory));
        } else {
            all.values().forEach(group -> root.addSubcommand(new CommandLine(group, factory)));
        }
    }

    private static String singular(String name) {
        return name.endsWith("s") && GROUPS.containsKey(name.substring(0, name.length() - 1))
                ? name.substring(0, name.length() - 1)
                : name;
    }
}
