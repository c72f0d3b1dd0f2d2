package dev.gymctl.cli.db;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.backup.Backup;
import dev.gymctl.core.backup.Restore;
import dev.gymctl.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl db restore}. */
@Command(
        description = {
            "Bring a backup back into an empty database.",
            "All of it, verified, or nothing; a database with anything in it is refused."
        },
        footer = {"", "--url embedded:gymctl_restored is a database beside the gym's own, made if it", "is not there."})
public final class DbRestore implements Printing {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "What gymctl db backup made; - is the standard input.")
    private String file;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public DbRestore(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(BackupColumns.ALL);
    }

    @Override
    public Integer call() {
        if (!file.equals("-")) {
            return restore(WholeFile.named(file), file);
        }
        try {
            Path spooled = Files.createTempFile("gymctl", ".backup"); // for the user alone
            try {
                Files.copy(app.console().in(), spooled, StandardCopyOption.REPLACE_EXISTING);
                return restore(spooled, "stdin");
            } finally {
                Files.deleteIfExists(spooled);
            }
        } catch (IOException e) {
            throw new GymException(Kind.INVALID, "cannot read the standard input: " + e.getMessage(), null, e);
        }
    }

    private int restore(Path path, String name) {
        try (Restore restore = app.restore(path, name)) {
            restore.check();
            Backup backup = restore.backup();
            String what = "%s of %s".formatted(BackupColumns.size(backup), backup.madeAt());
            String where = app.database().address().display();
            if (dryRun.isDryRun()) {
                app.output(format)
                        .done(
                                "would restore %s into %s; nothing was changed".formatted(what, where),
                                BackupColumns.ALL,
                                backup);
                return 0;
            }
            confirmation.confirm(app.console(), "restore %s into %s?".formatted(what, where));
            restore.run(app.console().progress());
            app.output(format).done("restored %s into %s".formatted(what, where), BackupColumns.ALL, backup);
            app.console().remark("passwords are as they were; sessions, service tokens and one-time codes are revoked");
            return 0;
        }
    }
}
