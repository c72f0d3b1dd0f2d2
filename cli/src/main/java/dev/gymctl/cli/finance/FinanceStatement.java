package dev.gymctl.cli.finance;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.file.WholeFile;
import dev.gymctl.core.finance.Statement;
import dev.gymctl.core.finance.Statement.Line;
import dev.gymctl.core.finance.StatementPdf;
import dev.gymctl.core.money.Money;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl finance statement}. */
@Command(
        description = {"Show what a member was charged and paid.", "A balance is what is owed, less the credit."},
        footer = {
            "",
            "CSV has a first line with the balance before and a last one with the balance.",
            "A member sees their own."
        })
public final class FinanceStatement implements Printing {
    /** A line, or one of the two balances around them. */
    private record Row(LocalDate date, String kind, String memo, Money amount, Money balance) {}

    private static final Columns<Row> ROW = Columns.<Row>of()
            .add("date", Row::date)
            .add("kind", Row::kind)
            .add("memo", Row::memo)
            .add("amount", Row::amount)
            .add("balance", Row::balance);

    private static final Columns<Line> LINE = Columns.<Line>of()
            .add("date", Line::date)
            .add("kind", Line::kind)
            .add("memo", Line::memo)
            .add("amount", Line::amount)
            .add("balance", Line::balance);

    private static final Columns<Statement> STATEMENT = Columns.<Statement>of()
            .add("member_id", Statement::memberId)
            .add("member", Statement::member)
            .add("from", Statement::from)
            .add("to", Statement::to)
            .add("currency", statement -> FinanceColumns.currency(statement.closing()))
            .add("opening", Statement::opening)
            .nested("lines", Statement::lines, LINE)
            .add("closing", Statement::closing)
            .add("to_pay", Statement::toPay)
            .add("reference", Statement::reference);

    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day; from the beginning unless given.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day; today unless given.")
    private LocalDate to;

    @Option(names = "--pdf", paramLabel = "FILE", description = "Write it as PDF.")
    private String pdf;

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceStatement(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, STATEMENT), new Printed(true, ROW));
    }

    @Override
    public Integer call() {
        LocalDate last = to != null ? to : app.gym().today(app.clock());
        Statement statement = app.statements().of(member.toString(), from, last, app.gym());
        Output output = app.output(format);
        if (pdf != null) {
            write(statement);
            output.done(
                    "wrote the statement of member %d to %s".formatted(statement.memberId(), pdf),
                    STATEMENT,
                    statement);
        } else if (output.isForPeople()) {
            output.say("member %d, %s".formatted(statement.memberId(), statement.member()));
            output.list(ROW, rows(statement), "");
            output.say("");
            output.say(
                    statement.closing().isNegative()
                            ? "credit: "
                                    + FinanceColumns.amount(statement.closing()).substring(1)
                            : "to pay: " + FinanceColumns.amount(statement.toPay()));
            output.say("reference: " + statement.reference().replaceAll("(.{4})(?=.)", "$1 "));
        } else if (output.isInRows()) {
            output.list(ROW, rows(statement), "");
        } else {
            output.one(STATEMENT, statement);
        }
        return 0;
    }

    private static List<Row> rows(Statement statement) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(statement.from(), "balance", "before", null, statement.opening()));
        statement
                .lines()
                .forEach(line ->
                        rows.add(new Row(line.date(), line.kind(), line.memo(), line.amount(), line.balance())));
        rows.add(new Row(statement.to(), "balance", "", null, statement.closing()));
        return rows;
    }

    private void write(Statement statement) {
        try (WholeFile whole = WholeFile.begin(WholeFile.named(pdf), force)) {
            OutputStream out = new BufferedOutputStream(whole.out());
            StatementPdf.write(statement, out);
            out.flush();
            whole.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
