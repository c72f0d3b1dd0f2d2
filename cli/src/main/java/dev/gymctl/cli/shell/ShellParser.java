package dev.gymctl.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Splits what is being typed by {@link ShellWords}; an open quote asks for another line. */
final class ShellParser implements Parser {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+,=^-]+");

    /**
     * A line, cut at the cursor.
     *
     * @param raw the last word as it is written, quotes and backslashes included
     */
    private record Parsed(String line, int cursor, List<String> words, String raw) implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(words.size() - 1);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        /** What is only the beginning of a word keeps its quote open. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return PLAIN.matcher(candidate).matches()
                    ? candidate
                    : "'" + candidate.toString().replace("'", "'\\''") + (complete ? "'" : "");
        }

        @Override
        public int rawWordCursor() {
            return rawWordLength();
        }

        @Override
        public int rawWordLength() {
            return raw.length();
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context != ParseContext.COMPLETE && !ShellWords.of(line).isComplete()) {
            throw new EOFError(-1, -1, "a quote is not closed");
        }
        String before = line.substring(0, context == ParseContext.COMPLETE ? cursor : line.length());
        ShellWords split = ShellWords.of(before);
        List<String> words = new ArrayList<>(split.words());
        if (split.last().isEmpty()) {
            words.add("");
        }
        return new Parsed(line, cursor, words, split.last());
    }
}
