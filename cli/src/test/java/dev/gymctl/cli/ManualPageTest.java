package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual pages; {@code -Dgymctl.help.write} writes the golden ones anew. */
final class ManualPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/man");

    @TempDir
    static Path program;

    private static Map<String, String> pages;

    @BeforeAll
    static void writePages() throws IOException {
        Distribution.main(
                new String[] {program.toString(), program.resolve("units").toString()});
        try (App app = TestApps.plain()) {
            pages = new Distribution(app).manualPages();
        }
    }

    @Test
    void thereIsOneForEveryCommandNounAndTopic() {
        List<String> expected = new ArrayList<>(List.of("gymctl"));
        CommandsTest.commands().forEach(command -> expected.add("gymctl-" + command.replace(' ', '-')));
        Commands.NOUNS.stream().skip(1).forEach(noun -> expected.add("gymctl-" + noun.name()));
        Words.TOPICS.forEach(topic -> expected.add("gymctl-" + topic));

        assertThat(pages.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(program.resolve("share/man/man1/gymctl-member-list.1")).hasContent(pages.get("gymctl-member-list"));
    }

    @Test
    void whatTheyReferToIsThere() {
        Pattern reference = Pattern.compile("\\\\fB([a-z\\\\-]+)\\\\fR\\(1\\)");
        pages.forEach((name, page) -> assertThat(reference
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1).replace("\\-", "-"))
                        .toList())
                .as(name)
                .isNotEmpty()
                .isSubsetOf(pages.keySet()));
    }

    @Test
    void groffFindsNothingWrong() throws Exception {
        assumeThat(Path.of("/usr/bin/groff")).exists();
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-ww", "-z", "-Tutf8", "-Kutf8"));
        for (String name : pages.keySet()) {
            command.add(program.resolve("share/man/man1/" + name + ".1").toString());
        }
        assertThat(run(command)).isEmpty();
    }

    @Test
    void manShowsWhatHelpSays() throws Exception {
        assumeThat(Path.of("/usr/bin/groff")).exists();
        String shown = run(List.of(
                        "groff",
                        "-man",
                        "-Tascii",
                        "-P-c",
                        "-P-b",
                        "-P-u",
                        program.resolve("share/man/man1/gymctl-finance-pay.1").toString()))
                .replaceAll("\\s+", " ");

        assertThat(shown)
                .contains(
                        "gymctl-finance-pay - record money received from a member",
                        "gymctl finance pay --method=METHOD [OPTIONS] MEMBER AMOUNT",
                        "gymctl finance pay 7 49 --method cash --key 'receipt 311'",
                        "gymctl-finance-refund(1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gymctl-finance-pay", "gymctl-time"})
    void areAsTheyWere(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".1");
        if (System.getProperty("gymctl.help.write") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, pages.get(name));
        }
        assertThat(file).hasContent(pages.get(name));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
