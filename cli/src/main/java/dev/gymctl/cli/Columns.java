package dev.gymctl.cli;

import java.time.Instant;
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
    /**
     * A field.
     *
     * @param recent whether a table on a terminal tells its moments from now on
     * @param type what its values are, as far as the compiler knows; null for things with columns of their own
     * @param nested those columns; null for all else
     */
    record Column<T>(
            String name,
            Function<? super T, ?> value,
            boolean inTables,
            boolean inText,
            boolean recent,
            Class<?> type,
            Columns<?> nested) {
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

    /**
     * And a field that is shown everywhere.
     *
     * @param type not to be given: the compiler makes an array of what {@code value} returns, which tells the type
     */
    @SafeVarargs
    public final <V> Columns<T> add(String name, Function<? super T, V> value, V... type) {
        return with(new Column<>(name, value, true, true, false, type.getClass().getComponentType(), null));
    }

    /** And a moment that a table on a terminal shows as how long ago it was. */
    public Columns<T> addRecent(String name, Function<? super T, Instant> value) {
        return with(new Column<>(name, value, true, true, true, Instant.class, null));
    }

    /** And a field that a table of many leaves out for want of room; one thing alone shows it. */
    @SafeVarargs
    public final <V> Columns<T> detail(String name, Function<? super T, V> value, V... type) {
        return with(
                new Column<>(name, value, false, true, false, type.getClass().getComponentType(), null));
    }

    /** And a field that only JSON has, a list for instance. */
    @SafeVarargs
    public final <V> Columns<T> jsonOnly(String name, Function<? super T, V> value, V... type) {
        return with(
                new Column<>(name, value, false, false, false, type.getClass().getComponentType(), null));
    }

    /** And a list of objects inside this one; only JSON has it. */
    public <N> Columns<T> nested(String name, Function<? super T, ? extends Iterable<N>> things, Columns<N> columns) {
        return with(new Column<>(
                name, thing -> new Nested<>(columns, things.apply(thing)), false, false, false, null, columns));
    }

    /** The same columns for what has such a thing in it. */
    public <O> Columns<O> within(Function<? super O, ? extends T> part) {
        List<Column<O>> same = new ArrayList<>();
        for (Column<T> column : columns) {
            same.add(new Column<>(
                    column.name(),
                    whole -> column.of(part.apply(whole)),
                    column.inTables(),
                    column.inText(),
                    column.recent(),
                    column.type(),
                    column.nested()));
        }
        return new Columns<>(same);
    }

    /**
     * These fields alone, in this order, and all of them in tables.
     *
     * @throws UsageException when there is none of such a name
     */
    Columns<T> only(List<String> names) {
        List<Column<T>> chosen = new ArrayList<>();
        for (String name : names) {
            Column<T> column = columns.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name));
            chosen.add(new Column<>(
                    name,
                    column.value(),
                    column.inText(),
                    column.inText(),
                    column.recent(),
                    column.type(),
                    column.nested()));
        }
        return new Columns<>(chosen);
    }

    /** That there is no such field. */
    UsageException unknown(String name) {
        List<String> names = columns.stream().map(Column::name).toList();
        return new UsageException(
                "there is no field '%s'".formatted(name),
                Spelling.nearest(name, names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("there are " + String.join(", ", names)));
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
