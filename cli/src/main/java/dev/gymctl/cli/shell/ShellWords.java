package dev.gymctl.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line's words, split as a POSIX shell splits them: single quotes, double quotes, backslashes, and comments
 * from a {@code #} that begins a word. Nothing is expanded.
 *
 * @param words what a program would be given
 * @param isComplete false when a quote is not closed, or the line ends with a backslash
 * @param last the word that reaches the line's end, as it is written; empty when none does, as after a blank
 * @param quote the quote that is not closed, or 0
 */
public record ShellWords(List<String> words, boolean isComplete, String last, char quote) {
    private static final char NONE = 0;

    /** The words of a line. */
    public static ShellWords of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = NONE;
        boolean escaped = false;
        int begin = line.length();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == '\'') {
                if (c == quote) {
                    quote = NONE;
                } else {
                    word.append(c);
                }
            } else if (c == '\\') {
                if (i + 1 == line.length()) {
                    escaped = true;
                    begin = word == null ? i : begin;
                    word = word == null ? new StringBuilder() : word;
                    break;
                }
                char next = line.charAt(++i);
                if (next == '\n') {
                    continue;
                }
                begin = word == null ? i - 1 : begin;
                word = word == null ? new StringBuilder() : word;
                if (quote == '"' && next != '"' && next != '\\' && next != '$' && next != '`') {
                    word.append(c);
                }
                word.append(next);
            } else if (quote == '"') {
                if (c == quote) {
                    quote = NONE;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begin = word == null ? i : begin;
                word = word == null ? new StringBuilder() : word;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
            } else if (c == '#' && word == null) {
                int end = line.indexOf('\n', i);
                if (end < 0) {
                    break;
                }
                i = end;
            } else {
                begin = word == null ? i : begin;
                word = word == null ? new StringBuilder() : word;
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return new ShellWords(
                List.copyOf(words), quote == NONE && !escaped, word == null ? "" : line.substring(begin), quote);
    }
}
