package dev.gymctl.cli.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Splits what is being typed by {@link ShellWords}; an open quote asks for another line. */
final class ShellParser implements Parser {
    /** A line, cut at the cursor. */
    private record Parsed(String line, int cursor, List<String> words) implements CompletingParsedLine {
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

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context != ParseContext.COMPLETE && !ShellWords.of(line).isComplete()) {
            throw new EOFError(-1, -1, "a quote is not closed");
        }
        String before = line.substring(0, context == ParseContext.COMPLETE ? cursor : line.length());
        List<String> words = new ArrayList<>(ShellWords.of(before).words());
        if (words.isEmpty() || before.endsWith(" ")) {
            words.add("");
        }
        return new Parsed(line, cursor, words);
    }
}
