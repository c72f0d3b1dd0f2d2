package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes manual pages, for man, of what help shows; in roff with the macros of man(7). */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage(String name, String version, String description) {
        page.append(
                ".TH \"%s\" \"1\" \"\" \"gymctl %s\" \"gymctl\"\n".formatted(name.toUpperCase(Locale.ROOT), version));
        section("NAME");
        page.append(text(name))
                .append(" \\- ")
                .append(text(lowered(description)))
                .append('\n');
    }

    /** A page's name, and its file's without the section: {@code gymctl-member-list}. */
    static String name(String command) {
        return "gymctl" + (command.isEmpty() ? "" : "-") + command.replace(' ', '-');
    }

    /** Of a verb. */
    static String ofVerb(String command, CommandLine line, String version) {
        String[] description = line.getCommandSpec().usageMessage().description();
        ManualPage page = new ManualPage(name(command), version, description[0]);
        page.section("SYNOPSIS");
        page.bold(Cli.synopsis(line));
        page.section("DESCRIPTION");
        page.lines(Arrays.asList(description));
        List<PositionalParamSpec> arguments = line.getCommandSpec().positionalParameters();
        if (!arguments.isEmpty()) {
            page.section("ARGUMENTS");
            arguments.forEach(argument -> page.entry(argument.paramLabel(), description(argument)));
        }
        page.section("OPTIONS");
        for (OptionSpec option : line.getCommandSpec().options()) {
            String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
            page.entry(String.join(", ", option.names()) + value, description(option));
        }
        List<String> notes = Arrays.stream(line.getCommandSpec().usageMessage().footer())
                .dropWhile(String::isEmpty)
                .toList();
        if (!notes.isEmpty()) {
            page.section("NOTES");
            page.asItIs(notes);
        }
        Examples examples = Examples.of(command);
        page.section("EXAMPLES");
        page.asItIs(examples.lines());
        page.section("EXIT STATUS");
        page.lines(List.of("0 when it is done; what else there is, gymctl-exit-codes(1) tells."));
        page.seeAlso(examples.seeAlso().stream()
                .map(other -> name(other.replace("help ", "")))
                .toList());
        return page.page.toString();
    }

    /** Of a noun, or of the program, whose name is empty. */
    static String ofNoun(Commands.Noun noun, String description, List<String> pages, String version) {
        ManualPage page = new ManualPage(name(noun.name()), version, description);
        page.section("SYNOPSIS");
        page.bold("gymctl " + (noun.name().isEmpty() ? "NOUN" : noun.name()) + " VERB [ARGUMENTS] [OPTIONS]");
        page.section("DESCRIPTION");
        page.lines(List.of(description));
        page.seeAlso(pages);
        return page.page.toString();
    }

    /** Of a topic. */
    static String ofTopic(String topic, String version) {
        List<String> lines = Examples.topic(topic).lines().toList();
        ManualPage page = new ManualPage(name(topic), version, lines.get(0));
        page.section("DESCRIPTION");
        page.asItIs(lines);
        page.seeAlso(List.of(name("")));
        return page.page.toString();
    }

    private static List<String> description(ArgSpec argument) {
        List<String> lines = new ArrayList<>();
        for (String line : argument.description()) {
            lines.add(Ansi.OFF.text(line).toString());
        }
        return lines;
    }

    private void section(String title) {
        page.append(".SH \"").append(title).append("\"\n");
    }

    private void bold(String text) {
        page.append("\\fB").append(text(text)).append("\\fR\n");
    }

    private void entry(String name, List<String> description) {
        page.append(".TP\n\\fB").append(text(name)).append("\\fR\n");
        lines(description);
    }

    private void lines(List<String> lines) {
        lines.forEach(line -> page.append(text(line)).append('\n'));
    }

    /** Line by line, as somebody wrapped and aligned them. */
    private void asItIs(List<String> lines) {
        page.append(".nf\n");
        lines(lines);
        page.append(".fi\n");
    }

    private void seeAlso(List<String> pages) {
        section("SEE ALSO");
        page.append(pages.stream().map(name -> "\\fB" + text(name) + "\\fR(1)").collect(Collectors.joining(",\n")))
                .append('\n');
    }

    private static String lowered(String description) {
        String sentence = description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** What roff prints as this text, wherever in a line. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("…", "...");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
