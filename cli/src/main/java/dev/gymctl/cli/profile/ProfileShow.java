package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl profile show}. */
@Command(description = "Show a profile: which header is which column.")
public final class ProfileShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "PROFILE", description = "The profile's name.")
    private String name;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ProfileShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ProfileColumns.LIST);
    }

    @Override
    public Integer call() {
        app.output(format).one(ProfileColumns.LIST, app.profiles().get(name));
        return 0;
    }
}
