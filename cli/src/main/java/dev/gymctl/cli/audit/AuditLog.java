package dev.gymctl.cli.audit;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DateTimeArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.AuditEntry;
import dev.gymctl.core.audit.AuditFilter;
import dev.gymctl.core.audit.AuditFilter.About;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl audit log}. */
@Command(description = "List who changed what, the newest first.")
public final class AuditLog implements Printing {
    private static final int ROWS = 50;

    private final App app;

    @Option(names = "--operator", paramLabel = "WHO", description = "Only theirs: a user's id, or part of the name.")
    private String operator;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only this: 'member approve', or member for all of them.")
    private String action;

    @Option(
            names = "--about",
            paramLabel = "KIND=ID",
            description = "Only about this: member=7, class=12; a person also by e-mail.")
    private String about;

    @Option(names = "--since", paramLabel = "TIME", description = "From this time on: 2026-10-01T18:30.")
    private DateTimeArgument since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private DateTimeArgument until;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 50 unless given.")
    private int limit = ROWS;

    @Option(names = "--after", paramLabel = "ID", description = "Go on after this row, to older ones.")
    private Long after;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public AuditLog(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(AuditColumns.ENTRY);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit == Integer.MAX_VALUE) {
            throw new UsageException(
                    "--limit %d is not between 1 and %d".formatted(limit, Integer.MAX_VALUE - 1), null);
        }
        // One more than asked for tells whether there are more.
        AuditFilter filter = new AuditFilter(
                operator,
                action,
                about == null ? null : about(),
                since == null ? null : since.resolve(app.zone()),
                until == null ? null : until.resolve(app.zone()),
                after,
                limit + 1);
        List<AuditEntry> entries = app.auditLog().list(filter);
        Output output = app.output(format);
        output.list(AuditColumns.ENTRY, entries.subList(0, Math.min(limit, entries.size())), "no change is like that");
        if (entries.size() > limit && output.isForPeople()) {
            app.console()
                    .remark("there are more: go on with --after %d"
                            .formatted(entries.get(limit - 1).id()));
        }
        return 0;
    }

    private About about() {
        int separator = about.indexOf('=');
        if (separator < 1 || separator == about.length() - 1) {
            throw new UsageException("--about is written KIND=ID, not '%s'".formatted(about), "such as member=7");
        }
        return new About(about.substring(0, separator), about.substring(separator + 1));
    }
}
