package dev.gymctl.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** {@code -o} and what goes with it: for every command that prints data. */
public final class OutputOptions {
    static final String FIELDS = "--fields";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print it: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = FIELDS,
            paramLabel = "NAME,NAME",
            description = "Only these fields, in this order; as JSON names them.")
    private String fields;

    @Option(names = "--no-header", description = "No names above the columns of a table or CSV.")
    private boolean noHeader;

    /** Whether a format was asked for. */
    public boolean isGiven() {
        return format != null;
    }

    Format format(Settings settings) {
        return format != null ? format : settings.format();
    }

    /** The fields that were asked for; none: all. */
    List<String> fields() {
        return fields == null ? List.of() : List.of(fields.split(",", -1));
    }

    boolean header() {
        return !noHeader;
    }

    /**
     * Refuses fields that a verb does not print, before it does anything.
     *
     * @param wanted as they were typed
     */
    static void check(String wanted, List<Printed> forms, Format format) {
        for (String name : wanted.split(",", -1)) {
            Columns.Column<?> column = forms.stream()
                    .flatMap(form -> form.columns().inJson().stream())
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (column == null) {
                throw forms.get(0).columns().unknown(name);
            } else if (!column.inText() && format != Format.JSON && format != Format.NDJSON) {
                throw new UsageException("only JSON has the field '%s'".formatted(name), "add -o json");
            }
        }
    }
}
