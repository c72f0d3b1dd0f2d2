package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gymctl.core.Programs;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The completion scripts in the shells themselves, at a terminal: a line is typed with a Tab in it and run, and what the
 * program is given then is what has been completed.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ShellsTest {
    private static final Path SCRIPTS =
            Path.of("..", "completions").toAbsolutePath().normalize();
    private static final String AWKWARD = "it's \"a:b\" $(touch pwned) `touch pwned` \\ 🏋";

    private static final String JAVA =
            "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dgymctl.patience=20000 %%s-cp '%s' %s %%s"
                    .formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            System.getProperty("java.class.path"),
                            Main.class.getName());

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** With the program, which is nowhere else. */
    @TempDir
    static Path directory;

    @BeforeAll
    static void fill() throws IOException {
        Transcript.Session session = Transcript.session().env("GYMCTL_URL", database.url());
        assertThat(session.run("member", "add", "Ada", "Lovelace", "--email", "ada@example.org")
                        .err())
                .isEmpty();
        assertThat(session.run("chat", "create", AWKWARD, "--as", "1").err()).isEmpty();
        assertThat(session.run("chat", "send", AWKWARD, "hello", "--as", "1").err())
                .isEmpty();
        // It says what it is given; only to what is completed the program itself answers.
        Installation.program(directory.resolve("gymctl"), """
                [ "$1" != __complete ] || exec %s
                printf '<%%s>' "$@"
                echo .
                """.formatted(JAVA.formatted("", "\"$@\"")));
    }

    @Test
    void bashCompletesOptionsVerbsAndValues() throws Exception {
        Path start = Files.writeString(
                directory.resolve("bashrc"),
                "PS1='ready> '\nbind 'set enable-bracketed-paste off'\nsource '" + SCRIPTS.resolve("gymctl.bash")
                        + "'\n");

        assertThatAtATerminal("bash", "bash --rcfile " + start + " -i", '"');
    }

    @Test
    void zshCompletesOptionsVerbsAndValues() throws Exception {
        Files.writeString(
                directory.resolve(".zshrc"),
                "PS1='ready> '\nunset zle_bracketed_paste\nfpath=('" + SCRIPTS
                        + "' $fpath)\nautoload -U compinit\ncompinit -u -D\n");

        assertThatAtATerminal("zsh", "env ZDOTDIR=" + directory + " zsh -d -i", '\'');
    }

    /** What is suggested stands in grey behind the first letter. */
    @Test
    void ourOwnCompletesValuesAndSuggestsWhatWasTyped() throws Exception {
        try (PseudoTerminal terminal =
                atATerminal("stty rows 30 cols 200; exec " + JAVA.formatted("-Dgymctl.terminals=012 ", "shell"))) {
            terminal.until("(owner)> ");
            terminal.type("member show AD\t -o csv\r");
            terminal.until("\n1,Ada,Lovelace,");
            terminal.until("(owner)> ");
            terminal.type("chat rooms it\t -o csv\r");
            terminal.until("\n\"it's \"\"a:b\"\"");
            terminal.until("(owner)> ");
            terminal.type("m");
            terminal.until("\u001b[2member show ada@example.org");
        }
    }

    /**
     * What is typed, and what the program is given when it is run.
     *
     * @param keys after its name
     */
    private record Typed(String keys, String run) {}

    private static void assertThatAtATerminal(String shell, String start, char quote) throws Exception {
        assumeThat(isInstalled(shell)).as(shell + " is installed").isTrue();
        try (PseudoTerminal terminal = atATerminal(start)) {
            terminal.until("ready> ");
            for (Typed line : List.of(
                    new Typed("member sh\t 7", "<member><show><7>."),
                    new Typed("member list --no-h\t", "<member><list><--no-header>."),
                    new Typed("help exi\t", "<help><exit-codes>."),
                    new Typed("member show ada@e\t", "<member><show><ada@example.org>."),
                    new Typed("chat history it\t", "<chat><history><" + AWKWARD + ">."),
                    new Typed("chat history " + quote + "it\t", "<chat><history><" + AWKWARD + ">."))) {
                terminal.type("./gymctl " + line.keys() + "\r");
                terminal.until(line.run());
            }
            assertThat(directory.resolve("pwned")).doesNotExist();
        }
    }

    @Test
    void fishCompletesOptionsVerbsAndValues() throws Exception {
        assumeThat(isInstalled("fish")).as("fish is installed").isTrue();

        ProcessBuilder builder = new ProcessBuilder(
                        "fish",
                        "--no-config",
                        "-c",
                        "source $argv[1]; for line in $argv[2..-1]; complete -C $line; end",
                        SCRIPTS.resolve("gymctl.fish").toString(),
                        "./gymctl member sh",
                        "./gymctl member list --no-h",
                        "./gymctl help exi",
                        "./gymctl member show ad",
                        "./gymctl chat history 'it")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process fish = builder.start();
        String found = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found.lines())
                .containsExactly(
                        "show\tShow a member's file.",
                        "--no-header\tNo names above the columns of a table or CSV.",
                        "exit-codes",
                        "ada@example.org\tAda Lovelace",
                        AWKWARD);
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    private static PseudoTerminal atATerminal(String command) throws IOException {
        return new PseudoTerminal(directory, environment(), command);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "GYMCTL_URL",
                database.url(),
                "HOME",
                directory.toString(),
                "LC_ALL",
                "C.UTF-8",
                "TERM",
                "xterm",
                "COLUMNS",
                "500");
    }

    private static boolean isInstalled(String program) {
        return Programs.onPath(program, System.getenv("PATH")).isPresent();
    }
}
