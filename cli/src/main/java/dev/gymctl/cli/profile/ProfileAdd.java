package dev.gymctl.cli.profile;

import dev.gymctl.cli.App;
import dev.gymctl.cli.CsvOptions;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.core.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl profile add}. */
@Command(
        description = {"Save how the member CSV of a system is read.", "Columns that it does not name are left alone."},
        footer = {
            "",
            "Example: gymctl profile add clubdesk --map first_name=Vorname \\",
            "           --map last_name=Nachname --map email=Mail --encoding windows-1252",
            "         gymctl member import members.csv --profile clubdesk"
        })
public final class ProfileAdd implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "NAME", description = "Small letters, digits, - and _.")
    private String name;

    @Mixin
    private final CsvOptions csv = new CsvOptions();

    @Option(
            names = "--status",
            paramLabel = "THEIRS=OURS",
            description = "What one of the system's statuses means: pending, active, frozen, cancelled or rejected; may"
                    + " be repeated.")
    private final Map<String, String> statuses = new LinkedHashMap<>();

    @Option(names = "--several-lines", description = "A member may have several rows, which are one if they agree.")
    private boolean severalLines;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ProfileAdd(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        Map<String, String> lower = new LinkedHashMap<>();
        statuses.forEach((theirs, ours) -> lower.put(theirs.toLowerCase(Locale.ROOT), ours));
        Profile added = app.profiles().add(csv.profile(name, lower, severalLines));
        app.output(format).done("profile %s is saved".formatted(added.name()), ProfileColumns.LIST, added);
        return 0;
    }
}
