package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl user role}. */
@Command(
        description = "Give a user a role, which is what they may do.",
        footer = {"", "Only an admin does, and the owner of the database: so the first admin is made."})
public final class UserRole implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "USER", description = "Id or e-mail.")
    private PersonArgument user;

    @Parameters(index = "1", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
    private Role role;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserRole(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AccountColumns.USER);
    }

    @Override
    public Integer call() {
        Role before = app.users().get(user.toString()).user().role();
        User changed = app.users().setRole(user.toString(), role);
        String who = "user %d, %s, is %s".formatted(changed.id(), changed.fullName(), role.withArticle());
        app.output(format).done(before == role ? Output.already(who) : who + " now", AccountColumns.USER, changed);
        return 0;
    }
}
