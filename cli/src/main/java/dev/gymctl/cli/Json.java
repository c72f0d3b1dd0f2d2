package dev.gymctl.cli;

import dev.gymctl.cli.Columns.Column;
import dev.gymctl.cli.Columns.Nested;
import dev.gymctl.core.csv.Shown;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON. Whole numbers are JSON numbers, everything exact that is not whole (money) a string; whatever a terminal
 * must not see is escaped, which JSON reads back as the same text.
 */
final class Json {
    private final StringBuilder out;
    private final Values values;

    Json(StringBuilder out, Values values) {
        this.out = out;
        this.values = values;
    }

    /**
     * Appends one object.
     *
     * @param between what separates the fields: a blank, or a line break for one field a line
     */
    <T> void object(Columns<T> columns, T thing, String between) {
        boolean lines = between.equals("\n");
        out.append(lines ? "{\n" : "{");
        String separator = lines ? "  " : "";
        for (Column<T> column : columns.inJson()) {
            out.append(separator);
            string(column.name());
            out.append(": ");
            value(column.of(thing));
            separator = lines ? ",\n  " : ", ";
        }
        out.append(lines ? "\n}" : "}");
    }

    private void value(Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Nested<?> nested) {
            nested(nested);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else {
            string(values.text(value));
        }
    }

    private void list(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            value(element);
            separator = ", ";
        }
        out.append(']');
    }

    private void map(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            string(values.text(entry.getKey()));
            out.append(": ");
            value(entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private <N> void nested(Nested<N> nested) {
        out.append('[');
        String separator = "";
        for (N thing : nested.things()) {
            out.append(separator);
            object(nested.columns(), thing, " ");
            separator = ", ";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (Shown.actsOnTerminal(c)) {
                SafeText.appendEscaped(out, c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
