package dev.gymctl.cli.user;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl user add}. */
@Command(
        description = "Add somebody with a role, and no member or coach file.",
        footer = {"", "member add and coach add make the file as well; a role can be given later."})
public final class UserAdd implements Printing {
    private final App app;

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Option(names = "--role", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}; member unless given.")
    private Role role = Role.MEMBER;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public UserAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(AccountColumns.USER);
    }

    @Override
    public Integer call() {
        User user = app.users().add(person.newUser(app), role);
        app.output(format)
                .done(
                        "added user %d, %s, %s"
                                .formatted(
                                        user.id(), user.fullName(), user.role().withArticle()),
                        AccountColumns.USER,
                        user);
        app.console().remark("gymctl user reset-password %d gives a code to log in with".formatted(user.id()));
        return 0;
    }
}
