package dev.gymctl.cli.config;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Format;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.Setting;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.db.DatabaseAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl config set}. */
@Command(
        description = "Put url, output, color or pager into the configuration file.",
        footer = {
            "",
            "url     the database: postgres:// or JDBC, embedded or embedded:gymctl_NAME;",
            "        without a password, which ~/.pgpass has",
            "output  table, json, csv or ndjson",
            "color   auto or never",
            "pager   what shows more than a screen, for a shell: less -S; or never"
        })
public final class ConfigSet implements Printing {
    private final App app;

    @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "A setting and its value.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ConfigSet(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(Setting.COLUMNS);
    }

    @Override
    public Integer call() {
        settings.forEach(this::check);
        boolean changed = false;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!setting.getValue().equals(app.settings().file().getProperty(setting.getKey()))) {
                ConfigFile.write(app, setting.getKey(), setting.getValue());
                changed = true;
            }
        }
        String what = String.join(" and ", settings.keySet());
        String line = what + (settings.size() == 1 ? " is" : " are");
        List<Setting> now = Setting.all(app, format).stream()
                .filter(setting -> settings.containsKey(setting.key()))
                .toList();
        app.output(format)
                .allDone(
                        changed ? "%s set in %s".formatted(line, app.settings().path()) : Output.already(line + " so"),
                        Setting.COLUMNS,
                        now);
        for (Setting setting : now) {
            if (!setting.origin().equals("file")) {
                app.console().remark("%s goes before it here".formatted(setting.origin()));
            }
        }
        return 0;
    }

    private void check(String key, String value) {
        ConfigFile.check(key);
        switch (key) {
            case "output" -> Format.named(value, "output");
            case "color" -> {
                if (!value.equals("auto") && !value.equals("never")) {
                    throw new UsageException("color is auto or never, not '%s'".formatted(value), null);
                }
            }
            case "pager" -> {
                if (value.isBlank()) {
                    throw new UsageException("pager is a command, or never", null);
                }
            }
            default -> DatabaseAddress.checkWithoutPassword("url", value, app.environment());
        }
    }
}
