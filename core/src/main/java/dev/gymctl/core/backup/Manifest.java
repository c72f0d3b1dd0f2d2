package dev.gymctl.core.backup;

import java.io.IOException;
import java.io.StringReader;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup holds, as lines {@code key=value} in the backup itself.
 *
 * @param migrations the checksum of each, by version
 * @param sequences the next value of each
 * @param tables by name, with their schema
 * @param dump the digest of pg_dump's file; null when the rows went by COPY
 */
record Manifest(
        Way way,
        OffsetDateTime madeAt,
        String program,
        String postgres,
        SortedMap<Integer, String> migrations,
        SortedMap<String, Long> sequences,
        SortedMap<String, Rows> tables,
        String dump) {

    /** Of this layout; a newer one is refused. */
    static final int FORMAT = 1;

    /**
     * A table's rows.
     *
     * @param sha256 of them in COPY's text format, in the order of the primary key
     */
    record Rows(String columns, long count, String sha256) {}

    int schemaVersion() {
        return migrations.lastKey();
    }

    long rows() {
        return tables.values().stream().mapToLong(Rows::count).sum();
    }

    String text() {
        StringBuilder text = new StringBuilder("# A backup of a gym, made by gymctl; gymctl db restore reads it.\n");
        line(text, "format", FORMAT);
        line(text, "way", way);
        line(text, "made_at", madeAt);
        line(text, "program", program);
        line(text, "postgres", postgres);
        if (dump != null) {
            line(text, "dump", dump);
        }
        migrations.forEach((version, checksum) -> line(text, "migration." + version, checksum));
        sequences.forEach((name, next) -> line(text, "sequence." + name, next));
        tables.forEach(
                (name, rows) -> line(text, "table." + name, rows.count() + " " + rows.sha256() + " " + rows.columns()));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /**
     * Reads it again.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Manifest parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        SortedMap<Integer, String> migrations = new TreeMap<>();
        below("migration.", lines).forEach((version, checksum) -> migrations.put(Integer.valueOf(version), checksum));
        SortedMap<String, Long> sequences = new TreeMap<>();
        below("sequence.", lines).forEach((name, next) -> sequences.put(name, Long.valueOf(next)));
        SortedMap<String, Rows> tables = new TreeMap<>();
        below("table.", lines).forEach((name, value) -> {
            String[] parts = value.split(" ", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException(name);
            }
            tables.put(name, new Rows(parts[2], Long.parseLong(parts[0]), parts[1]));
        });
        if (migrations.isEmpty()) {
            throw new IllegalArgumentException("no migrations");
        }
        return new Manifest(
                given("way", lines).equals(Way.PG_DUMP.toString()) ? Way.PG_DUMP : Way.COPY,
                OffsetDateTime.parse(given("made_at", lines)),
                given("program", lines),
                given("postgres", lines),
                migrations,
                sequences,
                tables,
                lines.getProperty("dump"));
    }

    /** The layout's number, which a manifest of any layout has. */
    static int format(String text) {
        return text.lines()
                .filter(line -> line.matches("format=\\d{1,9}"))
                .findFirst()
                .map(line -> Integer.parseInt(line.substring("format=".length())))
                .orElse(0);
    }

    private static Map<String, String> below(String prefix, Properties lines) {
        Map<String, String> found = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), lines.getProperty(key));
            }
        }
        return found;
    }

    private static String given(String key, Properties lines) {
        String value = lines.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
