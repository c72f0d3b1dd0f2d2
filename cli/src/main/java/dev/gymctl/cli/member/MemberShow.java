package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl member show}. */
@Command(description = "Show a member's file.")
public final class MemberShow implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "MEMBER", description = "Id or e-mail.")
    private PersonArgument member;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberShow(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        app.output(format).one(MemberColumns.ALL, app.members().get(member.toString()));
        return 0;
    }
}
