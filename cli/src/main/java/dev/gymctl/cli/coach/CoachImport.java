package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.core.importing.ImportCounts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl coach import}. */
@Command(
        description = {"Add the coaches of a CSV file, or bring them up to date.", "They are known by their e-mail."},
        footer = {
            "",
            "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active",
            "",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class CoachImport implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public CoachImport(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        ImportCounts counts = app.coaches().importFrom(options.source(file, app), app.gym(), options.isDryRun());
        options.report(counts, "coaches", app);
        return 0;
    }
}
