package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl class import}. */
@Command(
        description = {"Add the classes of a CSV file, or bring them up to date.", "They are known by their class_ref."
        },
        footer = {
            "",
            "Columns: class_ref, class_title, coach (e-mail), starts_at, duration_minutes,",
            "         capacity, place, status",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class ClassImport implements Printing {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Option(names = "--allow-overlap", description = "Let coaches teach several of them at the same time.")
    private boolean allowOverlap;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public ClassImport(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return ImportOptions.printed();
    }

    @Override
    public Integer call() {
        return options.run(
                file,
                "classes",
                app,
                source -> app.classes().importFrom(source, app.gym(), allowOverlap, options.isDryRun()));
    }
}
