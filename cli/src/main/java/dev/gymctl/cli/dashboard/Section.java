package dev.gymctl.cli.dashboard;

import dev.gymctl.cli.Row;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of the page: a title, and rows of which there may be more than there is room for.
 *
 * @param all how many rows there are
 * @param wanted how many are shown when there is plenty of room
 * @param comfortable how many are shown before blank lines are given up for them
 * @param least how many are shown whatever happens
 * @param rows so many of them
 * @param more what tells of the others, so many; null when they are not missed
 */
record Section(
        Row title,
        int all,
        int wanted,
        int comfortable,
        int least,
        IntFunction<List<Row>> rows,
        IntFunction<Row> more) {

    /** One whose rows are shown from the first on. */
    static Section of(Row title, List<Row> rows, int wanted, int comfortable, int least, IntFunction<Row> more) {
        return new Section(
                title,
                rows.size(),
                Math.min(wanted, rows.size()),
                Math.min(comfortable, rows.size()),
                Math.min(least, rows.size()),
                shown -> rows.subList(0, shown),
                more);
    }

    /** The lines that it takes with so many rows. */
    int height(int shown) {
        return 1 + shown + (shown < all && more != null ? 1 : 0);
    }
}
