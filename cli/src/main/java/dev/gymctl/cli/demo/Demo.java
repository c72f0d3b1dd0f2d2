package dev.gymctl.cli.demo;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.Outcome;
import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.payroll.PayslipColumns;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.classes.EnrollmentStatus;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.PrivateFiles;
import dev.gymctl.core.db.Schema;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.gym.Contents;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.member.MemberImportRules;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.payroll.Payslip;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl demo}. */
@Command(
        description = "Load a made-up gym and roll its last month's payroll over.",
        footer = {
            "",
            "It goes only into an empty database; --fresh makes one beside the gym's own,",
            "on the embedded PostgreSQL, which --url embedded:gymctl_demo reaches then.",
            "",
            "The CSV files that the gym comes from stay to be looked at."
        })
public final class Demo implements Printing {
    private static final String FRESH = "embedded:gymctl_demo";

    /** What was loaded, and what came of it. */
    private record Loaded(
            Gym gym,
            long seed,
            LocalDate today,
            String database,
            Path directory,
            DemoGym demo,
            Contents contents,
            YearMonth month,
            List<Payslip> payslips,
            List<String> next) {
        Money total() {
            return payslips.stream().map(Payslip::total).reduce(gym.money(0), Money::plus);
        }

        long prepaidFees() {
            return demo.members().stream()
                    .mapToLong(DemoGym.Member::prepaidFees)
                    .sum();
        }
    }

    private static final Columns<Loaded> COLUMNS = Columns.<Loaded>of()
            .add("name", loaded -> loaded.gym().name())
            .add("zone", loaded -> loaded.gym().zone())
            .add("currency", loaded -> loaded.gym().currency().getCurrencyCode())
            .add("seed", Loaded::seed)
            .add("date", Loaded::today)
            .add("database", Loaded::database)
            .add("directory", Loaded::directory)
            .add("coaches", loaded -> loaded.contents().coaches())
            .add("members", loaded -> loaded.contents().members())
            .add("prepaid_fees", Loaded::prepaidFees)
            .add("rates", loaded -> loaded.contents().rates())
            .add("classes", loaded -> loaded.contents().classes())
            .add("enrollments", loaded -> loaded.demo().attendance().size())
            .add("month", Loaded::month)
            .add("total", Loaded::total)
            .nested("payslips", Loaded::payslips, PayslipColumns.LIST)
            .jsonOnly("next", Loaded::next);

    private final App app;

    @Option(names = "--seed", paramLabel = "N", description = "Another number, another gym; 1 unless given.")
    private long seed = 1;

    @Option(names = "--fresh", description = "Into the separate database gymctl_demo, made anew.")
    private boolean fresh;

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Demo(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(COLUMNS);
    }

    @Override
    public Integer call() {
        Output output = app.output(format);
        if (fresh) {
            makeFreshDatabase();
        }
        refuseUnlessEmpty();

        LocalDate today = LocalDate.now(app.clock().withZone(DemoGym.ZONE));
        DemoGym demo = new DemoGym(seed, today);
        Path directory = writeFiles(demo);
        load(directory);
        Outcome outcome = rollOver(demo.lastMonth());
        if (outcome == Outcome.STOPPED) {
            app.console()
                    .remark("stopped while rolling %1$s over: gymctl payroll run --month %1$s%2$s goes on"
                            .formatted(demo.lastMonth(), urlOption()));
            return 0;
        }
        Loaded loaded = new Loaded(
                app.gym(),
                seed,
                today,
                app.database().address().display(),
                directory,
                demo,
                app.contents(),
                demo.lastMonth(),
                app.payroll().list(demo.lastMonth()),
                List.of(
                        "gymctl payroll show " + demo.coaches().get(4).email() + urlOption(),
                        "gymctl class list" + urlOption(),
                        "gymctl member show " + demo.mostFaithful().email() + urlOption()));
        if (output.isForPeople()) {
            print(output, loaded);
        } else {
            output.one(COLUMNS, loaded);
        }
        return 0;
    }

    private void makeFreshDatabase() {
        DatabaseAddress given = app.database().address();
        if (!given.embedded()) {
            throw new GymException(
                    Kind.INVALID,
                    "--fresh makes a database on the embedded PostgreSQL only, and the database is %s (from %s)"
                            .formatted(given.display(), given.origin()),
                    "make an empty database there, and name it by --url");
        }
        app.moveTo(FRESH);
        if (holdsSomething()) {
            confirmation.confirm(app.console(), "drop the database gymctl_demo with all that is in it?");
        }
        app.database().makeAnew();
    }

    /** Whether there is such a database and something in it. */
    private boolean holdsSomething() {
        Schema schema;
        try {
            schema = app.database().status();
        } catch (GymException thereIsNone) {
            return false;
        }
        return schema.version() > schema.expected()
                || (schema.version() > 0 && !app.contents().isEmpty());
    }

