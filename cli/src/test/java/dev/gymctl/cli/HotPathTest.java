package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a one-shot command must not load, seen in a JVM of its own: start-up time is paid by every command. */
final class HotPathTest {
    private static final List<String> TOO_HEAVY = List.of(
            "org.springframework.",
            "org.jline.",
            "org.flywaydb.",
            "com.zaxxer.hikari.",
            "com.opencsv.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "ch.qos.logback.",
            "java.util.logging.FileHandler",
            "org.jdbi.v3.sqlobject.",
            "com.password4j.",
            "org.apache.pdfbox.",
            "org.knowm.",
            "java.awt.",
            "io.zonky.");

    private static final List<String> OURS =
            List.of("dev.gymctl.", "picocli.", "org.postgresql.", "org.slf4j.", "org.jdbi.", "com.ongres.");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void addAMember() {
        Transcript added =
                Transcript.session().env("GYMCTL_URL", database.url()).run("member", "add", "Ada", "Lovelace");
        assertThat(added.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db status -o json",
                "gym show",
                "member show 1 -o json",
                "member list --search ada -o json",
                "report revenue",
                "chat rooms",
                "dashboard",
                "__complete class show 1",
                "report revenue --force --chart target/revenue.svg"
            })
    void loadsNothingHeavyAndNoOtherVerb(String line) throws Exception {
        List<String> loaded = loadedBy(line.split(" ", -1));

        assertThat(loaded).contains("dev.gymctl.cli.Main");
        assertThat(loaded).noneMatch(name -> TOO_HEAVY.stream().anyMatch(name::startsWith));
        assertThat(verbs().filter(loaded::contains)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "member show 1 -o json",
                "__complete member show a",
                "__complete chat history a",
                "__complete plan retire a",
                "member list --limit 5",
                "audit log",
                "audit verify",
                "dashboard",
                "dashboard -o json",
                "finance balance 1 -o json",
                "finance journal",
                "finance trial-balance"
            })
    void aPlainReadMakesNoJdbi(String line) throws Exception {
        assertThat(loadedBy(line.split(" ", -1))).noneMatch(HotPathTest::isPartOfAJdbi);
    }

    /**
     * A start pays for each class; what help, schemas and manual pages need is none of a query's business. The JVM's own
     * classes are not counted, for each Java has others.
     */
    @ParameterizedTest
    @CsvSource({"member list -o json, 440", "__complete member show a, 440", "--help, 185"})
    void loadsNoMoreClassesThanItNeeds(String line, int most) throws Exception {
        List<String> loaded = loadedBy(line.split(" ", -1));

        assertThat(loaded.stream()
                        .filter(name -> OURS.stream().anyMatch(name::startsWith))
                        .filter(name -> !name.contains("$$Lambda"))
                        .toList())
                .hasSizeLessThanOrEqualTo(most);
        assertThat(loaded)
                .doesNotContain(
                        "dev.gymctl.cli.Examples",
                        "dev.gymctl.cli.NearNames",
                        "dev.gymctl.cli.JsonSchema",
                        "dev.gymctl.cli.ManualPage",
                        "dev.gymctl.cli.Distribution");
    }

    @Test
    void norDoesItForSomebodyWhoIsLoggedIn() throws Exception {
        String token = Transcript.session()
                .env("GYMCTL_URL", database.url())
                .run("user", "token", "1", "--name", "test")
                .out()
                .lines()
                .toList()
                .get(1);
        List<String> loaded = loadedBy(
                Map.of("GYMCTL_URL", database.appUrl(), "GYMCTL_TOKEN", token), "member", "show", "1", "-o", "json");

        assertThat(loaded).contains("dev.gymctl.core.access.Session");
        assertThat(loaded).noneMatch(HotPathTest::isPartOfAJdbi);
        assertThat(loaded).noneMatch(name -> TOO_HEAVY.stream().anyMatch(name::startsWith));
    }

    /** Its types are named by what is loaded; what an instance is made of is not. */
    private static boolean isPartOfAJdbi(String name) {
        return name.startsWith("org.jdbi.v3.core.statement.")
                || name.startsWith("org.jdbi.v3.core.argument.")
                || name.startsWith("org.jdbi.v3.core.mapper.");
    }

    private static Stream<String> verbs() {
        try (App app = TestApps.plain()) {
            return CommandsTest.commands().stream()
                    .map(command -> Commands.create(command, app).getClass().getName())
                    .toList()
                    .stream();
        }
    }

    private static List<String> loadedBy(String... args) throws IOException, InterruptedException {
        return loadedBy(Map.of("GYMCTL_URL", database.url()), args);
    }

    private static List<String> loadedBy(Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:stdout:none",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
