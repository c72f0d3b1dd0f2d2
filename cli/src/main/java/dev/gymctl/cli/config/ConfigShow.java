package dev.gymctl.cli.config;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.Setting;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl config show}. */
@Command(
        description = "Show the settings that hold here, and where each comes from.",
        footer = {
            "",
            "An option goes before the environment, that before the file, that before the",
            "default. Of the database's address no password is shown. The gym's own settings",
            "are in its database: gymctl gym show."
        })
public final class ConfigShow implements Printing {
    private final App app;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ConfigShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(Setting.COLUMNS);
    }

    @Override
    public Integer call() {
        app.output(format).list(Setting.COLUMNS, Setting.all(app, format), "");
        for (String key : new TreeSet<>(app.settings().file().stringPropertyNames())) {
            if (!Setting.KEYS.contains(key)) {
                app.console()
                        .remark("%s has '%s', which is no setting"
                                .formatted(app.settings().path(), key));
            }
        }
        return 0;
    }
}
