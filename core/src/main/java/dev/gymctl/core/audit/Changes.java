package dev.gymctl.core.audit;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The only way to change anything: one transaction, with its audit row as the last thing before the commit. */
public final class Changes {
    private final Supplier<Jdbi> jdbi;
    private final Operator operator;

    public Changes(Jdbi jdbi, Operator operator) {
        this(() -> jdbi, operator);
    }

    /** The same, with a database that is asked for when there is something to change. */
    public Changes(Supplier<Jdbi> jdbi, Operator operator) {
        this.jdbi = jdbi;
        this.operator = operator;
    }

    /**
     * Makes one change. If it notes nothing, it changed nothing and leaves no audit row.
     *
     * @param action what is done, as on the command line: {@code class enroll}
     * @param work throws to undo it all
     */
    public <T> T make(String action, Function<Change, T> work) {
        return make(action, false, work);
    }

    /** Makes a change, or only tries it: a trial does everything and then takes it all back. */
    public <T> T make(String action, boolean trial, Function<Change, T> work) {
        return tell(action, trial, work).now();
    }

    /** The same, and tells whether anything was changed, or would be. */
    public <T> Outcome<T> tell(String action, boolean trial, Function<Change, T> work) {
        return jdbi.get().inTransaction(handle -> {
            Change change = new Change(handle, operator);
            T now = work.apply(change);
            boolean changed = !change.notes().isEmpty();
            if (trial) {
                handle.rollback();
            } else if (changed) {
                append(handle, action, change);
            }
            return new Outcome<>(now, changed);
        });
    }

    private void append(Handle handle, String action, Change change) {
        handle.createQuery("select audit_append(:operatorId, :operator, :action, jsonb_object(:keys, :values))")
                .registerArrayType(String.class, "text")
                .bind("operatorId", operator.userId())
                .bind("operator", operator.name())
                .bind("action", action)
                .bindArray("keys", String.class, change.notes().keySet().toArray())
                .bindArray("values", String.class, change.notes().values().toArray())
                .mapTo(long.class)
                .one();
    }
}
