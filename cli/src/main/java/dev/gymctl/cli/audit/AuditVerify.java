package dev.gymctl.cli.audit;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Verification;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl audit verify}. */
@Command(
        description = {
            "Check that the audit log is what was written.",
            "Exit 1 when a row was edited, removed, added or moved."
        },
        footer = {
            "",
            "Keep the head that it prints where the database's owner cannot write, and give",
            "it back with --head: a cut-off end or a whole new chain is found by it alone."
        })
public final class AuditVerify implements Printing {
    private final App app;

    @Option(names = "--head", paramLabel = "ID:HASH", description = "A head that was printed before.")
    private String head;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public AuditVerify(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AuditColumns.VERIFICATION);
    }

    @Override
    public Integer call() {
        if (head != null && !head.matches("\\d{1,18}:[0-9a-f]{64}")) {
            throw new UsageException(
                    "--head '%s' is no head".formatted(head), "gymctl audit verify prints one, ID:HASH");
        }
        Verification verification = app.auditLog().verify(head);
        Output output = app.output(format);
        output.one(AuditColumns.VERIFICATION, verification);
        if (!verification.holds()) {
            if (output.isForPeople()) {
                output.say("");
                output.list(AuditColumns.PROBLEM, verification.problems(), "");
            }
            int problems = verification.problems().size();
            throw new GymException(
                    Kind.CONFLICT,
                    "the audit log is not what was written: %d %s"
                            .formatted(problems, problems == 1 ? "problem" : "problems"));
        }
        return 0;
    }
}
