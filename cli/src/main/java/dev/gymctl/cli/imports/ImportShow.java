package dev.gymctl.cli.imports;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.importing.ImportedRow;
import dev.gymctl.core.importing.Undone;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl import show}. */
@Command(
        description = "Show an import and what of it can still be undone.",
        footer = {
            "",
            "With --rows: its first rows that are not undone, and why an undo would keep",
            "those that were edited or used since."
        })
public final class ImportShow implements Printing {
    private static final int ROWS = 50;

    private final App app;

    @Parameters(paramLabel = "IMPORT", description = "The import's id.")
    private long id;

    @Option(names = "--rows", description = "And its rows.")
    private boolean withRows;

    @Option(names = "--limit", paramLabel = "N", description = "How many rows at most; 50 unless given.")
    private int limit = ROWS;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ImportShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ImportColumns.one(List.of()));
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit %d is less than 1".formatted(limit), null);
        }
        Undone outlook = app.imports().outlook(id);
        List<ImportedRow> rows = withRows ? app.imports().rows(id, limit) : List.of();
        Output output = app.output(format);
        output.one(ImportColumns.one(rows), outlook);
        if (withRows && output.isForPeople()) {
            output.say("");
            output.list(ImportColumns.ROW, rows, "no rows are left of it");
        }
        return 0;
    }
}
