package dev.gymctl.cli;

import dev.gymctl.cli.Columns.Column;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the JSON schema of what a verb prints with {@code -o json}, from the columns that print it. */
final class JsonSchema {
    private static final String DECIMAL = "^-?[0-9]+([.][0-9]+)?$";
    private static final String MONTH = "^[0-9]{4}-[0-9]{2}$";

    private JsonSchema() {}

    /**
     * Of a verb.
     *
     * @param description its first line
     */
    static String of(String command, String description, List<Printed> forms) {
        String form = forms.size() == 1
                ? of(forms.get(0))
                : forms.stream().map(one -> "{" + of(one) + "}").collect(Collectors.joining(", ", "\"anyOf\": [", "]"));
        return """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": %s,
                "description": %s,
                %s}
                """.formatted(text("gymctl " + command), text(description), form);
    }

    private static String of(Printed form) {
        return form.many()
                ? "\"type\": \"array\", \"items\": {%s}".formatted(object(form.columns()))
                : object(form.columns());
    }

    private static <T> String object(Columns<T> columns) {
        List<Column<T>> all = columns.inJson();
        return "\"type\": \"object\",\n\"required\": %s,\n\"properties\": {\n%s}"
                .formatted(
                        all.stream().map(column -> text(column.name())).collect(Collectors.joining(", ", "[", "]")),
                        all.stream()
                                .map(column -> text(column.name()) + ": {" + value(column) + "}")
                                .collect(Collectors.joining(",\n")));
    }

    private static String value(Column<?> column) {
        Class<?> type = column.type();
        if (column.nested() != null) {
            return "\"type\": \"array\", \"items\": {%s}".formatted(object(column.nested()));
        } else if (type == Long.class || type == Integer.class) {
            return orNull("integer");
        } else if (type == Boolean.class) {
            return orNull("boolean");
        } else if (type == Money.class || type == BigDecimal.class) {
            return orNull("string") + ", \"pattern\": " + text(DECIMAL);
        } else if (type == YearMonth.class) {
            return orNull("string") + ", \"pattern\": " + text(MONTH);
        } else if (type == LocalDate.class) {
            return orNull("string") + ", \"format\": \"date\"";
        } else if (type == Instant.class || type == OffsetDateTime.class) {
            return orNull("string") + ", \"format\": \"date-time\"";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> text(((Enum<?>) constant).name().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(", ", "\"enum\": [", ", null]"));
        } else if (List.class.isAssignableFrom(type)) {
            return orNull("array");
        } else if (Map.class.isAssignableFrom(type)) {
            return orNull("object");
        }
        // Of what is one thing or another, or has no form of its own, nothing is known but that it is no list.
        return type == Object.class || type.isInterface()
                ? "\"type\": [\"string\", \"integer\", \"boolean\", \"null\"]"
                : orNull("string");
    }

    private static String orNull(String type) {
        return "\"type\": [\"%s\", \"null\"]".formatted(type);
    }

    private static String text(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
