package dev.gymctl.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line's words, split as a POSIX shell splits them: single quotes, double quotes, backslashes, and comments
 * from a {@code #} that begins a word. Nothing is expanded.
 *
 * @param words what a program would be given
 * @param isComplete false when a quote is not closed, or the line ends with a backslash
 */
record ShellWords(List<String> words, boolean isComplete) {

    static ShellWords of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == '\'') {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\\') {
                if (i + 1 == line.length()) {
                    return new ShellWords(List.copyOf(words), false);
                }
                char next = line.charAt(++i);
                if (next == '\n') {
                    continue;
                }
                word = word == null ? new StringBuilder() : word;
                if (quote == '"' && next != '"' && next != '\\' && next != '$' && next != '`') {
                    word.append(c);
                }
                word.append(next);
            } else if (quote == '"') {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
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
                word = word == null ? new StringBuilder() : word;
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return new ShellWords(List.copyOf(words), quote == 0);
    }
}
