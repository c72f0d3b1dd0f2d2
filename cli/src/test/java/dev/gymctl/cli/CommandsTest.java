package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The registry of the commands. */
final class CommandsTest {
    @Test
    void registersEveryVerbClassOnce() {
        Set<String> annotated = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.gymctl.cli")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Command.class))
                        .forEach(type -> annotated.add(type.getName()));
        List<String> registered = new ArrayList<>();
        try (App app = app()) {
            for (String command : commands()) {
                registered.add(Commands.create(command, app).getClass().getName());
            }
        }

        assertThat(registered).containsExactlyInAnyOrderElementsOf(annotated);
    }

    @Test
    void describesEveryNoun() {
        assertThat(Commands.NOUNS.stream().skip(1))
                .allMatch(noun -> noun.description().endsWith("."));
    }

    @Test
    void buildsTheWholeModel() {
        try (App app = app()) {
            assertThat(Cli.fullModel(app).getSubcommands())
                    .hasSize(
                            Commands.NOUNS.size() - 1 + Commands.alone().verbs().size());
        }
    }

    static List<String> commands() {
        return Commands.NOUNS.stream()
                .flatMap(noun -> noun.verbs().stream().map(noun::command))
                .toList();
    }

    private static App app() {
        return TestApps.plain();
    }
}
