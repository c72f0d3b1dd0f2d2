package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, texts, numbers as {@code Long}, booleans and null; as strict as what we write needs. */
final class JsonReader {
    private final String json;
    private int at;

    private JsonReader(String json) {
        this.json = json;
    }

    static Object read(String json) {
        JsonReader reader = new JsonReader(json);
        Object value = reader.value();
        reader.blanks();
        if (reader.at != json.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private Object value() {
        blanks();
        char c = json.charAt(at);
        if (c == '{') {
            return object();
        } else if (c == '[') {
            return array();
        } else if (c == '"') {
            return text();
        }
        int from = at;
        while (at < json.length() && "-0123456789abcdefghijklmnopqrstuvwxyz".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        String word = json.substring(from, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> Long.valueOf(word);
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        take('{');
        if (!takes('}')) {
            do {
                blanks();
                String name = text();
                take(':');
                object.put(name, value());
            } while (takes(','));
            take('}');
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        take('[');
        if (!takes(']')) {
            do {
                array.add(value());
            } while (takes(','));
            take(']');
        }
        return array;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        take('"');
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(at++);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(json.substring(at, at + 4), 16));
                at += 4;
            } else {
                text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            }
        }
        at++;
        return text.toString();
    }

    private void take(char c) {
        if (!takes(c)) {
            throw wrong(String.valueOf(c));
        }
    }

    private boolean takes(char c) {
        blanks();
        boolean there = at < json.length() && json.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }

    private AssertionError wrong(String expected) {
        return new AssertionError("expected " + expected + " at " + at + " of " + json);
    }
}
