package dev.gymctl.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** A table for people: aligned, numbers to the right, cut to the width of the terminal. */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;
    private static final Pattern FIGURES = Pattern.compile("[-+0-9.:, ]*");

    /** What stands in one place of the table; {@code text} is safe. */
    record Cell(String text, boolean right, Tone tone) {
        Cell(String text, boolean right) {
            this(text, right, Tone.PLAIN);
        }

        int width() {
            return TextWidth.of(text);
        }

        /** The same in the tone that it has in a column of this name. */
        Cell in(String column) {
            return new Cell(text, right, Tone.of(column, text));
        }
    }

    private final List<Cell> header = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();

    Table(List<String> names) {
        for (String name : names) {
            header.add(new Cell(name.replace('_', ' '), false));
        }
    }

    void add(List<Cell> row) {
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Prints the rows, and the header above them if it is wanted; nothing is cut when the width allows. Where not even the
     * narrowest columns stand beside each other, each row becomes a block of lines.
     */
    void print(PrintStream out, int width, boolean withHeader, boolean colors) {
        int[] widths = widths(width, withHeader);
        if (Arrays.stream(widths).sum() > room(width)) {
            printBlocks(out, width, withHeader, colors);
            return;
        }
        for (List<Cell> names : withHeader ? headerLines(widths) : List.<List<Cell>>of()) {
            out.append(bold(line(names, widths, false), colors)).append("\n");
        }
        for (List<Cell> row : rows) {
            out.append(line(row, widths, colors)).append("\n");
        }
    }

    private static String line(List<Cell> cells, int[] widths, boolean colors) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(pad(cells.get(i), widths[i], i == cells.size() - 1, colors));
        }
        return line.toString();
    }

    /** The names of the columns, in as many lines as the one with the most needs; the others stand on the last ones. */
    private List<List<Cell>> headerLines(int[] widths) {
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            names.add(TextWidth.wrap(header.get(i).text(), Math.max(widths[i], longestWord(i))));
        }
        int most = names.stream().mapToInt(List::size).max().orElse(0);
        List<List<Cell>> lines = new ArrayList<>();
        for (int line = 0; line < most; line++) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                int own = line - (most - names.get(i).size());
                cells.add(new Cell(own < 0 ? "" : names.get(i).get(own), isRight(i)));
            }
            lines.add(cells);
        }
        return lines;
    }

    private int longestWord(int column) {
        return Arrays.stream(header.get(column).text().split(" ", -1))
                .mapToInt(TextWidth::of)
                .max()
                .orElse(0);
    }

    private void printBlocks(PrintStream out, int width, boolean withHeader, boolean colors) {
        int names = withHeader ? header.stream().mapToInt(Cell::width).max().orElse(0) : 0;
        for (int i = 0; i < rows.size(); i++) {
            out.append(i == 0 ? "" : "\n");
            for (int j = 0; j < header.size(); j++) {
                Cell cell = rows.get(i).get(j);
                if (withHeader) {
                    out.append(bold(header.get(j).text(), colors))
                            .append(" ".repeat(names - header.get(j).width()))
                            .append(GAP);
                }
                String text = TextWidth.cut(cell.text(), Math.max(NARROWEST, width - names - GAP.length()));
                out.append(text.isEmpty() ? "-" : cell.tone().paint(text, colors))
                        .append("\n");
            }
        }
    }

    /** Whether a column holds numbers; where they are missing it tells nothing. */
    private boolean isRight(int column) {
        return rows.stream().anyMatch(row -> row.get(column).right());
    }

    /** Whether a column holds numbers, days or times, of which a part would be another one. */
    private boolean isOfFigures(int column) {
        return rows.stream()
                .allMatch(row -> FIGURES.matcher(row.get(column).text()).matches());
    }

    static String bold(String text, boolean colors) {
        return colors ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** As wide as the widest cell of each column; until the table fits, headers take more lines, then give way, and then the widest columns do; numbers and dates are never cut. */
    private int[] widths(int available, boolean withHeader) {
        int[] contents = contents();
        int[] widths = contents.clone();
        for (int i = 0; withHeader && i < widths.length; i++) {
            widths[i] = Math.max(widths[i], header.get(i).width());
        }
        int room = room(available);
        narrow(widths, room, column -> Math.max(contents[column], longestWord(column)));
        narrow(widths, room, column -> Math.max(contents[column], NARROWEST));
        narrow(widths, room, column -> isOfFigures(column) ? contents[column] : NARROWEST);
        return widths;
    }

    /** Takes from the widest columns, one after the other, what is too much; none becomes narrower than it has to be. */
    private static void narrow(int[] widths, int room, IntUnaryOperator narrowest) {
        for (int excess = Arrays.stream(widths).sum() - room; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > narrowest.applyAsInt(i) && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    /** The widest cell of each column, without its header. */
    private int[] contents() {
        int[] widths = new int[header.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return widths;
    }

    /** The columns that the cells of a row have together. */
    private int room(int available) {
        return available - GAP.length() * (header.size() - 1);
    }

    private static String pad(Cell cell, int width, boolean last, boolean colors) {
        String cut = TextWidth.cut(cell.text(), width);
        String blanks = " ".repeat(Math.max(0, width - TextWidth.of(cut)));
        String text = cell.tone().paint(cut, colors);
        if (cell.right()) {
            return blanks + text;
        }
        return last ? text : text + blanks;
    }
}
