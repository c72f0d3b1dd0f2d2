package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ContactOptions;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.member.Member;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl member add}. */
@Command(description = "Register a member, who is pending until approved.")
public final class MemberAdd implements Printing {
    private final App app;

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Option(names = "--ref", paramLabel = "NUMBER", description = "The gym's own member number.")
    private String memberRef;

    @Mixin
    private final ContactOptions contact = new ContactOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberAdd(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(MemberColumns.ALL);
    }

    @Override
    public Integer call() {
        Member member = app.members().add(person.newUser(app), contact.contact(), memberRef, app.gym());
        app.output(format)
                .done(
                        "added member %d, %s"
                                .formatted(member.user().id(), member.user().fullName()),
                        MemberColumns.ALL,
                        member);
        return 0;
    }
}
