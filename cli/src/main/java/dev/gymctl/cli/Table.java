package dev.gymctl.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for people: aligned, numbers to the right, cut to the width of the terminal. */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    /** What stands in one place of the table; {@code text} is safe. */
    record Cell(String text, boolean right) {
        int width() {
            return TextWidth.of(text);
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

    /** Prints the rows, and the header above them if it is wanted; nothing is cut when the width allows. */
    void print(PrintStream out, int width, boolean withHeader, boolean colors) {
        int[] widths = widths(width, withHeader);
        StringBuilder line = new StringBuilder();
        for (int i = 0; withHeader && i < header.size(); i++) {
            Cell name = new Cell(header.get(i).text(), isRight(i));
            String text = pad(name, widths[i], i == header.size() - 1);
            line.append(i == 0 ? "" : GAP).append(text);
        }
        if (withHeader) {
            out.append(bold(line.toString(), colors)).append("\n");
        }
        for (List<Cell> row : rows) {
            line.setLength(0);
            for (int i = 0; i < row.size(); i++) {
                line.append(i == 0 ? "" : GAP).append(pad(row.get(i), widths[i], i == row.size() - 1));
            }
            out.append(line).append("\n");
        }
    }

    /** Whether a column holds numbers; where they are missing it tells nothing. */
    private boolean isRight(int column) {
        return rows.stream().anyMatch(row -> row.get(column).right());
    }

    static String bold(String text, boolean colors) {
        return colors ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** As wide as the widest cell of each column; the widest columns give way until the table fits. */
    private int[] widths(int available, boolean withHeader) {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = withHeader ? header.get(i).width() : 0;
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        int room = available - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).asLongStream().sum() > room) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static String pad(Cell cell, int width, boolean last) {
        String text = TextWidth.cut(cell.text(), width);
        String blanks = " ".repeat(Math.max(0, width - TextWidth.of(text)));
        if (cell.right()) {
            return blanks + text;
        }
        return last ? text : text + blanks;
    }
}
