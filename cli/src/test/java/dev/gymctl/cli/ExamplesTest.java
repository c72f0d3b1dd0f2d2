package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What help shows besides the options: examples that can be typed, and what is there to look at. */
final class ExamplesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/gymctl/cli");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern COMMAND = Pattern.compile("gymctl ([^|<>)]*)");
    private static final Pattern VARIABLE =
            Pattern.compile("(?:environment(?:\\(\\))?\\.(?:get|getOrDefault|containsKey)|getenv)\\(\"([A-Z_]+)\"");

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void everyCommandHasExamplesThatItUnderstands(String command) {
        Examples examples = Examples.of(command);
        List<String> typed = typed(examples);

        assertThat(typed).as("two or three").hasSizeBetween(2, 3);
        for (String line : typed) {
            Matcher matcher = COMMAND.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            Words words = Words.of(words(matcher.group(1)));
            assertThat(words.command()).isEqualTo(command);
            try (App app = TestApps.plain()) {
                CommandLine model = Cli.commandLine(command, Commands.create(command, app), app);
                assertThatCode(() -> model.parseArgs(words.arguments().toArray(String[]::new)))
                        .as(line)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void everyCommandNamesWhatElseToLookAt(String command) {
        List<String> seeAlso = Examples.of(command).seeAlso();

        assertThat(seeAlso).isNotEmpty().doesNotContain(command).doesNotHaveDuplicates();
        assertThat(seeAlso)
                .allMatch(other -> CommandsTest.commands().contains(other)
                        || (other.startsWith("help ") && Words.TOPICS.contains(other.substring("help ".length()))));
    }

    @Test
    void everyEntryIsOfACommand() throws IOException {
        assertThat(Files.readAllLines(RESOURCES.resolve("examples.txt")).stream()
                        .filter(line -> !line.startsWith(" "))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(CommandsTest.commands());
    }

    @Test
    void everyCommandThatATopicOrAFooterNamesIsThere() throws IOException {
        for (String topic : Words.TOPICS) {
            Matcher named = Pattern.compile("gymctl ((?!help\\b|takes\\b|reads\\b)[a-z]+)[\\s:]+([a-z-]+)?")
                    .matcher(Files.readString(RESOURCES.resolve("topics/" + topic + ".txt")));
            while (named.find()) {
                assertThat(CommandsTest.commands())
                        .as(topic)
                        .containsAnyOf(named.group(1), named.group(1) + " " + named.group(2));
            }
        }
    }

    @Test
    void everyVariableThatTheProgramReadsIsTold() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : List.of("../core", "../batch", ".")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    VARIABLE.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
                }
            }
        }
        String topic = Examples.topic("environment");

        assertThat(read).contains("GYMCTL_TOKEN", "PGHOST");
        assertThat(read)
                .allMatch(name ->
                        Pattern.compile("\\b" + name + "\\b").matcher(topic).find());
        assertThat(topic).contains("GYMCTL_URL", "DATABASE_URL", "XDG_DATA_HOME", "GYMCTL_JAVA_OPTS");
    }

    /** The examples, with what goes on in the next line. */
    static List<String> typed(Examples examples) {
        List<String> typed = new ArrayList<>();
        for (String line :
                String.join("\n", examples.lines()).replace("\\\n", "").split("\n", -1)) {
            if (!line.isEmpty()) {
                typed.add(line);
            }
        }
        return typed;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }
}
