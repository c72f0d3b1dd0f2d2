package dev.gymctl.cli;

import dev.gymctl.cli.timer.Timers;
import dev.gymctl.cli.version.ProgramVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes what the build adds to the program from its commands: manual pages, JSON schemas, units for systemd, and the
 * page that the launcher shows itself. No command loads it.
 */
public final class Distribution {
    private final App app;
    private final String version = ProgramVersion.current().program();

    Distribution(App app) {
        this.app = app;
    }

    /**
     * For the build.
     *
     * @param args the program's directory, and one for the Debian package's systemd units
     */
    public static void main(String[] args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Console.Terminals.NONE, Map.of());
        try (App app = new App(console, Map.of(), Clock.systemUTC())) {
            write(Path.of(args[0], "share", "man", "man1"), ".1", new Distribution(app).manualPages());
            write(Path.of(args[0], "share", "gymctl", "schemas"), ".json", new Distribution(app).schemas());
            write(Path.of(args[1]), "", Timers.systemd("/usr/bin/gymctl", Optional.empty()));
            new HelpPage(app).show(Words.of(List.of()));
            console.flush();
        }
        Files.write(Files.createDirectories(Path.of(args[0], "lib")).resolve("help.txt"), out.toByteArray());
    }

    /** Every manual page by its name without the section. */
    Map<String, String> manualPages() {
        Map<String, String> pages = new TreeMap<>();
        List<String> all = new ArrayList<>();
        for (Commands.Noun noun : Commands.NOUNS) {
            List<String> verbs = new ArrayList<>();
            for (String verb : noun.verbs()) {
                String command = noun.command(verb);
                verbs.add(ManualPage.name(command));
                pages.put(
                        ManualPage.name(command),
                        ManualPage.ofVerb(
                                command, Cli.commandLine(command, Commands.create(command, app), app), version));
            }
            if (noun.name().isEmpty()) {
                all.addAll(verbs);
            } else {
                all.add(ManualPage.name(noun.name()));
                pages.put(ManualPage.name(noun.name()), ManualPage.ofNoun(noun, noun.description(), verbs, version));
            }
        }
        for (String topic : Words.TOPICS) {
            all.add(ManualPage.name(topic));
            pages.put(ManualPage.name(topic), ManualPage.ofTopic(topic, version));
        }
        pages.put("gymctl", ManualPage.ofNoun(Commands.alone(), "Runs a gym from a terminal.", all, version));
        return pages;
    }

    /** The JSON schema of every verb that prints data, by its command with a hyphen: {@code member-list}. */
    Map<String, String> schemas() {
        Map<String, String> schemas = new TreeMap<>();
        for (Commands.Noun noun : Commands.NOUNS) {
            for (String verb : noun.verbs()) {
                String command = noun.command(verb);
                if (Commands.create(command, app) instanceof Printing printing) {
                    String description = Cli.commandLine(command, printing, app)
                            .getCommandSpec()
                            .usageMessage()
                            .description()[0];
                    schemas.put(command.replace(' ', '-'), JsonSchema.of(command, description, printing.printed()));
                }
            }
        }
        return schemas;
    }

    /** Writes each under its name, and removes what an earlier build has left there. */
    private static void write(Path directory, String extension, Map<String, String> files) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey() + extension), file.getValue());
        }
    }
}
