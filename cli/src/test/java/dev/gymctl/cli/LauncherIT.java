package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Installation.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/gymctl}: finds itself and a Java, and becomes it. */
class LauncherIT {
    /** Says who it is and what it was given, one argument a line. */
    private static final String TELLING = "echo $$; printf '%s\\n' \"$@\"";

    @TempDir
    static Path directory;

    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = Installation.copyTo(directory.resolve("gym ctl für uns"));
    }

    @Test
    void runsFromAPathWithSpacesAndUmlauts() {
        assertRuns(installation.run(Map.of(), "version"));
    }

    @Test
    void runsThroughSymlinks(@TempDir Path links) throws IOException {
        Path absolute = Files.createSymbolicLink(links.resolve("absolute"), installation.launcher());
        Path relative = Files.createSymbolicLink(links.resolve("gymctl"), Path.of("absolute"));
        Path parent = Files.createSymbolicLink(links.resolve("installed here"), installation.directory());
        assertRuns(installation.run(absolute, Map.of(), "version"));
        assertRuns(installation.run(relative, Map.of(), "version"));
        assertRuns(installation.run(parent.resolve("bin/gymctl"), Map.of(), "version"));
    }

    @Test
    void takesTheJavaOfThePathWhenJavaHomeHasNone() throws IOException {
        assertRuns(installation.run(Map.of("JAVA_HOME", "/nowhere", "PATH", pathWithJava()), "version"));
        assertRuns(installation.run(Map.of("JAVA_HOME", "", "PATH", pathWithJava()), "version"));
    }

    @Test
    void takesTheFirstJavaOfThePathThatIsNewEnough(@TempDir Path javas) throws IOException {
        Path old = Installation.java(javas.resolve("11"), "11.0.2", "echo too old; exit 9");
        String path = old.resolve("bin") + ":" + pathWithJava();
        assertRuns(installation.run(Map.of("JAVA_HOME", old.toString(), "PATH", path), "version"));
    }

    @Test
    void asksAJavaThatOnlyStandsForAnother(@TempDir Path shims) throws IOException {
        Installation.program(shims.resolve("java"), "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
        assertRuns(installation.run(Map.of("JAVA_HOME", "", "PATH", shims + ":/usr/bin:/bin"), "version"));
    }

    /** The page that says what there is, as the program itself prints it. */
    @Test
    void showsTheFirstPageWithoutAJava(@TempDir Path javas) throws IOException {
        Path broken = Installation.java(javas.resolve("21"), "21.0.1", "exit 9");
        Path page = Path.of("src/test/resources/help/gymctl.txt");
        for (List<String> words : List.of(List.of("--help"), List.of("-h"), List.of("help"), List.<String>of())) {
            Run run = installation.run(Map.of("JAVA_HOME", broken.toString()), words.toArray(String[]::new));
            assertThat(run.out()).isEqualTo(Files.readString(page));
            assertThat(run.err()).isEmpty();
            assertThat(run.exit()).isZero();
        }
        assertThat(installation.run(Map.of(), "--no-color", "--help").out()).isEqualTo(Files.readString(page));
    }

    @Test
    void saysThatJavaIsMissing(@TempDir Path empty) throws IOException {
        Run run = installation.run(Map.of("JAVA_HOME", "", "PATH", empty.toString()), "version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        gymctl: no Java 17 or newer found
                        hint: install Java 17 or newer and put it on the PATH, or name its directory in JAVA_HOME
                        """);
    }

    @Test
    void refusesAJavaThatIsTooOld(@TempDir Path javas) throws IOException {
        Path old = Installation.java(javas.resolve("11"), "11.0.2", "exit 9");
        Path older = Installation.java(javas.resolve("8"), "1.8.0_402", "exit 9");
        String path = older.resolve("bin").toString();
        Run run = installation.run(Map.of("JAVA_HOME", old.toString(), "PATH", path), "version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("gymctl: no Java 17 or newer found (JAVA_HOME is " + old + ")\n");
    }

    /** So that a signal to the command reaches the JVM, and the JVM's end is the command's. */
    @Test
    void becomesTheJvm(@TempDir Path javas) throws IOException {
        Path java = Installation.java(javas.resolve("21"), "21.0.1", TELLING + "; kill -TERM $$");
        Run run = installation.run(Map.of("JAVA_HOME", java.toString()), "version");
        assertThat(run.out()).startsWith(run.pid() + "\n");
        assertThat(run.exit()).isEqualTo(143);
    }

    @Test
    void handsOnArgumentsAndOptionsAsTheyAre(@TempDir Path javas) throws IOException {
        Path java = Installation.java(javas.resolve("21"), "21.0.1", TELLING);
        Map<String, String> environment =
                Map.of("JAVA_HOME", java.toString(), "JAVA_OPTS", "-Xmx64m -Da=b", "GYMCTL_JAVA_OPTS", "-Dc=d");
        Run run = installation.run(environment, "member", "add", "a  b", "", "*", "-x=\"1\"");
        assertThat(run.out())
                .contains("\n-Xmx64m\n-Da=b\n-Dc=d\n")
                .endsWith("\ndev.gymctl.cli.Main\nmember\nadd\na  b\n\n*\n-x=\"1\"\n");
    }

    @Test
    void namesOneFileForTheArchiveWhateverTheVendor(@TempDir Path javas) throws IOException {
        Path java = Installation.java(javas.resolve("21"), "N/A", "21.0.1", TELLING);
        Run run = installation.run(Map.of("JAVA_HOME", java.toString()), "version");
        assertThat(run.out()).contains("/lib/archive/").contains(" N-A 21.0.1+1.jsa\n");
    }

    @Test
    void readsAndWritesUtf8InALocaleWithoutACharacterSet(@TempDir Path scripts) throws IOException {
        Path script = Installation.program(scripts.resolve("typed"), "exec '" + installation.launcher() + "' Jürgen");
        Run run = installation.run(script, Map.of("LC_ALL", "C"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Jürgen");
    }

    private static String pathWithJava() {
        return Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin";
    }

    private static void assertRuns(Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(System.getProperty("java.runtime.version"));
        assertThat(run.exit()).isZero();
    }
}
