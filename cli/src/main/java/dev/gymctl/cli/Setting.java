package dev.gymctl.cli;

import dev.gymctl.core.db.DatabaseAddress;
import java.util.List;

/**
 * A setting as it holds for a command.
 *
 * @param origin what decided: an option, a variable of the environment, {@code file}, or {@code default}
 */
public record Setting(String key, String value, String origin) {
    /** What the configuration file may hold. */
    public static final List<String> KEYS = List.of("url", "output", "color", "pager");

    private static final String FILE = "file";
    private static final String DEFAULT = "default";

    /** How they are printed. */
    public static final Columns<Setting> COLUMNS = Columns.<Setting>of()
            .add("key", Setting::key)
            .add("value", Setting::value)
            .add("origin", Setting::origin);

    /**
     * All of them, in the order of {@link #KEYS}; connects to nothing.
     *
     * @throws dev.gymctl.core.GymException INVALID when the file cannot be read, or the database's address is wrong
     */
    public static List<Setting> all(App app, OutputOptions chosen) {
        return List.of(url(app), output(app, chosen), color(app), pager(app));
    }

    /** Without a password, as all that is shown of an address. */
    private static Setting url(App app) {
        DatabaseAddress address = app.address();
        String origin = switch (address.origin()) {
            case "the setting url" -> FILE;
            case "the default" -> DEFAULT;
            default -> address.origin();
        };
        return new Setting("url", address.display(), origin);
    }

    private static Setting output(App app, OutputOptions chosen) {
        String origin = DEFAULT;
        if (chosen.isGiven()) {
            origin = "--output";
        } else if (!app.environment().getOrDefault("GYMCTL_OUTPUT", "").isEmpty()) {
            origin = "GYMCTL_OUTPUT";
        } else if (app.settings().file().containsKey("output")) {
            origin = FILE;
        }
        return new Setting("output", chosen.format(app.settings()).toString(), origin);
    }

    private static Setting pager(App app) {
        String origin = DEFAULT;
        if (app.environment().containsKey("GYMCTL_PAGER")) {
            origin = "GYMCTL_PAGER";
        } else if (app.settings().file().containsKey("pager")) {
            origin = FILE;
        } else if (app.environment().containsKey("PAGER")) {
            origin = "PAGER";
        }
        return new Setting("pager", app.settings().pager().orElse("never"), origin);
    }

    private static Setting color(App app) {
        if (app.options().noColor()) {
            return new Setting("color", "never", "--no-color");
        } else if (!app.environment().getOrDefault("NO_COLOR", "").isEmpty()) {
            return new Setting("color", "never", "NO_COLOR");
        } else if ("dumb".equals(app.environment().get("TERM"))) {
            return new Setting("color", "never", "TERM");
        }
        String file = app.settings().file().getProperty("color");
        return new Setting("color", "never".equals(file) ? "never" : "auto", file == null ? DEFAULT : FILE);
    }
}
