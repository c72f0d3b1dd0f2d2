package dev.gymctl.cli.coach;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl coach import}. */
@Command(
        description = {"Add the coaches of a CSV file, or bring them up to date.", "They are known by their e-mail."},
        footer = {
            "",
            "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active,",
            "         contact_email, phone, emergency_contact_name, emergency_contact_phone",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class CoachImport implements Printing {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public CoachImport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return ImportOptions.printed();
    }

    @Override
    public Integer call() {
        return options.run(
                file, "coaches", app, source -> app.coaches().importFrom(source, app.gym(), options.isDryRun()));
    }
}
