package dev.gymctl.cli;

import dev.gymctl.cli.Columns.Column;
import dev.gymctl.core.csv.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Prints a command's data on stdout in the format that was asked for.
 *
 * <p>JSON and CSV are contracts: the columns' names, in their order, exact values. Tables are for people. JSON, NDJSON
 * and CSV are streamed: a list may be as long as it likes.
 */
public final class Output {
    private static final String INDENT = "    ";

    private final Console console;
    private final Format format;
    private final List<String> fields;
    private final boolean header;
    private final boolean colors;
    private final Values values;

    /**
     * An output on the console's stdout.
     *
     * @param fields what alone is printed of things, in this order; empty: all
     * @param header whether columns have their names above them
     * @param zone the gym's zone, asked for at the first instant that is printed
     * @param clock what recent moments are told from
     */
    Output(
            Console console,
            Format format,
            List<String> fields,
            boolean header,
            boolean colors,
            Supplier<ZoneId> zone,
            Clock clock) {
        this.console = console;
        this.format = format;
        this.fields = fields;
        this.header = header;
        this.colors = colors;
        this.values = new Values(zone, clock);
    }

    /** Whether a person reads this, rather than a program: whoever asks for some fields wants these, and no sentences. */
    public boolean isForPeople() {
        return format == Format.TABLE && fields.isEmpty();
    }

    /** Whether one thing with many lines is best printed as its lines. */
    public boolean isInRows() {
        return format == Format.CSV;
    }

    /**
     * Prints many things, in their order.
     *
     * @param whenEmpty for people, when there are none: what to do next, on stderr
     */
    public <T> void list(Columns<T> all, Iterable<? extends T> things, String whenEmpty) {
        Columns<T> columns = chosen(all);
        switch (format) {
            case TABLE -> table(columns, things, whenEmpty);
            case JSON -> jsonArray(columns, things);
            case CSV -> csv(columns, things);
            case NDJSON -> ndjson(columns, things);
        }
    }

    /** Prints one thing. */
    public <T> void one(Columns<T> all, T thing) {
        Columns<T> columns = chosen(all);
        switch (format) {
            case TABLE -> page(columns, thing);
            case JSON -> jsonObject(columns, thing);
            case CSV -> csv(columns, List.of(thing));
            case NDJSON -> ndjson(columns, List.of(thing));
        }
    }

    /**
     * Says what was changed: the line for people, the changed thing for programs.
     *
     * @param line short, with the id: {@code enrolled member 7 in class 12}
     */
    public <T> void done(String line, Columns<T> columns, T changed) {
        if (isForPeople()) {
            say(line);
        } else {
            one(columns, changed);
        }
    }

    /** The same for several changed things. */
    public <T> void allDone(String line, Columns<T> columns, Iterable<? extends T> changed) {
        if (isForPeople()) {
            say(line);
        } else {
            list(columns, changed, "");
        }
    }

    /**
     * The line that says that there was nothing to change.
     *
     * @param state what is so already: {@code rate 3 ends on 2026-10-31}
     */
    public static String already(String state) {
        return "nothing changed: " + state + " already";
    }

    /** Prints a line on stdout, made safe; for people only. */
    public void say(String line) {
        if (isForPeople()) {
            console.out().println(SafeText.lines(line));
        }
    }

    /** The same, after the state that something is in, in its colour; both begin in the same column each time. */
    public void say(Enum<?> state, String line) {
        if (isForPeople()) {
            String word = "%-9s ".formatted(values.text(state));
            console.out().append(Tone.of(state.name()).paint(word, colors)).println(SafeText.lines(line));
        }
    }

    /**
     * Prints what somebody wrote: a line of facts about it and, indented beneath it, the text, whose line breaks stay. All
     * is made safe, and broken where the terminal ends, so that no text passes for another's line; for people only.
     */
    public void passage(List<?> facts, String text) {
        if (!isForPeople()) {
            return;
        }
        PrintStream out = console.out();
        int width = Math.max(2 * INDENT.length(), console.width());
        String line = facts.stream().map(fact -> values.cell(fact).text()).collect(Collectors.joining("  "));
        List<String> head = TextWidth.wrap(line, width - INDENT.length());
        for (int i = 0; i < head.size(); i++) {
            out.append(i == 0 ? "" : INDENT)
                    .append(Table.bold(head.get(i), colors))
                    .append("\n");
        }
        for (String written : SafeText.lines(text.stripTrailing()).split("\n", -1)) {
            for (String piece : TextWidth.wrap(written, width - INDENT.length())) {
                out.append(INDENT).append(piece).append("\n");
            }
        }
    }

