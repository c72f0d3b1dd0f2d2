package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.db.DatabaseAddress;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the environment and the configuration file {@code $XDG_CONFIG_HOME/gymctl/config.properties} say, the environment
 * first. An option on the command line goes before both.
 */
public final class Settings {
    private final Map<String, String> environment;
    private Properties file;

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The configuration file's entries; none when there is no file.
     *
     * @throws GymException INVALID when the file is there and cannot be read
     */
    public synchronized Properties file() {
        if (file == null) {
            file = read(path());
        }
        return file;
    }

    /** Reads the file again when it is asked for. */
    public synchronized void forget() {
        file = null;
    }

    /** Where the configuration file is, whether or not it exists. */
    public Path path() {
        return DatabaseAddress.configDirectory(environment).resolve("config.properties");
    }

    /** The output format that holds without {@code -o}: {@code GYMCTL_OUTPUT}, the file's {@code output}, a table. */
    Format format() {
        String name = environment.get("GYMCTL_OUTPUT");
        if (name != null && !name.isEmpty()) {
            return Format.named(name, "GYMCTL_OUTPUT");
        }
        name = file().getProperty("output");
        return name == null ? Format.TABLE : Format.named(name, "output in " + path());
    }

    /** What shows more than a screen; empty: nothing does. */
    Optional<String> pager() {
        String given = environment.get("GYMCTL_PAGER");
        if (given == null) {
            given = file().getProperty("pager");
        }
        return given == null
                ? PagedOutput.ofEnvironment(environment)
                : Optional.of(given).filter(command -> !command.equals("never"));
    }

    boolean allowsColor() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"))
                && !"never".equals(file().getProperty("color"));
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "cannot read the configuration file " + path,
                    "see to it, or remove it",
                    e);
        }
        return properties;
    }
}
