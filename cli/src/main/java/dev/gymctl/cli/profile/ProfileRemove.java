package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.profile.Profile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl profile remove}. */
@Command(description = "Remove a saved profile; what was imported by it stays.")
public final class ProfileRemove implements Printing {
    private final App app;

    @Parameters(paramLabel = "PROFILE", description = "The profile's name.")
    private String name;

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ProfileRemove(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ProfileColumns.LIST);
    }

    @Override
    public Integer call() {
        Profile profile = app.profiles().get(name);
        if (!profile.builtIn()) {
            confirmation.confirm(app.console(), "remove the profile %s?".formatted(name));
        }
        app.profiles().remove(name);
        app.output(format).done("removed the profile %s".formatted(name), ProfileColumns.LIST, profile);
        return 0;
    }
}
