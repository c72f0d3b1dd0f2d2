package dev.gymctl.cli.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What has the jobs run by themselves. */
final class TimerTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path directory;

    @BeforeAll
    static void setTheZone() {
        Transcript set =
                Transcript.session().env("GYMCTL_URL", database.url()).run("gym", "set", "zone=America/Los_Angeles");
        assertThat(set.exit()).isZero();
    }

    @Test
    void unitsRunInTheGymsZoneAndMakeUpForWhatWasMissed() {
        Transcript shown = gymctl().run("timer", "show", "--systemd", "--program", "/opt/gym 100%/gymctl");

        assertThat(shown.err()).isEmpty();
        assertThat(shown.out())
                .contains(
                        "# gymctl-payroll.timer\n",
                        "OnCalendar=*-*-01 05:30:00 America/Los_Angeles\n",
                        "OnCalendar=*-*-* 05:10:00 America/Los_Angeles\n",
                        "Persistent=true\n",
                        "ExecStart=\"/opt/gym 100%%/gymctl\" payroll run --month last --catch-up\n",
                        "ExecStart=\"/opt/gym 100%%/gymctl\" reconcile run --month last --catch-up\n",
                        "ExecStart=\"/opt/gym 100%%/gymctl\" billing run --month this\n");
    }

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
        Transcript installed =
                gymctl().run("timer", "install", "--systemd", "--dir", directory.toString(), "--program", "/bin/true");
        assertThat(installed.out())
                .isEqualTo("the timers of billing, reconcile and payroll are in " + directory + "\n");
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--user", "--man=no"));
        try (Stream<Path> units = Files.list(directory)) {
            units.map(Path::toString).sorted().forEach(command::add);
        }
        assertThat(command).hasSize(4 + 6);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("gymctl");
    }

    @Test
    void installsForTheUserAndBringsUpToDate() {
        Path units = directory.resolve("systemd/user");
        Transcript installed = gymctl().run("timer", "install", "--systemd");
        assertThat(installed.out())
                .startsWith("the timers of billing, reconcile and payroll are in " + units + "\n")
                .contains(
                        "systemctl --user enable --now gymctl-billing.timer gymctl-reconcile.timer gymctl-payroll.timer\n");
        assertThat(installed.err())
                .isEqualTo(
                        "the database comes from GYMCTL_URL, which a timer does not have: gymctl config set url=…\n");
        assertThat(units.resolve("gymctl-payroll.service")).content().contains("ExecStart=gymctl payroll run");
        assertThat(gymctl().run("timer", "install", "--systemd").out()).startsWith("nothing changed: ");
        gymctl().run("timer", "install", "--systemd", "--program", "/usr/bin/gymctl");
        assertThat(units.resolve("gymctl-payroll.service")).content().contains("ExecStart=/usr/bin/gymctl payroll run");
    }

    @Test
    void aCrontabKeepsWhatElseIsInIt() throws IOException {
        Path crontab = directory.resolve("crontab.txt");
        Files.writeString(crontab, "0 1 * * * backup\n");
        Path program = directory.resolve("crontab");
        Files.writeString(
                program,
                "#!/bin/sh\nif [ \"$1\" = -l ]; then cat '%1$s'; else cat >'%1$s.new' && mv '%1$s.new' '%1$s'; fi\n"
                        .formatted(crontab));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Transcript.Session gymctl = gymctl().env("PATH", directory + ":" + System.getenv("PATH"));

        assertThat(gymctl.run("timer", "install", "--cron", "--program", "/opt/gymctl")
                        .out())
                .isEqualTo("the timers of billing, reconcile and payroll are in your crontab\n");
        String once = Files.readString(crontab);
        assertThat(once)
                .startsWith("0 1 * * * backup\n# gymctl timer: begin\n")
                .contains("\n30 5 * * * ", "'/opt/gymctl' payroll run --month last --catch-up >/dev/null\n");
        assertThat(gymctl.run("timer", "install", "--cron", "--program", "/opt/gymctl")
                        .out())
                .startsWith("nothing changed: ");
        assertThat(crontab).hasContent(once);
        gymctl.run("timer", "install", "--cron", "--program", "/usr/bin/gymctl");
        assertThat(crontab).hasContent(once.replace("/opt/gymctl", "/usr/bin/gymctl"));
    }

    /** As cron does it: the shell reads the environment's file and runs the command. */
    @Test
    void aLineOfCronRunsTheCommandWithTheEnvironment() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path program = directory.resolve("it's 100%");
        Files.writeString(program, "#!/bin/sh\necho \"$GYMCTL_TOKEN $*\" >>'%s/said'\n".formatted(directory));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String lines = gymctl().run("timer", "show", "--cron", "--program", program.toString())
                .out();
        List<String> commands = lines.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 6)[5].replace("\\%", "%"))
                .toList();
        for (String command : commands) {
            assertThat(shell(home, command)).isZero();
        }
        Files.createDirectories(home.resolve(".config/gymctl"));
        Files.writeString(home.resolve(".config/gymctl/environment"), "GYMCTL_TOKEN=secret\n");
        assertThat(shell(home, commands.get(2))).isZero();

        assertThat(directory.resolve("said")).hasContent("""
                 billing run --month this
                 reconcile run --month last --catch-up
                 payroll run --month last --catch-up
                secret payroll run --month last --catch-up
                """);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(gymctl().run("timer", "show"))
                .isEqualTo(Transcript.failure(2, "say for what: --cron or --systemd", null));
        assertThat(gymctl().env("PATH", directory.toString())
                        .run("timer", "install", "--cron")
                        .exit())
                .isEqualTo(1);
    }

    private static int shell(Path home, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).inheritIO();
        builder.environment().put("HOME", home.toString());
        return builder.start().waitFor();
    }

    private Transcript.Session gymctl() {
        return Transcript.session().env("GYMCTL_URL", database.url()).env("XDG_CONFIG_HOME", directory.toString());
    }
}
