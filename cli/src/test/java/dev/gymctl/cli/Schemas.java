package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The schemas that the distribution has, and whether an output is by its own: every transcript asks. */
final class Schemas {
    private static final Map<String, Object> ALL = new LinkedHashMap<>();

    static {
        try (App app = TestApps.plain()) {
            new Distribution(app).schemas().forEach((command, schema) -> ALL.put(command, JsonReader.read(schema)));
        }
    }

    private Schemas() {}

    static Map<String, Object> all() {
        return ALL;
    }

    /** Holds what a successful command printed against its schema, if it was asked for JSON and all of its fields. */
    static void check(List<String> args, String out) {
        boolean lines = isAskedFor("ndjson", args);
        if ((!lines && !isAskedFor("json", args))
                || out.isEmpty()
                || args.stream().anyMatch(word -> word.startsWith("--fields"))) {
            return;
        }
        String command = Words.of(args).command();
        Object schema = ALL.get(command.replace(' ', '-'));
        if (schema == null) {
            assertThat(command).as("prints data and has no schema").isIn("completion", "reconcile review", "");
            return;
        }
        for (String json : lines ? out.lines().toList() : List.of(out)) {
            Optional<String> wrong = wrong(JsonReader.read(json), map(schema), lines);
            assertThat(wrong).as(command + " printed " + json).isEmpty();
        }
    }

    private static boolean isAskedFor(String format, List<String> args) {
        return args.contains("--output=" + format)
                || args.contains("-o" + format)
                || (args.indexOf(format) > 0 && List.of("-o", "--output").contains(args.get(args.indexOf(format) - 1)));
    }

    /** What is wrong with a value; empty when it is as the schema says, or one of a list's when only that is there. */
    static Optional<String> wrong(Object value, Map<?, ?> schema, boolean oneOfList) {
        if (schema.get("anyOf") instanceof List<?> several) {
            List<Optional<String>> each = several.stream()
                    .map(one -> wrong(value, map(one), oneOfList))
                    .toList();
            return each.contains(Optional.<String>empty()) ? Optional.empty() : each.get(0);
        }
        if (oneOfList && "array".equals(schema.get("type"))) {
            return wrong(value, map(schema.get("items")));
        }
        return wrong(value, schema);
    }

    private static Optional<String> wrong(Object value, Map<?, ?> schema) {
        if (schema.get("enum") instanceof List<?> constants) {
            return constants.contains(value) ? Optional.empty() : Optional.of(value + " is none of " + constants);
        }
        Object types = schema.get("type");
        String type = type(value);
        if (!(types instanceof List<?> several ? several.contains(type) : type.equals(types))) {
            return Optional.of(value + " is " + type + " and not " + types);
        }
        if (value instanceof String text) {
            return wrong(text, schema);
        } else if (value instanceof List<?> list && schema.containsKey("items")) {
            return list.stream()
                    .map(one -> wrong(one, map(schema.get("items"))))
                    .flatMap(Optional::stream)
                    .findFirst();
        } else if (value instanceof Map<?, ?> object && schema.containsKey("properties")) {
            Map<?, ?> properties = map(schema.get("properties"));
            if (!object.keySet().equals(properties.keySet())
                    || !List.copyOf(object.keySet()).equals(schema.get("required"))) {
                return Optional.of(object.keySet() + " is not " + schema.get("required"));
            }
            return object.entrySet().stream()
                    .map(field -> wrong(field.getValue(), map(properties.get(field.getKey())))
                            .map(why -> field.getKey() + ": " + why))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(String text, Map<?, ?> schema) {
        try {
            if (schema.get("pattern") instanceof String pattern
                    && !Pattern.compile(pattern).matcher(text).find()) {
                return Optional.of(text + " is not like " + pattern);
            } else if ("date".equals(schema.get("format"))) {
                LocalDate.parse(text);
            } else if ("date-time".equals(schema.get("format"))) {
                OffsetDateTime.parse(text);
            }
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(text + " is no " + schema.get("format"));
        }
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof Long) {
            return "integer";
        } else if (value instanceof String) {
            return "string";
        }
        return value instanceof List<?> ? "array" : "object";
    }

    static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
