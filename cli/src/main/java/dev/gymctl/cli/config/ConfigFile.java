package dev.gymctl.cli.config;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Setting;
import dev.gymctl.cli.Spelling;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration file, changed line by line: what else somebody wrote there stays. */
final class ConfigFile {
    private ConfigFile() {}

    /** Refuses, exit 2, a key that there is none of. */
    static void check(String key) {
        if (!Setting.KEYS.contains(key)) {
            throw new UsageException(
                    "there is no setting '%s'".formatted(key),
                    Spelling.nearest(key, Setting.KEYS)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("there are " + String.join(", ", Setting.KEYS)));
        }
    }

    /**
     * Sets a key, or takes it out.
     *
     * @param value null to take it out
     */
    static void write(App app, String key, String value) {
        Path path = app.settings().path();
        Pattern entry = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*([=:\\s].*)?");
        List<String> lines = new ArrayList<>();
        boolean goesOn = false;
        boolean written = value == null;
        for (String line : read(path)) {
            boolean mine = goesOn || entry.matcher(line).matches();
            goesOn = mine && line.endsWith("\\");
            if (!mine) {
                lines.add(line);
            } else if (!written) {
                lines.add(line(key, value));
                written = true;
            }
        }
        if (!written) {
            lines.add(line(key, value));
        }
        try {
            Files.createDirectories(path.getParent());
            try (WholeFile file = WholeFile.begin(path, true)) {
                for (String line : lines) {
                    file.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
                file.finish();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
        app.settings().forget();
    }

    private static List<String> read(Path path) {
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static String line(String key, String value) {
        return key + "=" + value.replace("\\", "\\\\");
    }
}
