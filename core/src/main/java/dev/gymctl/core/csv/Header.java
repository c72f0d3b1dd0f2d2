package dev.gymctl.core.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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
 * @param names the columns' names, field by field; null for one that is left alone
 * @param theirs the headers as they stand in the file
 * @param profile whose header it is, or null
 */
record Header(char delimiter, List<String> names, List<String> theirs, CsvProfile profile) {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    /**
     * Reads a header line.
     *
     * @return null when it cannot be told what separates the fields; the rejections then say so
     */
    static Header read(String line, long number, List<Column> columns, CsvSource source, Rejections rejections) {
        CsvProfile profile = source.profile();
        if (profile == null && source.mapping().isEmpty()) {
            profile = recognized(line, source);
        }
        Map<String, String> mapping = new HashMap<>(profile == null ? Map.of() : profile.columns());
        mapping.putAll(source.mapping());
        Map<String, String> claims = claims(number, columns, mapping, rejections);
        List<Character> delimiters = source.delimiter() != null
                ? List.of(source.delimiter())
                : profile != null && profile.delimiter() != null ? List.of(profile.delimiter()) : DELIMITERS;
        Split split = split(line, number, columns, delimiters, claims, rejections);
        if (split == null) {
            return null;
        }
        boolean rejectsFile = split.isRejectsFile(claims);
        Set<String> found = new LinkedHashSet<>();
        for (int i = rejectsFile ? RejectsFile.COLUMNS.size() : 0; i < split.names.size(); i++) {
            String theirs = split.names.get(i);
            String ours = claims.get(key(theirs));
            if (ours != null) {
                if (!found.add(ours)) {
                    rejections.add(number, ours, theirs, "is there twice");
                }
            } else if (profile == null && theirs.isBlank()) {
                rejections.add(number, null, null, "column " + (i + 1) + " has no name");
            } else if (profile == null) {
                rejections.add(number, null, theirs, "is not a column of this import");
                rejections.hint(known(columns));
            }
        }
        for (Column column : columns) {
            if (column.required() && !found.contains(column.name()) && !found.contains(column.instead())) {
                rejections.add(
                        number, column.name(), mapping.get(column.name()), "is missing, but this import needs it");
                rejections.hint(known(columns));
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < split.names.size(); i++) {
            boolean ofRejectsFile = rejectsFile && i < RejectsFile.COLUMNS.size();
            names.add(ofRejectsFile ? null : claims.get(key(split.names.get(i))));
        }
        return new Header(split.delimiter, names, split.names, profile);
    }

    /** The fields of a file without header, as its profile numbers them from 1; there may be more. */
    static Header numbered(CsvProfile profile) {
        Map<Integer, String> columns = new HashMap<>();
        profile.columns().forEach((ours, number) -> columns.put(Integer.valueOf(number), ours));
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= Collections.max(columns.keySet()); i++) {
            names.add(columns.get(i));
        }
        return new Header(profile.delimiter(), names, List.of(), profile);
    }

    /** The headers that are left alone, as they stand in the file. */
    List<String> leftAlone() {
        List<String> left = new ArrayList<>();
        for (int i = isRejectsFile() ? RejectsFile.COLUMNS.size() : 0; i < names.size(); i++) {
            if (names.get(i) == null) {
                left.add(CsvRow.clean(theirs.get(i)));
            }
        }
        return left;
    }

    /** The columns of the file, without those that a file of rejected rows has before them. */
    List<String> own() {
        return theirs.subList(ownFrom(), theirs.size());
    }

    /** Where the file's own fields begin in a row. */
    int ownFrom() {
        return isRejectsFile() ? RejectsFile.COLUMNS.size() : 0;
    }

    private boolean isRejectsFile() {
        return new Split(delimiter, theirs).isRejectsFile(Map.of()) && names.get(0) == null && names.get(1) == null;
    }

    /** A header line cut into names. */
    private record Split(char delimiter, List<String> names) {
        boolean isRejectsFile(Map<String, String> claims) {
            return names.size() > RejectsFile.COLUMNS.size()
                    && names.subList(0, RejectsFile.COLUMNS.size()).equals(RejectsFile.COLUMNS)
                    && RejectsFile.COLUMNS.stream().noneMatch(claims::containsKey);
        }
    }

    /** The one system that has all its headers there; null when none has or several have. */
    private static CsvProfile recognized(String line, CsvSource source) {
        List<Character> delimiters = source.delimiter() == null ? DELIMITERS : List.of(source.delimiter());
        Set<CsvProfile> found = new LinkedHashSet<>();
        for (char delimiter : delimiters) {
            try {
                ExactParser parser = new ExactParser(delimiter);
                Set<String> keys = new LinkedHashSet<>();
                for (String name : parser.parseLineMulti(line)) {
                    keys.add(key(name));
                }
                for (CsvProfile profile : source.recognizable()) {
                    if (!profile.recognizedBy().isEmpty()
                            && profile.recognizedBy().stream().map(Header::key).allMatch(keys::contains)) {
                        found.add(profile);
                    }
                }
            } catch (IOException e) {
                // It is said when the header is read.
            }
        }
        return found.size() == 1 ? found.iterator().next() : null;
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
    private static Split split(
            String line,
            long number,
            List<Column> columns,
            List<Character> delimiters,
            Map<String, String> claims,
            Rejections rejections) {
        Split best = null;
        long most = 0;
        boolean doubtful = false;
        String malformed = null;
        for (char delimiter : delimiters) {
            ExactParser parser = new ExactParser(delimiter);
            try {
                List<String> names = List.of(parser.parseLineMulti(line));
                long known = names.stream()
                        .filter(name -> claims.containsKey(key(name)))
                        .count();
                if (parser.isPending()) {
                    malformed = "a quote is opened but not closed in the header line";
                } else if (known > most) {
                    best = new Split(delimiter, names);
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
        StringBuilder key = new StringBuilder(name.length());
        CsvRow.clean(name).chars().filter(c -> !CsvRow.isBlank((char) c)).forEach(c -> key.append((char) c));
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
