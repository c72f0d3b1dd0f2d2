package dev.gymctl.cli.finance;

import dev.gymctl.cli.AccountArgument;
import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.finance.JournalFilter;
import dev.gymctl.core.finance.JournalFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl finance journal}. */
@Command(
        description = {
            "List the ledger's entries, a line for each transfer.",
            "By the day on which they are booked, then as they were recorded."
        },
        footer = {
            "",
            "Written for hledger or beancount, people are sub-accounts by number; their",
            "balances are those of trial-balance, as of the day of --to."
        })
public final class FinanceJournal implements Printing {
    private final App app;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only from or to it: member_receivable.")
    private AccountArgument account;

    @Option(names = "--member", paramLabel = "MEMBER", description = "Only theirs: id, e-mail or payment reference.")
    private PersonArgument member;

    @Option(names = "--from", paramLabel = "DATE", description = "From this day on.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Up to and with this day.")
    private LocalDate to;

    @Option(names = "--limit", paramLabel = "N", description = "How many lines at most.")
    private Integer limit;

    @Option(names = "--after", paramLabel = "ID", description = "Go on after the line of this id.")
    private Long after;

    @Option(
            names = "--format",
            paramLabel = "PROGRAM",
            description = "Write a file for another program: ${COMPLETION-CANDIDATES}.")
    private JournalFormat program;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public FinanceJournal(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(LedgerColumns.LINE);
    }

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new UsageException("--limit %d is less than 1".formatted(limit), null);
        }
        JournalFilter filter = new JournalFilter(
                account == null ? null : account.code(),
                member == null ? null : member.toString(),
                from,
                to,
                after,
                limit);
        if (program == null) {
            app.journal()
                    .list(
                            filter,
                            lines -> app.output(format).list(LedgerColumns.LINE, lines, "nothing is booked there"));
            return 0;
        }
        try {
            Writer out = app.console().writer();
            app.journal().write(program, filter, out);
            out.flush();
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
