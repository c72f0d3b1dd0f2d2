package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How a thing is printed: its fields in order, each with its name in JSON and CSV and where the value comes from.
 * Declared once, next to the commands that print the thing; {@link Output} does the rest. Immutable.
 *
 * <p>Values may be null, text, whole numbers, booleans, enums, money, dates, months, instants, lists of these and maps of
 * texts to these, and other things with columns of their own.
 */
public final class Columns<T> {
    record Column<T>(String name, Function<? super T, ?> value, boolean inTables, boolean inText) {
        Object of(T thing) {
            return value.apply(thing);
        }
    }

    /** Things that are printed by columns of their own, inside another thing. */
    record Nested<N>(Columns<N> columns, Iterable<? extends N> things) {}

    private final List<Column<T>> columns;

    private Columns(List<Column<T>> columns) {
        this.columns = columns;
    }

    /** No columns yet. */
    public static <T> Columns<T> of() {
        return new Columns<>(List.of());
    }

    /** And a field that is shown everywhere. */
    public Columns<T> add(String name, Function<? super T, ?> value) {
        return with(new Column<>(name, value, true, true));
    }

    /** And a field that a table of many leaves out for want of room; one thing alone shows it. */
    public Columns<T> detail(String name, Function<? super T, ?> value) {
        return with(new Column<>(name, value, false, true));
    }

    /** And a field that only JSON has, a list for instance. */
    public Columns<T> jsonOnly(String name, Function<? super T, ?> value) {
        return with(new Column<>(name, value, false, false));
    }

    /** And a list of objects inside this one; only JSON has it. */
    public <N> Columns<T> nested(String name, Function<? super T, ? extends Iterable<N>> things, Columns<N> columns) {
        return jsonOnly(name, thing -> new Nested<>(columns, things.apply(thing)));
    }

    /** The same columns for what has such a thing in it. */
    public <O> Columns<O> within(Function<? super O, ? extends T> part) {
        List<Column<O>> same = new ArrayList<>();
        for (Column<T> column : columns) {
            same.add(new Column<>(
                    column.name(), whole -> column.of(part.apply(whole)), column.inTables(), column.inText()));
        }
        return new Columns<>(same);
    }

    /** Every column, in order. */
    List<Column<T>> inJson() {
        return columns;
    }

    /** Those that CSV and the page of one thing have. */
    List<Column<T>> inText() {
        return columns.stream().filter(Column::inText).toList();
    }

    /** Those that a table of many has. */
    List<Column<T>> inTables() {
        return columns.stream().filter(Column::inTables).toList();
    }

    private Columns<T> with(Column<T> column) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(column);
        return new Columns<>(more);
    }
}
