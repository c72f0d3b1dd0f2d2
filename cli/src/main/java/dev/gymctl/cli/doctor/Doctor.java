package dev.gymctl.cli.doctor;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.SafeText;
import dev.gymctl.cli.TextWidth;
import dev.gymctl.core.GymException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl doctor}: looks at everything that a command depends on; changes nothing. */
@Command(
        description = {
            "Check Java, terminal, database, clocks, backups and jobs.",
            "Each is ok, or a warning or a problem with what to do."
        },
        footer = {
            "",
            "Exit 0 when there is no problem, warnings or not; 1 when there is one; 4 when",
            "the database cannot be reached or its schema is not this program's: then the",
            "rest is checked all the same. It starts the embedded PostgreSQL if there is",
            "one, and makes none."
        })
public final class Doctor implements Printing {
    /** The columns of state and check. */
    private static final int INDENT = 28;

    private static final int DATABASE_AWAY = 4;

    private static final Columns<Finding> COLUMNS = Columns.<Finding>of()
            .add("check", Finding::check)
            .add("status", Finding::state)
            .add("finding", Finding::text)
            .add("advice", Finding::advice);

    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public Doctor(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(COLUMNS);
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(Machine.look(app));
        boolean away = false;
        try {
            findings.addAll(DatabaseChecks.look(app));
        } catch (GymException e) {
            away = e.kind() == GymException.Kind.UNAVAILABLE;
            findings.add(Finding.problem("database", e.getMessage(), e.hint().orElse(null)));
        }
        Output output = app.output(format);
        if (output.isForPeople()) {
            int width = Math.max(INDENT, app.console().width() - INDENT);
            findings.forEach(finding -> say(output, width, finding));
        } else {
            output.list(COLUMNS, findings, "");
        }
        if (away || is(findings, "schema", Finding.State.PROBLEM)) {
            return DATABASE_AWAY;
        }
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM) ? 1 : 0;
    }

    private static boolean is(List<Finding> findings, String check, Finding.State state) {
        return findings.stream().anyMatch(finding -> finding.check().equals(check) && finding.state() == state);
    }

    private static void say(Output output, int width, Finding finding) {
        List<String> text = new ArrayList<>(TextWidth.wrap(SafeText.of(finding.text()), width));
        if (finding.advice() != null) {
            text.addAll(TextWidth.wrap(SafeText.of(finding.advice()), width));
        }
        output.say(finding.state(), "%-16s  %s".formatted(finding.check(), text.get(0)));
        text.stream().skip(1).forEach(line -> output.say(" ".repeat(INDENT) + line));
    }
}
