package dev.gymctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a command is typed, and what to look at beside it: the last part of its help, and of its manual page. All are in one
 * file, which is read only for these.
 *
 * @param lines as they are typed; one may go on in the next, after a backslash
 * @param seeAlso commands and topics, without {@code gymctl}: {@code member show}, {@code help time}
 */
record Examples(List<String> lines, List<String> seeAlso) {
    private static final String INDENT = "  ";
    private static final String SEE = INDENT + "see ";

    /** Those of a command; none when the file has no such command. */
    static Examples of(String command) {
        List<String> lines = new ArrayList<>();
        List<String> seeAlso = List.of();
        boolean mine = false;
        for (String line : text("examples.txt").split("\n", -1)) {
            if (!line.startsWith(INDENT)) {
                mine = line.equals(command);
            } else if (mine && line.startsWith(SEE)) {
                seeAlso = List.of(line.substring(SEE.length()).split(", "));
            } else if (mine) {
                lines.add(line.substring(INDENT.length()));
            }
        }
        return new Examples(List.copyOf(lines), seeAlso);
    }

    /** The text of a topic, as {@code gymctl help TOPIC} prints it. */
    static String topic(String topic) {
        return text("topics/" + topic + ".txt");
    }

    /** Appends them to a command's help. */
    void print(PrintStream out) {
        out.append("\nExamples:\n");
        lines.forEach(line -> out.append(INDENT).append(line).append('\n'));
        out.append("\nSee also: ").append(String.join(", ", seeAlso)).append('\n');
    }

    private static String text(String resource) {
        try (InputStream in = Examples.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
