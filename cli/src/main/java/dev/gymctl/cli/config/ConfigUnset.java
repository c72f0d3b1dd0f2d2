package dev.gymctl.cli.config;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.Setting;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl config unset}. */
@Command(description = "Take settings out of the configuration file.")
public final class ConfigUnset implements Printing {
    private final App app;

    /** What can be taken out. */
    static final class Keys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Setting.KEYS.iterator();
        }
    }

    @Parameters(
            paramLabel = "KEY",
            arity = "1..*",
            completionCandidates = Keys.class,
            description = "url, output or color.")
    private List<String> keys;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ConfigUnset(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(Setting.COLUMNS);
    }

    @Override
    public Integer call() {
        keys.forEach(ConfigFile::check);
        boolean changed = false;
        for (String key : keys) {
            if (app.settings().file().containsKey(key)) {
                ConfigFile.write(app, key, null);
                changed = true;
            }
        }
        String line = String.join(" and ", keys) + (keys.size() == 1 ? " is" : " are") + " not set in "
                + app.settings().path();
        app.output(format)
                .allDone(
                        changed ? line + " any more" : Output.already(line),
                        Setting.COLUMNS,
                        Setting.all(app, format).stream()
                                .filter(setting -> keys.contains(setting.key()))
                                .toList());
        return 0;
    }
}
