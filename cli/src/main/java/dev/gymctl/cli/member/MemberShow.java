package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.member.MemberFile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl member show}. */
@Command(
        description = {"Show a member's file.", "Of classes and events the five that are next or latest."},
        footer = {"", "A balance is what the member owes, less the credit."})
public final class MemberShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(MemberColumns.FILE);
    }

    @Override
    public Integer call() {
        MemberFile file = app.members().file(member.toString());
        Output output = app.output(format);
        output.one(MemberColumns.FILE, file);
        if (output.isForPeople()) {
            table(output, "freezes", MemberColumns.FREEZE, file.freezes());
            table(output, "next classes", MemberColumns.BOOKING, file.next());
            table(output, "recent classes", MemberColumns.BOOKING, file.recent());
            table(output, "events", MemberColumns.EVENT, file.events());
        }
        return 0;
    }

    private static <T> void table(Output output, String title, Columns<T> columns, List<T> things) {
        if (!things.isEmpty()) {
            output.say("\n" + title);
            output.list(columns, things, "");
        }
    }
}
