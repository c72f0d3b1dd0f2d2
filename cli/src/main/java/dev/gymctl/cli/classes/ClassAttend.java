package dev.gymctl.cli.classes;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.classes.Enrollment;
import dev.gymctl.core.classes.EnrollmentStatus;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl class attend}. */
@Command(
        description = "Record who came to a class, or take attendance over from a file.",
        footer = {
            "",
            "Columns of the file: class_ref, member (e-mail), status",
            "Status: booked, attended, no_show, late_cancel or cancelled.",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class ClassAttend implements Printing {
    private final App app;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CLASS", description = "The class's id.")
    private Long id;

    @Parameters(index = "1..*", paramLabel = "MEMBER", description = "Ids or e-mails.")
    private List<PersonArgument> members = List.of();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            completionCandidates = Recordable.class,
            description = "What became of them; attended unless given.")
    private EnrollmentStatus status;

    @Option(names = "--from", paramLabel = "FILE", description = "Take it from a CSV file; - is the standard input.")
    private String file;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public ClassAttend(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(ImportOptions.printed().get(0), new Printed(true, ClassColumns.ENROLLMENT));
    }

    @Override
    public Integer call() {
        if ((file == null) == (id == null)) {
            throw new UsageException(
                    "attendance is either of a class and its members, or --from a file", "give one of both");
        }
        if (file != null && status != null) {
            throw new UsageException("--status goes without --from: a file has the status of each", null);
        }
        if (status == EnrollmentStatus.WAITLISTED) {
            throw new UsageException(
                    "attendance knows no waiting list",
                    "record one of " + String.join(", ", EnrollmentStatus.importable()));
        }
        if (file != null) {
            return options.run(
                    file, "enrollments", app, source -> app.classes().importAttendance(source, options.isDryRun()));
        }
        if (members.isEmpty()) {
            throw new UsageException("who came to class %d?".formatted(id), "name members by id or e-mail");
        }
        EnrollmentStatus became = status == null ? EnrollmentStatus.ATTENDED : status;
        Outcome<List<Enrollment>> outcome = app.classes()
                .attend(id, members.stream().map(PersonArgument::toString).toList(), became, options.isDryRun());
        options.output(app).allDone(line(outcome, became), ClassColumns.ENROLLMENT, outcome.now());
        return 0;
    }

    private String line(Outcome<List<Enrollment>> outcome, EnrollmentStatus became) {
        List<Enrollment> recorded = outcome.now();
        String who =
                recorded.size() == 1 ? ClassColumns.member(recorded.get(0)) + " is" : recorded.size() + " members are";
        String line = "%s marked %s in class %d".formatted(who, became.code(), id);
        if (!outcome.changed()) {
            return Output.already(line);
        }
        return options.isDryRun() ? line + "; nothing was changed" : line;
    }

    /** The statuses, as picocli takes them for completion. */
    private static final class Recordable implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return EnrollmentStatus.importable().iterator();
        }
    }
}
