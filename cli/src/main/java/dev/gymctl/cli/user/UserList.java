package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.user.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl user list}. */
@Command(description = "List the users, by id.")
public final class UserList implements Printing {
    private final App app;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(AccountColumns.USER);
    }

    @Override
    public Integer call() {
        app.output(format).list(AccountColumns.USER, app.users().list(role), "no users: gymctl user add makes one");
        return 0;
    }
}
