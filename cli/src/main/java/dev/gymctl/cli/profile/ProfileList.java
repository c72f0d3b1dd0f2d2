package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl profile list}. */
@Command(description = "List the profiles: those built in and those saved.")
public final class ProfileList implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ProfileList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ProfileColumns.LIST);
    }

    @Override
    public Integer call() {
        app.output(format).list(ProfileColumns.LIST, app.profiles().list(), "no profiles");
        return 0;
    }
}
