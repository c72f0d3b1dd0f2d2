package dev.gymctl.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.batch.core.repository.ExecutionContextSerializer;

/**
 * An execution context as text that a person can read in the database: strings and longs, and the framework's own
 * booleans, as {@code name=type:value} pairs. Nothing else can get in, and no class is loaded on the way out.
 */
final class ExecutionContextText implements ExecutionContextSerializer {

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(context)
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(type(name, value))
                        .append(':')
                        .append(encoded(value.toString())));
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        Map<String, Object> context = new HashMap<>();
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (!text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String value = decoded(pair.substring(equals + 3));
                context.put(
                        decoded(pair.substring(0, equals)),
                        switch (pair.charAt(equals + 1)) {
                            case 's' -> value;
                            case 'l' -> Long.valueOf(value);
                            case 'b' -> Boolean.valueOf(value);
                            default -> throw new IOException("not an execution context: " + pair);
                        });
            }
        }
        return context;
    }

    private static char type(String name, Object value) {
        if (value instanceof String) {
            return 's';
        }
        if (value instanceof Long) {
            return 'l';
        }
        if (value instanceof Boolean) {
            return 'b';
        }
        throw new IllegalArgumentException("an execution context holds only strings and longs, but " + name + " is a "
                + value.getClass().getName());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
