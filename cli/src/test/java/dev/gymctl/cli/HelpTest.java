package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** The help of every command, as a file; {@code -Dgymctl.help.write} writes the files anew. */
final class HelpTest {
    private static final int WIDTH = 80;
    private static final Path HELP = Path.of("src/test/resources/help");

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void explainsEveryVerb(String command) throws IOException {
        Transcript help = Transcript.session().run((command + " --help").split(" ", -1));

        assertThat(help.exit()).isZero();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= WIDTH);
        assertThat(footer(command)).as("wrapped by hand").allMatch(line -> line.length() < WIDTH);
        assertThatFileHolds(HELP.resolve(command.replace(' ', '-') + ".txt"), help.out());
    }

    @ParameterizedTest
    @MethodSource("nouns")
    void listsTheVerbsOfEveryNoun(String noun) throws IOException {
        Transcript help = Transcript.session().run((noun + " --help").strip().split(" ", -1));

        assertThat(help.exit()).isZero();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= WIDTH);
        assertThatFileHolds(HELP.resolve(noun.isEmpty() ? "gymctl.txt" : noun + ".txt"), help.out());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void tellsAboutEveryTopic(String topic) throws IOException {
        Transcript help = Transcript.session().run("help", topic);

        assertThat(help.exit()).isZero();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= WIDTH);
        assertThatFileHolds(HELP.resolve("topic-" + topic + ".txt"), help.out());
    }

    static List<String> topics() {
        return Words.TOPICS;
    }

    private static String[] footer(String command) {
        try (App app = TestApps.plain()) {
            return Commands.create(command, app)
                    .getClass()
                    .getAnnotation(Command.class)
                    .footer();
        }
    }

    static List<String> nouns() {
        return Commands.NOUNS.stream().map(Commands.Noun::name).toList();
    }

    private static void assertThatFileHolds(Path file, String text) throws IOException {
        if (System.getProperty("gymctl.help.write") != null) {
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }
}
