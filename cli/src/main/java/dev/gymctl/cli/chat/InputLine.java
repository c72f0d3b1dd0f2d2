package dev.gymctl.cli.chat;

import dev.gymctl.cli.SafeText;
import dev.gymctl.cli.TextWidth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody is typing, perhaps in several lines, and what they sent before; kept nowhere else. */
final class InputLine {
    private static final int MOST_KEPT = 100;
    /** What is seen as one character, whatever it is made of. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /**
     * The text as it is shown.
     *
     * @param row of the cursor, from 0
     * @param column of the cursor, from 0
     */
    record Shown(List<String> rows, int row, int column) {}

    /** Names that fit what was typed, one after the other. */
    private record Completion(int begin, List<String> fitting, int next) {}

    private final List<String> sent = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int cursor;
    private int at;
    private String draft = "";
    private Completion completion;

    String text() {
        return text.toString();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    void insert(String typed) {
        completion = null;
        text.insert(cursor, typed);
        cursor += typed.length();
    }

    void left() {
        completion = null;
        cursor = before();
    }

    void right() {
        completion = null;
        cursor = after();
    }

    /** To the beginning of the line that the cursor is in. */
    void home() {
        completion = null;
        cursor = text.lastIndexOf("\n", cursor - 1) + 1;
    }

    /** To the end of the line that the cursor is in. */
    void end() {
        completion = null;
        int end = text.indexOf("\n", cursor);
        cursor = end < 0 ? text.length() : end;
    }

    void backspace() {
        delete(before(), cursor);
    }

    void delete() {
        delete(cursor, after());
    }

    void deleteWord() {
        int begin = cursor;
        while (begin > 0 && Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        while (begin > 0 && !Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        delete(begin, cursor);
    }

    void deleteBefore() {
        delete(text.lastIndexOf("\n", cursor - 1) + 1, cursor);
    }

    void deleteAfter() {
        int end = text.indexOf("\n", cursor);
        delete(cursor, end < 0 ? text.length() : end);
    }

    /** What was sent before that. */
    void up() {
        if (at > 0) {
            draft = at == sent.size() ? text() : draft;
            at--;
            show(sent.get(at));
        }
    }

    /** What was sent after that; in the end what was not sent yet. */
    void down() {
        if (at < sent.size()) {
            at++;
            show(at == sent.size() ? draft : sent.get(at));
        }
    }

    /** Takes the text to be sent. */
    String take() {
        String taken = text();
        if (sent.isEmpty() || !sent.get(sent.size() - 1).equals(taken)) {
            sent.add(taken);
        }
        if (sent.size() > MOST_KEPT) {
            sent.remove(0);
        }
        at = sent.size();
        draft = "";
        show("");
        return taken;
    }

    /** Gives a text back that could not be sent; where another is typed already, it is above it. */
    void giveBack(String taken) {
        if (isEmpty()) {
            show(taken);
        }
    }

    /** Forgets what is typed. */
    void clear() {
        at = sent.size();
        show("");
    }

    /**
     * Completes a name of which the beginning, or that of its last name, stands before the cursor, after an @ or alone;
     * again: the next one that fits.
     */
    void complete(Collection<String> names) {
        if (completion == null) {
            int begin = cursor;
            while (begin > 0 && !Character.isWhitespace(text.charAt(begin - 1))) {
                begin--;
            }
            String word = text.substring(begin, cursor);
            boolean called = word.startsWith("@");
            String typed = (called ? word.substring(1) : word).toLowerCase(Locale.ROOT);
            if (typed.isEmpty() && !called) {
                return;
            }
            List<String> fitting = names.stream()
                    .filter(name -> fits(name.toLowerCase(Locale.ROOT), typed))
                    .distinct()
                    .sorted()
                    .map(name -> (called ? "@" : "") + name + " ")
                    .toList();
            completion = new Completion(begin, fitting, 0);
        }
        Completion now = completion;
        if (!now.fitting().isEmpty()) {
            text.delete(now.begin(), cursor);
            cursor = now.begin();
            insert(now.fitting().get(now.next()));
            completion = new Completion(
                    now.begin(), now.fitting(), (now.next() + 1) % now.fitting().size());
        }
    }

    private static boolean fits(String name, String typed) {
        return name.startsWith(typed) || name.contains(" " + typed);
    }

    /**
     * How it looks.
     *
     * @param width of the screen
     * @param most rows at most: those about the cursor
     */
    Shown shown(int width, int most) {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder("> ")));
        int column = 2;
        int cursorRow = 0;
        int cursorColumn = 2;
        for (int i = 0; i <= text.length(); ) {
            int point = i < text.length() ? text.codePointAt(i) : ' ';
            String piece = point == '\n' ? "" : SafeText.of(Character.toString(point));
            if (column + TextWidth.of(piece) > width) {
                rows.add(new StringBuilder("  "));
                column = 2;
            }
            if (i == cursor) {
                cursorRow = rows.size() - 1;
                cursorColumn = column;
            }
            if (i < text.length()) {
                rows.get(rows.size() - 1).append(piece);
                column += TextWidth.of(piece);
            }
            if (point == '\n') {
                rows.add(new StringBuilder("  "));
                column = 2;
            }
            i += Character.charCount(point);
        }
        int first = Math.max(0, Math.min(cursorRow - most / 2, rows.size() - most));
        return new Shown(
                rows.subList(first, Math.min(rows.size(), first + most)).stream()
                        .map(StringBuilder::toString)
                        .toList(),
                cursorRow - first,
                cursorColumn);
    }

    private void show(String shown) {
        completion = null;
        text.setLength(0);
        text.append(shown);
        cursor = text.length();
    }

    private void delete(int begin, int end) {
        completion = null;
        text.delete(begin, end);
        cursor = begin;
    }

    private int before() {
        int begin = 0;
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find() && characters.end() <= cursor) {
            begin = characters.end() == cursor ? characters.start() : begin;
        }
        return begin;
    }

    private int after() {
        Matcher characters = CHARACTER.matcher(text);
        return characters.find(cursor) ? characters.end() : cursor;
    }
}