    /** Whether things can be printed one by one, as they come: as lines for people, or as NDJSON. */
    public boolean goesOn() {
        return format == Format.TABLE || format == Format.NDJSON;
    }

    /** Writes what was printed so far; false when nobody takes it any more. */
    public boolean flush() {
        console.out().flush();
        return !console.outHasFailed();
    }

    /** Draws amounts as bars, as wide as there is room; for people only. */
    public void bars(List<Bar> bars) {
        if (isForPeople()) {
            new BarChart(bars).print(console.out(), console.width());
        }
    }

    private <T> Columns<T> chosen(Columns<T> all) {
        return fields.isEmpty() ? all : all.only(fields);
    }

    private <T> void table(Columns<T> columns, Iterable<? extends T> things, String whenEmpty) {
        List<Column<T>> shown = columns.inTables();
        Table table = new Table(shown.stream().map(Column::name).toList());
        for (T thing : things) {
            List<Table.Cell> row = new ArrayList<>(shown.size());
            for (Column<T> column : shown) {
                Object value = column.of(thing);
                row.add(
                        column.recent() && console.outIsTerminal()
                                ? values.recent(value)
                                : values.cell(value).in(column.name()));
            }
            table.add(row);
        }
        if (table.isEmpty()) {
            console.remark(whenEmpty);
        } else {
            table.print(console.out(), console.width(), header, colors);
        }
    }

    private <T> void page(Columns<T> columns, T thing) {
        int width = 0;
        for (Column<T> column : columns.inText()) {
            width = Math.max(width, column.name().length());
        }
        PrintStream out = console.out();
        for (Column<T> column : columns.inText()) {
            String name = column.name().replace('_', ' ');
            Table.Cell cell = values.cell(column.of(thing)).in(column.name());
            if (header) {
                out.append(Table.bold(name, colors)).append(" ".repeat(width - name.length() + 2));
            }
            out.append(cell.text().isEmpty() ? "-" : cell.tone().paint(cell.text(), colors))
                    .append("\n");
        }
    }

    private <T> void jsonObject(Columns<T> columns, T thing) {
        StringBuilder json = new StringBuilder();
        new Json(json, values).object(columns, thing, "\n");
        console.out().append(json).append("\n");
    }

    private <T> void jsonArray(Columns<T> columns, Iterable<? extends T> things) {
        PrintStream out = console.out();
        StringBuilder json = new StringBuilder("[");
        String separator = "\n  ";
        for (T thing : things) {
            json.append(separator);
            new Json(json, values).object(columns, thing, " ");
            out.append(json);
            json.setLength(0);
            separator = ",\n  ";
            if (console.outHasFailed()) {
                return;
            }
        }
        out.append(json).append(separator.startsWith(",") ? "\n]\n" : "]\n");
    }

    private <T> void ndjson(Columns<T> columns, Iterable<? extends T> things) {
        StringBuilder json = new StringBuilder();
        for (T thing : things) {
            new Json(json, values).object(columns, thing, " ");
            console.out().append(json.append('\n'));
            json.setLength(0);
            if (console.outHasFailed()) {
                return;
            }
        }
    }

    private <T> void csv(Columns<T> columns, Iterable<? extends T> things) {
        Writer out = new OutputStreamWriter(console.out(), StandardCharsets.UTF_8);
        CsvWriter csv = new CsvWriter(out);
        List<Column<T>> shown = columns.inText();
        if (header) {
            csv.row(shown.stream().map(Column::name).toArray());
        }
        Object[] fields = new Object[shown.size()];
        for (T thing : things) {
            for (int i = 0; i < fields.length; i++) {
                String text = values.text(shown.get(i).of(thing));
                fields[i] = console.outIsTerminal() ? SafeText.of(text) : text;
            }
            csv.row(fields);
            if (console.outHasFailed()) {
                break;
            }
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
