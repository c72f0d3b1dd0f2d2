package dev.gymctl.core.audit;

import dev.gymctl.core.db.PlainJdbc;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One transaction that changes something, and what the audit log will say about it. */
public final class Change {
    private final Connection connection;
    private final Operator operator;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Handle handle;

    Change(Connection connection, Operator operator) {
        this.connection = connection;
        this.operator = operator;
    }

    Change(Handle handle, Operator operator) {
        this(handle.getConnection(), operator);
        this.handle = handle;
    }

    /** The transaction's connection. */
    public Handle handle() {
        if (handle == null) {
            handle = Jdbi.open(connection);
        }
        return handle;
    }

    /** The same by plain JDBC. */
    public PlainJdbc plain() {
        return new PlainJdbc(connection);
    }

    Connection connection() {
        return connection;
    }

    /** On whose authority it is made. */
    public Operator operator() {
        return operator;
    }

    /** Records a fact of this change, such as what it was made to. A change without any note changed nothing. */
    public void note(String key, Object value) {
        notes.put(key, String.valueOf(value));
    }

    /** Records a value before and after, if they differ. Never a password. */
    public void note(String key, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            notes.put(key + "_before", Objects.toString(before, ""));
            notes.put(key, Objects.toString(after, ""));
        }
    }

    Map<String, String> notes() {
        return notes;
    }
}
