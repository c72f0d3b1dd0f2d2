package dev.gymctl.cli;

import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.importing.ImportCounts;
import picocli.CommandLine.Mixin;

/** What every import has: the way the file is read, {@code --dry-run}, and the report at the end. */
public final class ImportOptions {
    private static final Columns<ImportCounts> COLUMNS = Columns.<ImportCounts>of()
            .add("file", ImportCounts::file)
            .add("format", ImportCounts::format)
            .add("added", ImportCounts::added)
            .add("changed", ImportCounts::changed)
            .add("same", ImportCounts::same);

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    /** The file as the options say it is to be read. */
    public CsvSource source(String file, App app) {
        return csv.source(file, app.console());
    }

    public boolean isDryRun() {
        return dryRun.isDryRun();
    }

    public Output output(App app) {
        return app.output(format);
    }

    /** Says what came of the rows. */
    public void report(ImportCounts counts, String things, App app) {
        output(app).done(line(counts, things), COLUMNS, counts);
        if (output(app).isForPeople()) {
            app.console().remark("read as " + counts.format());
        }
    }

    private String line(ImportCounts counts, String things) {
        String start = counts.file() + ": ";
        if (isDryRun()) {
            return start
                    + "would add %d, change %d and leave %d %s as they are; nothing was changed"
                            .formatted(counts.added(), counts.changed(), counts.same(), things);
        }
        if (counts.added() + counts.changed() == 0) {
            return start + "nothing changed, all %d %s are there already".formatted(counts.same(), things);
        }
        return start
                + "%d %s added, %d changed, %d the same"
                        .formatted(counts.added(), things, counts.changed(), counts.same());
    }
}
