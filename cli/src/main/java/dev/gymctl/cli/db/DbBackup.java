package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.backup.Backup;
import dev.gymctl.core.backup.Backups;
import dev.gymctl.core.backup.Way;
import dev.gymctl.core.file.WholeFile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl db backup}. */
@Command(
        description = {
            "Write everything the database holds into one file.",
            "Others may go on working; the file is of one moment."
        },
        footer = {
            "",
            "The file is whole or not there, and for you alone: it holds people's data.",
            "gymctl db restore FILE brings it back into an empty database."
        })
public final class DbBackup implements Printing {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The file to be made; - is the standard output.")
    private String file;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Option(
            names = "--way",
            paramLabel = "WAY",
            description = {
                "${COMPLETION-CANDIDATES}. pg_dump unless given, where it",
                "is on the PATH and as new as the server."
            })
    private Way way;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbBackup(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(BackupColumns.ALL);
    }

    @Override
    public Integer call() {
        Backups backups = app.backups();
        if (file.equals("-")) {
            if (app.console().outIsTerminal()) {
                throw new UsageException("a backup is nothing for a terminal", "name a file, or redirect the output");
            }
            Backup backup = backups.write(
                    "stdout", app.console().stream(), way, app.console().progress());
            app.record(backup);
            app.console().remark(line(backup));
            return 0;
        }
        Backup backup =
                backups.write(WholeFile.named(file), force, way, app.console().progress());
        app.record(backup);
        app.output(format).done(line(backup), BackupColumns.ALL, backup);
        return 0;
    }

    private static String line(Backup backup) {
        return "backed up %s to %s (%d bytes), by %s"
                .formatted(
                        BackupColumns.size(backup),
                        backup.file(),
                        backup.bytes(),
                        backup.way() == Way.COPY ? "COPY" : "pg_dump");
    }
}
