package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.gym.Gym;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jdbi.v3.core.Handle;

/** The closings of the books: month by month, and for good. */
public final class Closings {
    private final Changes changes;
    private final Clock clock;

    public Closings(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Closes the books through the month's last day. What happened then and is recorded later is booked on the first open
     * day. Books that are closed already stay as they are.
     *
     * @param trial everything but the commit
     * @throws GymException INVALID unless the month is over; CONFLICT if the books do not tie
     */
    public Outcome<Closing> close(YearMonth month, Gym gym, boolean trial) {
        if (!gym.isOver(month, clock)) {
            throw new GymException(
                    Kind.INVALID,
                    "%s is not over yet in %s".formatted(month, gym.zone()),
                    "books are closed when nothing more can happen in them");
        }
        LocalDate through = month.atEndOfMonth();
        return changes.tell("finance close", trial, change -> {
            Handle handle = change.handle();
            // Waits for postings under way, which share this row.
            LocalDate before = handle.createQuery("select books_closed_through from gym for update")
                    .mapTo(LocalDate.class)
                    .findOne()
                    .orElse(null);
            if (before != null && !before.isBefore(through)) {
                return new Closing(month, before, 0, gym.money(0));
            }
            Ties.check(handle);
            handle.execute("update gym set books_closed_through = ?", through);
            change.note("books_closed_through", before, through);
            return closed(handle, month, before, gym);
        });
    }

    private static Closing closed(Handle handle, YearMonth month, LocalDate before, Gym gym) {
        return handle.createQuery("""
                        select count(distinct e.id) as entries, coalesce(sum(t.amount), 0)::bigint as amount
                        from journal_entries e join transfers t on t.entry_id = e.id
                        where e.effective_on <= :through and coalesce(e.effective_on > :before::date, true)
                        """)
                .bind("through", month.atEndOfMonth())
                .bind("before", before)
                .map((row, context) -> new Closing(
                        month, month.atEndOfMonth(), row.getLong("entries"), gym.money(row.getLong("amount"))))
                .one();
    }
}
