package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gymctl.core.Programs;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person sees at a terminal of some width, colours and control sequences included; {@code -Dgymctl.terminal.write}
 * writes it anew.
 */
final class TerminalIT {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/terminal");
    private static final String ESCAPE = "\u001b";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = Installation.copyTo(directory.resolve("gymctl"));
        Transcript.Session session = Transcript.session().env("GYMCTL_URL", database.url());
        session.run("member", "add", "Ada", "Lovelace", "--email", "ada@example.org");
        session.run("member", "add", "小龍 🏋", "李", "--email", "a.very.long.address.indeed@gym.example.org");
        session.run("member", "add", "Zoë", "Müller-Lüdenscheidt", "--email", "zoe@example.org");
        session.run("member", "add", "Esc", "\u202ebidi", "--email", "esc@example.org");
        session.run("member", "approve", "1");
        session.run("member", "reject", "3", "--reason", "moved");
        assertThat(session.run(
                                "finance",
                                "charge",
                                "1",
                                "49",
                                "--memo",
                                "dues",
                                "--on",
                                "2026-01-01",
                                "--due",
                                "2026-01-15")
                        .err())
                .isEmpty();
        session.run("chat", "create", "desk", "--as", "1");
        session.run("chat", "send", "desk", "The keys hang behind the door of the office, on the left.", "--as", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "40, xterm, C.UTF-8, ''",
        "80, xterm, C.UTF-8, ''",
        "120, xterm, C.UTF-8, ''",
        "80, xterm, C.UTF-8, NO_COLOR=1",
        "80, dumb, C.UTF-8, ''",
        "80, xterm, C, ''"
    })
    void looksLikeThis(int columns, String terminal, String locale, String variable) throws Exception {
        String shown = atATerminal(columns, """
                $ gymctl member list
                $ gymctl member list --status frozen
                $ gymctl finance charges 1
                $ gymctl member show 5
                $ gymctl member list --fields id,payment_status -o csv
                """, "TERM=" + terminal + " LC_ALL=" + locale + " " + variable);
        Path expected = TRANSCRIPTS.resolve("%d-%s-%s%s.txt"
                .formatted(columns, terminal, locale, variable.isEmpty() ? "" : "-" + variable.replace("=", "-")));
        if (System.getProperty("gymctl.terminal.write") != null) {
            Files.createDirectories(TRANSCRIPTS);
            Files.writeString(expected, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(expected));
        assertThat(shown.lines().filter(line -> !line.startsWith("$ ")))
                .allSatisfy(line -> assertThat(TextWidth.of(line.replaceAll("\\^\\[\\[[0-9;]*m", "")))
                        .isLessThanOrEqualTo(columns));
    }

    @Test
    void aReaderThatHasEnoughEndsItQuietly() throws Exception {
        assertThat(atATerminal(80, "$ gymctl member list -o ndjson | head -n 1 | cut -c 1-9\n", "TERM=xterm"))
                .isEqualTo("$ gymctl member list -o ndjson | head -n 1 | cut -c 1-9\n{\"id\": 1,\n");
    }

    /** The table is longer than the screen, and then less so. */
    @Test
    void theSizeMayChangeUnderAPager() throws Exception {
        assumeThat(Programs.onPath("less", System.getenv("PATH")))
                .as("less is installed")
                .isPresent();
        try (PseudoTerminal terminal = start(
                "TERM=xterm LC_ALL=C.UTF-8 sh -c 'stty cols 100 rows 4; gymctl member list; echo exit $?; stty size'")) {
            terminal.until("ada@example.org");
            terminal.until("\r\n:");
            terminal.resize(120, 10);
            terminal.until("esc@example.org");
            terminal.type("q");
            terminal.until("exit 0\r\n10 120\r\n");
        }
    }

    /** Another size draws other rows; of those that are awaited the last one stands lowest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dashboard --watch | Today .* Overdue .* | Today .* | Overdue .* | q",
                "chat open desk --as 1 | .*The keys hang behind the door of the office, on the left\\."
                        + " | .*hang behind the door of the office, on | \\s*the left\\. | '\u0003'"
            })
    void theSizeMayChangeUnderAWholeScreen(String command, String wide, String narrow, String below, String end)
            throws Exception {
        try (PseudoTerminal terminal = startWholeScreen(command)) {
            terminal.until(100, 30, row -> row.matches(wide));
            terminal.resize(50, 20);
            assertThat(terminal.until(50, 20, row -> row.matches(below))).anyMatch(row -> row.matches(narrow));
            terminal.type(end);
            terminal.until("exit 0, as it was");
        }
    }

    /** With 100 columns and 30 rows; says in the end whether the terminal is in the modes that it was in before. */
    private static PseudoTerminal startWholeScreen(String command) throws IOException {
        Path script = Files.writeString(directory.resolve("whole screen"), """
                stty cols 100 rows 30
                before=$(stty -g)
                gymctl %s
                echo "exit $?, $([ "$(stty -g)" = "$before" ] && echo as it was)"
                """.formatted(command));
        return start("TERM=xterm LC_ALL=C.UTF-8 sh '" + script + "'");
    }

    /** The commands, each with what it shows. */
    private static String atATerminal(int columns, String commands, String variables) throws Exception {
        StringBuilder script = new StringBuilder("stty -echo cols %d rows 100\n".formatted(columns));
        commands.lines()
                .map(line -> line.substring(2))
                .forEach(line -> script.append("echo '$ ")
                        .append(line)
                        .append("'\n")
                        .append(line)
                        .append('\n'));
        Path file = Files.writeString(directory.resolve("commands"), script);
        try (PseudoTerminal terminal = start("%s sh '%s'".formatted(variables, file))) {
            return terminal.rest().replace("\r\n", "\n").replace(ESCAPE, "^[");
        }
    }

    /** A shell's command in which nothing is known but where the program and the database are. */
    private static PseudoTerminal start(String command) throws IOException {
        return new PseudoTerminal(
                directory,
                Map.of(),
                "exec env -i PATH='%s:%s' HOME='%s' JAVA_HOME='%s' GYMCTL_URL='%s' %s"
                        .formatted(
                                installation.launcher().getParent(),
                                System.getenv("PATH"),
                                directory,
                                System.getProperty("java.home"),
                                database.url(),
                                command));
    }
}
