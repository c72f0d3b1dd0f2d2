package dev.gymctl.core.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** One transaction that changes something, and what the audit log will say about it. */
public final class Change {
    private final Handle handle;
    private final Operator operator;
    private final Map<String, String> notes = new LinkedHashMap<>();

    Change(Handle handle, Operator operator) {
        this.handle = handle;
        this.operator = operator;
    }

    /** The transaction's connection. */
    public Handle handle() {
        return handle;
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
