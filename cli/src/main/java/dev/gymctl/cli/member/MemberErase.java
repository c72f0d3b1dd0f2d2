package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.file.WholeFile;
import dev.gymctl.core.member.Erasure.Erased;
import dev.gymctl.core.member.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl member erase}. */
@Command(
        description = {
            "Forget a person for good (GDPR), as they may ask for.",
            "What they paid stays in the books, without a name."
        },
        footer = {
            "",
            "Names, contacts, reasons, messages, passwords and the audit log's words about",
            "them go; charges, payments and bank lines stay for as long as the law wants,",
            "and with them their memos and references as they were written: the ledger",
            "is never rewritten. Put no names there. --export shows what they say.",
            "The membership must be over and settled. There is no way back."
        })
public final class MemberErase implements Printing {
    private static final Columns<Erased> ERASED = Columns.<Erased>of()
            .add("id", Erased::member)
            .add("audit_rows", Erased::auditRows)
            .add("messages", Erased::messages)
            .add("prepaid_fees", Erased::prepaidFees);

    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "First write all that is held about them, as JSON; - is stdout.")
    private Path file;

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberErase(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ERASED);
    }

    @Override
    public Integer call() {
        if (isToStdout() && format.isGiven()) {
            throw new UsageException("--export - and -o would both go to stdout", "name a file, or leave -o out");
        } else if (file != null && !isToStdout() && Files.exists(file)) {
            throw new UsageException("--export %s is there already".formatted(file), "name a new file");
        }
        Member named = app.members().get(member.toString());
        long id = named.user().id();
        Output output = app.output(format);
        Erased trial = app.erasure().erase(member.toString(), app.gym(), held -> {}, true);
        if (!trial.changed()) {
            output.done(Output.already("member %d is erased".formatted(id)), ERASED, trial);
            return 0;
        }
        String what = "%s, with %d chat messages, %d prepaid fees and the contents of %d audit rows"
                .formatted(MemberColumns.name(named), trial.messages(), trial.prepaidFees(), trial.auditRows());
        if (dryRun.isDryRun()) {
            output.done("would erase %s; nothing was changed".formatted(what), ERASED, trial);
            return 0;
        }
        confirmation.confirm(app.console(), "erase %s for good?".formatted(what));
        Erased erased = erase(id);
        String line = "erased member %d".formatted(id);
        if (isToStdout()) {
            app.console().remark(line);
        } else {
            output.done(line, ERASED, erased);
        }
        return 0;
    }

    private boolean isToStdout() {
        return file != null && file.toString().equals("-");
    }

    /**
     * The export is whole, and on the disk or with whoever reads it, before anything is erased. Should the erasure fail then, it stays: one too many
     * is better than none.
     */
    private Erased erase(long id) {
        String member = String.valueOf(id);
        if (file == null) {
            return app.erasure().erase(member, app.gym(), held -> {}, false);
        }
        if (isToStdout()) {
            return app.erasure().erase(member, app.gym(), this::print, false);
        }
        try (WholeFile export = WholeFile.begin(file, false)) {
            return app.erasure().erase(member, app.gym(), held -> write(export, held), false);
        }
    }

    private void print(String held) {
        try {
            Writer out = app.console().writer();
            out.write(held + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(WholeFile export, String held) {
        try {
            export.out().write((held + "\n").getBytes(StandardCharsets.UTF_8));
            export.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
