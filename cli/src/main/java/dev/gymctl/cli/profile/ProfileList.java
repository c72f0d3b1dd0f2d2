package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl profile list}. */
@Command(description = "List the profiles: those built in and those saved.")
public final class ProfileList implements Callable<Integer> {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ProfileList(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        app.output(format).list(ProfileColumns.LIST, app.profiles().list(), "no profiles");
        return 0;
    }
}
