package dev.gymctl.cli;

import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.RejectsFile;
import dev.gymctl.core.importing.ImportCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every import has: the way the file is read, what becomes of bad rows, {@code --dry-run}, and the report. */
public final class ImportOptions {
    private static final int SOME_REJECTED = 6;

    private static final Columns<ImportCounts> COLUMNS = Columns.<ImportCounts>of()
            .add("file", ImportCounts::file)
            .add("format", ImportCounts::format)
            .add("added", ImportCounts::added)
            .add("changed", ImportCounts::changed)
            .add("same", ImportCounts::same)
            .add("merged", ImportCounts::merged)
            .add("skipped", ImportCounts::skipped)
            .add("rejected", ImportCounts::rejected)
            .detail("profile", ImportCounts::profile)
            .jsonOnly("left_alone", ImportCounts::leftAlone);

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Option(names = "--skip-invalid", description = "Take the other rows when some cannot be taken; see --rejects.")
    private boolean skipInvalid;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rows that cannot be taken go, with line and reason, to be mended and imported.")
    private String rejects;

    @Option(names = "--force", description = "Overwrite the file of rejected rows.")
    private boolean force;

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    /** The form of what is printed. */
    public static List<Printed> printed() {
        return Printed.one(COLUMNS.add("import_id", ImportCounts::id));
    }

    public boolean isDryRun() {
        return dryRun.isDryRun();
    }

    public Output output(App app) {
        return app.output(format);
    }

    /**
     * Imports a file and says what came of its rows.
     *
     * @param work imports from the file as the options say it is to be read
     * @return the exit code
     */
    public int run(String file, String things, App app, Function<CsvSource, ImportCounts> work) {
        if (skipInvalid != (rejects != null)) {
            throw new UsageException(
                    skipInvalid
                            ? "--skip-invalid needs to know where to put bad rows"
                            : "--rejects is for --skip-invalid",
                    skipInvalid ? "add --rejects FILE" : "add --skip-invalid");
        }
        requireAnotherFile(file);
        CsvSource source =
                csv.source(file, app.console()).reporting(app.console().progress());
        if (!skipInvalid) {
            report(work.apply(source), things, app);
            return 0;
        }
        try (RejectsFile bad = RejectsFile.at(rejects, force)) {
            ImportCounts counts = work.apply(source.skippingInvalid(bad));
            if (!isDryRun()) {
                bad.keep();
            }
            report(counts, things, app);
            return counts.rejected() > 0 ? SOME_REJECTED : 0;
        }
    }

    /** The rejected rows are to be mended and imported: by then what was read must be there still. */
    private void requireAnotherFile(String file) {
        if (rejects == null) {
            return;
        } else if (rejects.equals("-")) {
            throw new UsageException("--rejects needs a file, and - is none", "--rejects FILE");
        }
        try {
            if (Files.isSameFile(Path.of(rejects), Path.of(file))) {
                throw new UsageException(
                        "--rejects %s is the file that is read".formatted(rejects), "name another file");
            }
        } catch (IOException | InvalidPathException e) {
            return; // one of them is not there, which is told when it is opened
        }
    }

    private void report(ImportCounts counts, String things, App app) {
        Long id = isDryRun() ? null : counts.id();
        output(app).done(line(counts, things), COLUMNS.add("import_id", imported -> id), counts);
        if (output(app).isForPeople()) {
            String profile = counts.profile() == null ? "" : ", by the profile " + counts.profile();
            app.console().remark("read as " + counts.format() + profile);
            if (!counts.leftAlone().isEmpty()) {
                app.console().remark("left alone: " + String.join(", ", counts.leftAlone()));
            }
            if (id != null) {
                app.console().remark("gymctl import undo %d takes it back".formatted(id));
            }
        }
        if (counts.problems() != null) {
            counts.problems().lines().forEach(app.console()::remark);
        }
    }

    private String line(ImportCounts counts, String things) {
        String start = counts.file() + ": ";
        String rest = rest(counts);
        if (isDryRun()) {
            return start
                    + "would add %d, change %d and leave %d %s as they are%s; nothing was changed"
                            .formatted(counts.added(), counts.changed(), counts.same(), things, rest);
        }
        if (counts.added() + counts.changed() == 0 && rest.isEmpty()) {
            return start + "nothing changed, all %d %s are there already".formatted(counts.same(), things);
        }
        return start
                + "%d %s added, %d changed, %d the same%s"
                        .formatted(counts.added(), things, counts.changed(), counts.same(), rest);
    }

    private String rest(ImportCounts counts) {
        StringBuilder rest = new StringBuilder();
        if (counts.merged() > 0) {
            rest.append(", %d further lines of the same people".formatted(counts.merged()));
        }
        if (counts.skipped() > 0) {
            rest.append(", %d left out".formatted(counts.skipped()));
        }
        if (counts.rejected() > 0) {
            rest.append(", %d rejected".formatted(counts.rejected()));
            if (!isDryRun()) {
                rest.append(" (they are in %s)".formatted(rejects));
            }
        }
        return rest.toString();
    }
}
