package dev.gymctl.core.csv;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which field of a row holds which column, and what separates the fields: both read off the header line.
 *
 * @param delimiter what separates the fields
 * @param names the columns' names, field by field
 */
record Header(char delimiter, List<String> names) {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /**
     * Reads a header line.
     *
     * @return null when it cannot be told what separates the fields; the rejections then say so
     */
    static Header read(
            String line, long number, List<Column> columns, Map<String, String> mapping, Rejections rejections) {
        Map<String, String> claims = claims(number, columns, mapping, rejections);
        Header header = split(line, number, columns, claims, rejections);
        if (header == null) {
            return null;
        }
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < header.names.size(); i++) {
            String theirs = header.names.get(i);
            String ours = claims.get(key(theirs));
            if (theirs.isBlank()) {
                rejections.add(number, null, null, "column " + (i + 1) + " has no name");
            } else if (ours == null) {
                rejections.add(number, null, theirs, "is not a column of this import");
                rejections.hint(known(columns));
            } else if (!found.add(ours)) {
                rejections.add(number, ours, theirs, "is there twice");
            }
        }
        for (Column column : columns) {
            if (column.required() && !found.contains(column.name())) {
                rejections.add(
                        number, column.name(), mapping.get(column.name()), "is missing, but this import needs it");
                rejections.hint(known(columns));
            }
        }
        return new Header(
                header.delimiter,
                header.names.stream().map(name -> claims.get(key(name))).toList());
    }

    /** From a header as written to the column that it is; one claim per column and one column per claim. */
    private static Map<String, String> claims(
            long number, List<Column> columns, Map<String, String> mapping, Rejections rejections) {
        Map<String, String> claims = new HashMap<>();
        for (Column column : columns) {
            String theirs = mapping.get(column.name());
            if (theirs != null) {
                String other = claims.put(key(theirs), column.name());
                if (other != null && mapping.containsKey(other)) {
                    rejections.add(number, column.name(), theirs, "is mapped to " + other + " too");
                }
            }
        }
        for (Column column : columns) {
            if (!mapping.containsKey(column.name())) {
                claims.putIfAbsent(key(column.name()), column.name());
                column.aliases().forEach(alias -> claims.putIfAbsent(key(alias), column.name()));
            }
        }
        for (String ours : mapping.keySet()) {
            if (columns.stream().noneMatch(column -> column.name().equals(ours))) {
                rejections.add(number, null, ours, "is mapped, but is not a column of this import");
                rejections.hint(known(columns));
            }
        }
        return claims;
    }

    /** Splits the line at the delimiter that makes the most known columns of it. */
    private static Header split(
            String line, long number, List<Column> columns, Map<String, String> claims, Rejections rejections) {
        Header best = null;
        long most = 0;
        boolean doubtful = false;
        String malformed = null;
        for (char delimiter : DELIMITERS) {
            ExactParser parser = new ExactParser(delimiter);
            try {
                List<String> names = List.of(parser.parseLineMulti(line));
                long known = names.stream()
                        .filter(name -> claims.containsKey(key(name)))
                        .count();
                if (parser.isPending()) {
                    malformed = "a quote is opened but not closed in the header line";
                } else if (known > most) {
                    best = new Header(delimiter, names);
                    most = known;
                    doubtful = false;
                } else if (best != null && known == most && !names.equals(best.names)) {
                    doubtful = true;
                }
            } catch (IOException e) {
                malformed = e.getMessage() + " in the header line";
            }
        }
        if (best != null && !doubtful) {
            return best;
        }
        String content = line.strip();
        if (doubtful) {
            rejections.add(number, null, content, "it is not clear what separates the columns");
            rejections.hint("separate them by commas");
        } else if (malformed != null) {
            rejections.add(number, null, content, malformed);
        } else {
            rejections.add(number, null, content, "the header is missing: no known column in the first line");
            rejections.hint(known(columns));
        }
        return null;
    }

    private static String known(List<Column> columns) {
        return "the columns are " + names(columns) + "; use --map ours=theirs for one under another header";
    }

    /** The columns' names for a message. */
    static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String key(String name) {
        return CsvRow.clean(name).toLowerCase(Locale.ROOT);
    }
}
