package dev.gymctl.cli;

import dev.gymctl.cli.shell.ShellWords;
import dev.gymctl.core.db.Suggestion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code gymctl __complete WORD...}, which the completion scripts of bash, zsh and fish ask: what may stand where the last
 * word is, a candidate a line, then a tab and what it stands for. The words are those after {@code gymctl}; the last one
 * may be empty.
 *
 * <p>{@code gymctl __complete --bash LINE WORD} is for bash, which hands out its words neither unquoted nor whole: the line
 * up to the cursor, and of it what bash replaces. The lines are then what to put there, quoted as the line is.
 *
 * <p>Whatever goes wrong it says nothing and ends with 0: nobody has asked for a message who presses Tab.
 */
final class Completing {
    static final String WORD = "__complete";

    private static final String BASH = "--bash";
    private static final String SAFE = "_-./:@%+,=^";

    private final App app;

    Completing(App app) {
        this.app = app;
    }

    int run(List<String> arguments) {
        try {
            if (!arguments.isEmpty()) {
                boolean bash = arguments.get(0).equals(BASH) && arguments.size() == 3;
                List<String> words = bash ? typed(arguments.get(1)) : arguments;
                if (!app.isInSession()) {
                    app.prepareDatabase(true, words.stream().noneMatch(word -> word.startsWith("--url")));
                }
                print(words, bash ? arguments.get(1) : null, bash ? arguments.get(2) : null);
            }
        } catch (RuntimeException e) {
            // Then there is nothing to offer.
        }
        return app.console().finish(0);
    }

    /** The words after the program's name, the last being the one that is typed. */
    private static List<String> typed(String line) {
        ShellWords split = ShellWords.of(line);
        List<String> words = new ArrayList<>(split.words());
        if (split.last().isEmpty()) {
            words.add("");
        }
        words.remove(0);
        return words;
    }

    private void print(List<String> words, String line, String replaced) {
        PrintStream out = app.console().out();
        String last = words.get(words.size() - 1);
        Candidates.Found found = new Candidates(app).of(words);
        for (Suggestion one : found.all()) {
            if (!last.startsWith("-") && one.value().startsWith("-")) {
                continue; // the scripts know the options
            }
            if (line == null) {
                out.println(one.value() + "\t" + one.description());
            } else {
                String whole = found.stem() + one.value();
                char quote = ShellWords.of(line).quote();
                if (quote != '"' || whole.indexOf('!') < 0) { // which no quoting keeps from bash's history there
                    out.println(quoted(whole.substring(kept(last, replaced)), quote));
                }
            }
        }
    }

    /** How much of the word stays as it is: bash replaces what comes after a colon, an equals sign or an at. */
    private static int kept(String last, String replaced) {
        List<String> unquoted = ShellWords.of(replaced).words();
        String end = last.endsWith(replaced) || unquoted.size() != 1 ? replaced : unquoted.get(0);
        return last.endsWith(end) ? last.length() - end.length() : 0;
    }

    /** For bash within an open quote, or within none. */
    private static String quoted(String value, char quote) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote == '\'') {
                out.append(c == quote ? "'\\''" : String.valueOf(c));
            } else {
                boolean plain = quote == '"'
                        ? "\"\\$`".indexOf(c) < 0
                        : c > 0x7f || Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0;
                out.append(plain ? "" : "\\").append(c);
            }
        }
        return out.toString();
    }
}
