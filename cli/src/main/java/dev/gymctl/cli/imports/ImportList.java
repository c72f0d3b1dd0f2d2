package dev.gymctl.cli.imports;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.importing.ImportKind;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl import list}. */
@Command(description = "List the imports that changed something, the newest first.")
public final class ImportList implements Printing {
    private static final int IMPORTS = 50;

    private final App app;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only files of: ${COMPLETION-CANDIDATES}.")
    private ImportKind kind;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 50 unless given.")
    private int limit = IMPORTS;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ImportList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ImportColumns.LIST);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit %d is less than 1".formatted(limit), null);
        }
        app.output(format)
                .list(
                        ImportColumns.LIST,
                        app.imports().list(Optional.ofNullable(kind), limit),
                        "no imports yet: gymctl member import FILE");
        return 0;
    }
}
