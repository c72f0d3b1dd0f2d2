package dev.gymctl.cli.version;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl version}: this program's version and the Java it runs on. */
@Command(description = "Show the version of this program and of Java.")
public final class Version implements Printing {
    private static final Columns<ProgramVersion> COLUMNS =
            Columns.<ProgramVersion>of().add("program", ProgramVersion::program).add("java", ProgramVersion::java);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Version(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        app.output(format).one(COLUMNS, ProgramVersion.current());
        return 0;
    }
}