    private void refuseUnlessEmpty() {
        Contents contents = app.contents();
        if (!contents.isEmpty()) {
            throw new GymException(
                    Kind.CONFLICT, "the database is not empty: %s".formatted(contents), anotherDatabase());
        }
    }

    private Path writeFiles(DemoGym demo) {
        Path own = DatabaseAddress.dataDirectory(app.environment());
        Path directory = own.resolve("demo");
        try {
            PrivateFiles.makeDirectory(own);
            PrivateFiles.makeDirectory(directory);
            demo.writeTo(directory);
        } catch (IOException e) {
            throw new GymException(
                    Kind.INVALID,
                    "cannot write the demo's files into %s: %s".formatted(directory, e),
                    "set XDG_DATA_HOME to a directory of your own",
                    e);
        }
        return directory;
    }

    /** As the commands {@code coach import} and so on do: each file whole or not at all. */
    private void load(Path directory) {
        try {
            app.settingsOfGym().set(DemoGym.SETTINGS);
            Gym gym = app.gym();
            app.coaches().importFrom(file(directory, "coaches.csv", 0), gym, false);
            app.members()
                    .importFrom(
                            file(directory, "members.csv", 1),
                            gym,
                            MemberImportRules.CAREFUL,
                            PrepaidFees.ofImport(gym, app.clock()),
                            false);
            app.payRates().importFrom(file(directory, "rates.csv", 2), gym, false);
            app.classes().importFrom(file(directory, "classes.csv", 3), gym, false, false);
            app.classes().importAttendance(file(directory, "attendance.csv", 4), false);
        } catch (RuntimeException e) {
            throw explained(
                    e, "the demo is only partly in the database: ", "do not use what is there; " + anotherDatabase());
        }
    }

    private CsvSource file(Path directory, String name, int before) {
        app.console().progress().at("files loaded", before, 5);
        return CsvSource.of(directory.resolve(name));
    }

    private Outcome rollOver(YearMonth month) {
        try (Batch batch = app.batch()) {
            return batch.payroll(month, app.console().progress()).outcome();
        } catch (RuntimeException e) {
            throw explained(
                    e,
                    "the gym is loaded, but its payroll is not done: ",
                    "gymctl payroll run --month %s%s goes on".formatted(month, urlOption()));
        }
    }

    /** The same failure, saying how far the demo has come; one that is a mistake of the program stays as it is. */
    private static RuntimeException explained(RuntimeException failure, String before, String hint) {
        GymException refusal = SqlErrors.translate(failure);
        return refusal == null
                ? failure
                : new GymException(refusal.kind(), before + refusal.getMessage(), hint, failure);
    }

    private String anotherDatabase() {
        return app.database().address().embedded()
                ? "gymctl demo --fresh loads it into a database of its own"
                : "make an empty database, and name it by --url";
    }

    /** What it takes to reach this database again, with a blank before; empty when nothing was said on the command line. */
    private String urlOption() {
        String url = fresh ? FRESH : app.options().url();
        if (url == null) {
            return "";
        }
        return " --url " + (url.matches("[A-Za-z0-9_:/@.,%+=-]+") ? url : "'" + url.replace("'", "'\\''") + "'");
    }

    private static void print(Output output, Loaded loaded) {
        DemoGym demo = loaded.demo();
        Contents contents = loaded.contents();
        output.say("%s is open: a made-up gym in %s, with prices in %s (seed %d)"
                .formatted(
                        loaded.gym().name(), loaded.gym().zone(), loaded.gym().currency(), loaded.seed()));
        output.say("");
        line(output, contents.coaches(), "coaches", "");
        line(output, contents.members(), "members", "%d classes paid ahead".formatted(loaded.prepaidFees()));
        line(output, contents.rates(), "pay rates", "one of every kind");
        line(output, contents.classes(), "classes", "from %s to %s".formatted(demo.firstDay(), demo.lastDay()));
        line(
                output,
                demo.attendance().size(),
                "enrollments",
                "%d attended, %d no-shows, %d still to come"
                        .formatted(
                                demo.count(EnrollmentStatus.ATTENDED),
                                demo.count(EnrollmentStatus.NO_SHOW),
                                demo.count(EnrollmentStatus.BOOKED)));
        output.say("");
        output.say("It came from the CSV files in " + loaded.directory());
        output.say("");
        output.say("Payroll of %s, rolled over and closed:".formatted(loaded.month()));
        output.say("");
        PayslipColumns.print(output, loaded.payslips(), "nobody earned anything");
        output.say("");
        output.say("Try next:");
        loaded.next().forEach(command -> output.say("  " + command));
    }

    private static void line(Output output, long count, String things, String more) {
        output.say("%6d %-12s %s".formatted(count, things, more).stripTrailing());
    }
}
