package dev.gymctl.cli.rate;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl rate import}. */
@Command(
        description = "Add the pay rates of a CSV file.",
        footer = {
            "",
            "Columns: coach, class_title, per_class, per_hour, per_attendee, threshold,",
            "         minimum, maximum, valid_from, valid_to",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class RateImport implements Printing {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public RateImport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return ImportOptions.printed();
    }

    @Override
    public Integer call() {
        return options.run(
                file, "rates", app, source -> app.payRates().importFrom(source, app.gym(), options.isDryRun()));
    }
}
