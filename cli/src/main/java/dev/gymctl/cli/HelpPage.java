package dev.gymctl.cli;

import dev.gymctl.cli.version.ProgramVersion;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is shown when no verb was named: all nouns, the verbs of one, a topic, or the version. */
final class HelpPage {
    private final App app;
    private final PrintStream out;

    HelpPage(App app) {
        this.app = app;
        this.out = app.console().out();
    }

    /**
     * Prints what words without a verb ask for.
     *
     * @throws CommandLine.ParameterException when they carry an unknown option
     */
    int show(Words words) {
        Commands.Noun noun = Commands.find(words.noun()).orElseThrow();
        List<String> arguments = words.arguments();
        if (noun.name().isEmpty() && (arguments.contains("--version") || arguments.contains("-V"))) {
            out.println("gymctl " + ProgramVersion.current().program());
            return 0;
        }
        requireKnownOptions(noun, arguments);
        if (!words.topic().isEmpty()) {
            out.print(Examples.topic(words.topic()));
        } else if (noun.name().isEmpty()) {
            nouns();
        } else {
            verbs(noun);
        }
        return 0;
    }

    private void requireKnownOptions(Commands.Noun noun, List<String> arguments) {
        CommandLine line = new CommandLine(CommandSpec.create());
        line.setCommandName(noun.name().isEmpty() ? "gymctl" : "gymctl " + noun.name());
        line.addMixin("global", app.options());
        line.addMixin("output", new OutputOptions());
        line.parseArgs(arguments.toArray(String[]::new));
    }

    private void nouns() {
        out.println("Runs a gym from a terminal.");
        out.println();
        out.println("Usage: gymctl NOUN VERB [ARGUMENTS] [OPTIONS]");
        out.println();
        for (Commands.Noun noun : Commands.NOUNS) {
            if (!noun.name().isEmpty()) {
                line(noun.name(), noun.description());
            }
        }
        out.println();
        for (String verb : Commands.alone().verbs()) {
            line(verb, CommandModels.summary(verb));
        }
        out.println();
        out.println("gymctl NOUN --help lists the verbs, gymctl NOUN VERB --help explains one.");
        out.println("gymctl help TOPIC: " + String.join(", ", Words.TOPICS) + ".");
    }

    private void verbs(Commands.Noun noun) {
        out.println(noun.description());
        out.println();
        out.println("Usage: gymctl " + noun.name() + " VERB [ARGUMENTS] [OPTIONS]");
        out.println();
        for (String verb : noun.verbs()) {
            line(verb, CommandModels.summary(noun.command(verb)));
        }
        out.println();
        out.println("gymctl " + noun.name() + " VERB --help explains one.");
    }

    private void line(String name, String description) {
        out.append("  ")
                .append(name)
                .append(" ".repeat(Math.max(1, 14 - name.length())))
                .println(description);
    }
}
