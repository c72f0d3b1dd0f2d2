package dev.gymctl.cli.imports;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.importing.ImportedRow;
import dev.gymctl.core.importing.Undone;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl import undo}. */
@Command(
        description = "Undo an import: remove what it added, restore what it changed.",
        footer = {
            "",
            "What was edited or used since (booked, paid, paid for) is kept and named.",
            "Prepaid fees are reversed in the ledger. The same file may be imported again.",
            "Once more, it undoes what was kept and need not be any longer."
        })
public final class ImportUndo implements Printing {
    private static final int NAMED = 20;

    private final App app;

    @Parameters(paramLabel = "IMPORT", description = "The import's id.")
    private long id;

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ImportUndo(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ImportColumns.undone());
    }

    @Override
    public Integer call() {
        Undone outlook = app.imports().outlook(id);
        if (outlook.isNothing()) {
            report(nothing(outlook), outlook);
        } else if (dryRun.isDryRun()) {
            Undone trial = app.imports().undo(id, true);
            report("would %s; nothing was changed".formatted(plan(trial)), trial);
        } else {
            confirmation.confirm(
                    app.console(),
                    "undo import %d, %s: %s?".formatted(id, outlook.recorded().file(), plan(outlook)));
            Undone undone = app.imports().undo(id, false);
            report(undone.isNothing() ? nothing(undone) : line(undone), undone);
        }
        return 0;
    }

    private void report(String line, Undone undone) {
        Output output = app.output(format);
        output.done(line, ImportColumns.undone(), undone);
        undone.kept().stream().limit(NAMED).map(ImportUndo::row).forEach(output::say);
        if (undone.kept().size() > NAMED) {
            output.say("and %d more: gymctl import show %d --rows --limit %d"
                    .formatted(undone.kept().size() - NAMED, id, undone.kept().size()));
        }
    }

    private static String nothing(Undone undone) {
        long id = undone.recorded().id();
        return undone.recorded().isUndone()
                ? Output.already("import %d is undone".formatted(id))
                : "nothing changed: all %d %s of import %d were edited or used since"
                        .formatted(
                                undone.kept().size(), undone.recorded().kind().things(), id);
    }

    private static String plan(Undone undone) {
        return "remove %d %s, restore %d and keep %d"
                .formatted(
                        undone.removed(),
                        undone.recorded().kind().things(),
                        undone.restored(),
                        undone.kept().size());
    }

    private static String line(Undone undone) {
        return "undid import %d, %s: %d %s removed, %d restored, %d kept"
                .formatted(
                        undone.recorded().id(),
                        undone.recorded().file(),
                        undone.removed(),
                        undone.recorded().kind().things(),
                        undone.restored(),
                        undone.kept().size());
    }

    private static String row(ImportedRow row) {
        return "line %d: %s: %s".formatted(row.line(), row.name(), row.kept());
    }
}
