package dev.gymctl.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line: finds the command that the words name, lets picocli read its options, calls it, and turns whatever
 * it throws into a message and an exit code.
 *
 * <p>Only the invoked command's model is built: sixty commands cost a hundred milliseconds, one costs three.
 */
public final class Cli {
    static {
        // picocli's converters for java.time, java.sql and Path, looked up at every start: Arguments has those we use.
        System.setProperty("picocli.converters.excludes", ".*");
    }

    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;

    /** A command line on the given streams and environment, as tests use it. */
    public Cli(Console console, Map<String, String> environment, Clock clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    static Cli ofProcess() {
        return new Cli(Console.ofProcess(System.getenv()), System.getenv(), Clock.systemUTC());
    }

    /**
     * Runs one command and flushes its output.
     *
     * @return the exit code, as the README lists them
     */
    public int run(String... args) {
        try (App app = app()) {
            return run(app, args);
        }
    }

    /** Runs one command with what it may need; flushes its output. */
    static int run(App app, String... args) {
        if (args.length > 0 && args[0].equals(Completing.WORD)) {
            return new Completing(app).run(List.of(args).subList(1, args.length));
        }
        int exit;
        try {
            exit = dispatch(app, Words.of(List.of(args)));
            if (exit == 0 && app.hasUsedDatabase() && !app.isInSession()) {
                StartupArchive.makeIfMissing(app.options().url());
            }
        } catch (OutputGoneException e) {
            exit = 0;
        } catch (Throwable e) {
            exit = new ErrorHandler(app).handle(e);
        }
        return app.console().finish(exit);
    }

    /** What a command gets; to be closed. */
    App app() {
        return new App(console, environment, clock);
    }

    private static int dispatch(App app, Words words) throws Exception {
        if (!words.isVerb()) {
            return new HelpPage(app).show(words);
        }
        boolean plain = Commands.PLAIN.contains(words.command());
        if ((plain || !words.noun().isEmpty()) && !words.askForHelp() && !app.isInSession()) {
            app.prepareDatabase(plain, words.workWithTheDefault());
        }
        Callable<Integer> verb = Commands.create(words.command(), app);
        CommandLine line = commandLine(words.command(), verb, app);
        line.parseArgs(words.arguments().toArray(String[]::new));
        if (line.isUsageHelpRequested()) {
            explain(line, app);
            Examples.of(words.command()).print(app.console().out());
            return 0;
        }
        checkFields(verb, line, app);
        app.begin(new Invocation(words.command(), line));
        return verb.call();
    }

    /** Fields that the verb does not print are refused before it does anything. */
    private static void checkFields(Callable<Integer> verb, CommandLine line, App app) {
        if (line.getParseResult().hasMatchedOption(OutputOptions.FIELDS) && verb instanceof Printing printing) {
            Format format = line.getParseResult().matchedOptionValue("--output", null);
            OutputOptions.check(
                    line.getParseResult().matchedOptionValue(OutputOptions.FIELDS, ""),
                    printing.printed(),
                    format != null ? format : app.settings().format());
        }
    }

    private static void explain(CommandLine line, App app) {
        line.getCommandSpec().usageMessage().customSynopsis(synopsis(line));
        line.usage(app.console().out(), app.colors() ? Ansi.ON : Ansi.OFF);
    }

    /** How the verb is typed; the options that cannot be left out are named. */
    static String synopsis(CommandLine line) {
        StringBuilder required = new StringBuilder();
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (option.required()) {
                required.append(option.longestName())
                        .append('=')
                        .append(option.paramLabel())
                        .append(' ');
            }
        }
        return line.getHelp().abbreviatedSynopsis().strip().replace("[OPTIONS]", required + "[OPTIONS]");
    }

    /** The picocli model of one verb, under its full name, with the options that every verb has. */
    static CommandLine commandLine(String command, Object verb, App app) {
        CommandLine line = new CommandLine(CommandModels.of(command, verb, app.options()), CommandModel.FACTORY);
        line.setCommandName("gymctl " + command);
        line.setExpandAtFiles(false);
        line.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n");
        Arguments.registerConverters(line);
        return line;
    }

    /** Every command as one tree, for completion scripts, documentation and tests; never built to run a command. */
    static CommandLine fullModel(App app) {
        CommandLine root = group("gymctl", "Runs a gym from a terminal.");
        for (Commands.Noun noun : Commands.NOUNS) {
            CommandLine parent = root;
            if (!noun.name().isEmpty()) {
                parent = group("gymctl " + noun.name(), noun.description());
                root.addSubcommand(noun.name(), parent);
            }
            for (String verb : noun.verbs()) {
                String command = noun.command(verb);
                parent.addSubcommand(verb, commandLine(command, Commands.create(command, app), app));
            }
        }
        return root;
    }

    private static CommandLine group(String name, String description) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        line.setCommandName(name);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }
}
