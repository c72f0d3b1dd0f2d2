package dev.gymctl.cli.reconcile;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.DueMonths;
import dev.gymctl.batch.Outcome;
import dev.gymctl.batch.ReconciliationRun;
import dev.gymctl.cli.App;
import dev.gymctl.cli.CatchUpOption;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.MonthArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import dev.gymctl.core.statement.BankProfile;
import dev.gymctl.core.statement.StatementFile;
import dev.gymctl.core.statement.StatementFormat;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl reconcile run}. */
@Command(
        description = {
            "Settle imported attendance, match banks' lines, and tie a month.",
            "Files are taken in first. Run again, it adds what is new: the same file adds nothing."
        },
        footer = {
            "",
            "At the end Bank, receivable, credit, unidentified receipts and clearing are",
            "held against statements and facts, or the run fails with both figures.",
            "A statement that does not close is quarantined with the reason: nothing of",
            "it is booked, and the exit code is 6.",
            "A camt.054 books nothing: it splits the sum that a camt.053 books into its",
            "details, whichever comes first; until then they are in the state advised.",
            "How a bank's CSV is read is saved once: gymctl profile add --help",
            "Lines that wait: gymctl reconcile lines --state unmatched",
            "Killed in the middle, simply run it again with the same files."
        })
public final class ReconcileRun implements Printing {
    private static final int SOME_QUARANTINED = 6;

    private static final Columns<Reconciliation.Run> DID = Columns.<Reconciliation.Run>of()
            .add("settled", Reconciliation.Run::settled)
            .add("statements", run -> run.imported().statements())
            .add("lines", run -> run.imported().lines())
            .add("duplicates", run -> run.imported().duplicates())
            .add("details", run -> run.imported().details())
            .add("advised", run -> run.imported().advised())
            .add("quarantined", run -> run.imported().quarantined().size())
            .add("matched", Reconciliation.Run::matched);

    private static final Columns<ReconciliationRun> COLUMNS = DID.<ReconciliationRun>within(ReconciliationRun::did)
            .add("month", ReconciliationRun::month)
            .add("outcome", ReconciliationRun::outcome)
            .add("job", run -> run.execution().orElse(null));

    private final App app;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "2026-10, last or this.")
    private MonthArgument month;

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description = "A bank's file: camt.053, camt.054, MT940, OFX or CSV; once for each.")
    private List<Path> statements = List.of();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "How CSV is read; without it, by the one profile whose columns the header has.")
    private String profile;

    @Mixin
    private final CatchUpOption catchUp = new CatchUpOption();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ReconcileRun(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(true, DID), new Printed(true, COLUMNS));
    }

    @Override
    public Integer call() {
        catchUp.check(dryRun);
        if (!dryRun.isDryRun()) {
            Batch.prepare();
        }
        if (profile != null && statements.stream().noneMatch(ReconcileRun::isCsv)) {
            throw new UsageException("--profile says how CSV is read, and no --statement is CSV", null);
        }
        List<StatementSource> files = statements.stream().map(this::source).toList();
        YearMonth wanted = month.resolve(app.clock(), app.zone());
        Output output = app.output(format);
        if (dryRun.isDryRun()) {
            Reconciliation reconciliation = app.reconciliation();
            reconciliation.checkBegun(wanted);
            Reconciliation.Run run = reconciliation.preview(wanted, files);
            output.list(DID, List.of(run), "");
            app.console().remark("a dry run: nothing was changed");
            return exit(run);
        }
        try (Batch batch = app.batch()) {
            List<YearMonth> months =
                    catchUp.isCatchUp() ? DueMonths.through(wanted, batch.due().reconciliation()) : List.of(wanted);
            List<ReconciliationRun> runs = new ArrayList<>();
            for (YearMonth next : months) {
                runs.add(batch.reconciliation(
                        next, runs.isEmpty() ? files : List.of(), app.console().progress()));
                if (runs.get(runs.size() - 1).outcome() == Outcome.STOPPED) {
                    break;
                }
            }
            output.list(COLUMNS, runs, "");
            if (runs.get(runs.size() - 1).outcome() == Outcome.STOPPED) {
                output.say("stopped: run it again to go on");
            }
            app.console().flush();
            return exit(runs.get(0).did()); // files are taken in by the first
        }
    }

    /** What cannot be read is refused before anything else. */
    private StatementSource source(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!isCsv(file)) {
            return new StatementSource(name, to -> StatementFile.read(file, to));
        }
        BankProfile by = profile == null
                ? StatementFile.profile(file, app.profiles().ofBanks())
                : app.profiles().ofBank(profile);
        if (profile == null) {
            app.console().remark("%s is read by the profile %s".formatted(name, by.name()));
        }
        return new StatementSource(name, to -> StatementFile.read(file, by, to));
    }

    private static boolean isCsv(Path file) {
        return StatementFile.detect(file) == StatementFormat.CSV;
    }

    private int exit(Reconciliation.Run run) {
        List<String> quarantined = run.imported().quarantined();
        quarantined.forEach(why -> app.console().remark("quarantined: " + why));
        return quarantined.isEmpty() ? 0 : SOME_QUARANTINED;
    }
}
