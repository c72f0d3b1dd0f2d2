package dev.gymctl.cli.dashboard;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.Row;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.overview.Viewer;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl dashboard}. */
@Command(
        description = {
            "Show the gym on one screen, as it is this morning.",
            "Today's classes, who is overdue, bank lines to review, unread rooms, the jobs,",
            "and the month to date against as many days of the last one."
        },
        footer = {
            "",
            "A coach sees their own classes and rooms, a member their own bookings, debts",
            "and rooms. All numbers are of one moment, days and times the gym's.",
            "",
            "With --watch it takes the whole terminal: r looks again at once, q or Ctrl-C",
            "leaves. It survives a lost connection. Without a terminal, --watch -o ndjson",
            "prints an object for each look."
        })
public final class Dashboard implements Printing {
    private static final int SECONDS = 30;
    private static final int COLUMNS = 80;

    private final App app;

    @Option(names = "--watch", description = "Stay, and look again every 30 seconds.")
    private boolean watch;

    @Option(names = "--every", paramLabel = "SECONDS", description = "With --watch: look again after so long.")
    private Integer every;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "As this user sees it; only for the owner of the database, who does not log in.")
    private PersonArgument as;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Dashboard(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(DashboardColumns.ALL);
    }

    @Override
    public Integer call() {
        check();
        Output output = app.output(format);
        boolean drawn = output.isForPeople();
        if (watch && !output.goesOn()) {
            throw new UsageException("what has no end is drawn on a terminal, or printed as ndjson", "-o ndjson");
        } else if (watch && drawn && !isAtTerminal()) {
            throw new UsageException("--watch draws on a terminal, and here is none", "-o ndjson, or no --watch");
        }
        Viewer viewer = app.viewer(as == null ? null : as.toString());
        if (watch) {
            new Watch(app, viewer, every == null ? SECONDS : every, look()).run(drawn ? null : output);
            return 0;
        }
        Morning morning = app.look(snapshot -> Morning.of(snapshot, viewer, app.clock()));
        if (drawn) {
            print(morning);
        } else {
            output.one(DashboardColumns.ALL, morning);
        }
        return 0;
    }

    private void check() {
        if (every != null && !watch) {
            throw new UsageException("--every goes with --watch", "add --watch");
        } else if (every != null && every < 1) {
            throw new UsageException("--every %d is less than 1 second".formatted(every), null);
        }
    }

    private boolean isAtTerminal() {
        return app.console().isInteractive()
                && app.console().outIsTerminal()
                && !"dumb".equals(app.environment().get("TERM"));
    }

    private Look look() {
        return new Look(app.colors(), Look.isUnicode(app.environment()));
    }

    private void print(Morning morning) {
        boolean terminal = app.console().outIsTerminal();
        int width = terminal ? app.console().width() : COLUMNS;
        // The prompt comes after it.
        int height = terminal ? app.console().height() - 1 : Integer.MAX_VALUE;
        PrintStream out = app.console().out();
        for (Row row : new Page(morning, look(), width, height).rows()) {
            out.append(row.styled().stripTrailing()).append("\n");
        }
    }
}
