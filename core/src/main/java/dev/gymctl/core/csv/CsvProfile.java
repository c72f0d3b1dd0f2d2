package dev.gymctl.core.csv;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * How the CSV of one system is read. Columns that it does not name are left alone, and named to the person.
 *
 * @param name for example {@code glofox}
 * @param columns the import's column to the system's header; one claim per header
 * @param values for a column of ours: the system's value, in any case, to ours
 * @param dateFormats how days are written, column by column of ours; {@code *} for those not named; what is missing is
 *     inferred
 * @param encoding when it is not UTF-8 or UTF-16 with a byte order mark, or null
 * @param delimiter or null to see it
 * @param severalLines whether a person may have several rows, which then are one when they agree
 * @param recognizedBy the headers that together are this system's and nobody else's; empty when it is only used by name
 */
public record CsvProfile(
        String name,
        Map<String, String> columns,
        Map<String, Map<String, String>> values,
        Map<String, String> dateFormats,
        Charset encoding,
        Character delimiter,
        boolean severalLines,
        List<String> recognizedBy) {

    /** Every date format of columns that {@link #dateFormats} does not name. */
    public static final String OTHERS = "*";

    /** Keeps its own copies. */
    public CsvProfile {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
        dateFormats = Map.copyOf(dateFormats);
        dateFormats.values().forEach(DateFormat::of);
        recognizedBy = List.copyOf(recognizedBy);
    }
}
