package dev.gymctl.cli;

import dev.gymctl.core.csv.CsvSource;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a CSV file is read: for every command that imports one. */
public final class CsvOptions {
    @Option(
            names = "--encoding",
            paramLabel = "CHARSET",
            description = "The file's encoding when it is not UTF-8 or UTF-16 with a byte order mark: windows-1252.")
    private String encoding;

    @Option(
            names = "--map",
            paramLabel = "OURS=THEIRS",
            description = "The file's own name of one of our columns; may be repeated.")
    private final Map<String, String> columns = new LinkedHashMap<>();

    /** The file that an argument names, or the standard input for {@code -}, to be read as the options say. */
    public CsvSource source(String file, Console console) {
        return CsvSource.named(file, console.in()).encoding(encoding).mapped(columns);
    }
}
