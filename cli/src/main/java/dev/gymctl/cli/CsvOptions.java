package dev.gymctl.cli;

import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.csv.CsvSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a CSV file is read: for every command that imports one, and for the profiles that say it once and for all. */
public final class CsvOptions {
    @Option(
            names = "--encoding",
            paramLabel = "CHARSET",
            description = "The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252.")
    private String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "What separates the fields when it is not seen: , ; | or tab.")
    private String delimiter;

    @Option(
            names = "--date-format",
            paramLabel = "[COLUMN=]FORMAT",
            description = "How days are written when the column does not tell: DD/MM/YYYY, D-MMM-YYYY, DD.MM.YY,"
                    + " YYYYMMDD; may be repeated.")
    private final List<String> dateFormats = new ArrayList<>();

    @Option(
            names = "--map",
            paramLabel = "OURS=THEIRS",
            description = "The file's own name of one of our columns; may be repeated.")
    private final Map<String, String> columns = new LinkedHashMap<>();

    /** The file that an argument names, or the standard input for {@code -}, to be read as the options say. */
    public CsvSource source(String file, Console console) {
        return CsvSource.named(file, console.in())
                .encoding(encoding)
                .delimiter(delimiter())
                .dateFormats(formats())
                .mapped(columns);
    }

    /**
     * A profile that says what the options say.
     *
     * @param values for a column of ours: the system's value, in any case, to ours
     */
    public CsvProfile profile(String name, Map<String, Map<String, String>> values, boolean severalLines) {
        return new CsvProfile(
                name,
                columns,
                values,
                formats(),
                encoding == null ? null : CsvSource.charset(encoding),
                delimiter(),
                severalLines,
                List.of());
    }

    private Map<String, String> formats() {
        Map<String, String> formats = new LinkedHashMap<>();
        for (String given : dateFormats) {
            int equals = given.indexOf('=');
            formats.put(equals < 0 ? CsvProfile.OTHERS : given.substring(0, equals), given.substring(equals + 1));
        }
        return formats;
    }

    private Character delimiter() {
        if (delimiter == null) {
            return null;
        }
        return switch (delimiter) {
            case ",", "comma" -> ',';
            case ";", "semicolon" -> ';';
            case "|", "bar" -> '|';
            case "\t", "\\t", "tab" -> '\t';
            default ->
                throw new UsageException(
                        "'%s' cannot separate the fields of a file".formatted(delimiter), "it is one of , ; | and tab");
        };
    }
}
