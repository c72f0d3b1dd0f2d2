package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ImportOptions;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.ImportCounts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl member import}. */
@Command(
        description = {"Add the members of a CSV file, or bring them up to date.", "They are known by their e-mail."},
        footer = {
            "",
            "Columns: first_name, last_name, email, date_of_birth, date_joined, is_active,",
            "         membership_approved, prepaid_fees, member_ref",
            "All rows are taken or none. The same file again changes nothing."
        })
public final class MemberImport implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "FILE", description = "The CSV file; - is the standard input.")
    private String file;

    @Mixin
    private final ImportOptions options = new ImportOptions();

    public MemberImport(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        Gym gym = app.gym();
        ImportCounts counts = app.members()
                .importFrom(
                        options.source(file, app),
                        gym,
                        (handle, people) -> PrepaidFees.openImported(handle, people, gym, app.clock()),
                        options.isDryRun());
        options.report(counts, "members", app);
        return 0;
    }
}
