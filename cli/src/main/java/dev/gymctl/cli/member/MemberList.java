package dev.gymctl.cli.member;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl member list}. */
@Command(description = "List the members, by id.")
public final class MemberList implements Callable<Integer> {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public MemberList(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        app.output(format)
                .list(
                        MemberColumns.ALL,
                        app.members().list(),
                        "no members yet: gymctl member add, or gymctl member import FILE");
        return 0;
    }
}
