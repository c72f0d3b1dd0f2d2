package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, installed into a directory; only where one was built, and dpkg is there. */
@EnabledIf("thereIsOne")
final class DebianPackageIT {
    @TempDir
    static Path directory;

    private static Path root;
    private static Installation installation;

    static boolean thereIsOne() {
        return System.getProperty("gymctl.deb") != null && Files.isExecutable(Path.of("/usr/bin/dpkg-deb"));
    }

    @BeforeAll
    static void install() throws Exception {
        root = directory.resolve("root");
        for (String part : List.of("info", "updates", "triggers")) {
            Files.createDirectories(root.resolve("var/lib/dpkg").resolve(part));
        }
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        installation = new Installation(directory);
        dpkg("-i", System.getProperty("gymctl.deb"));
    }

    @Test
    void holdsTheProgramItsManualCompletionsTimersAndCopyright() {
        for (String file : List.of(
                "usr/share/gymctl/lib/gymctl.jar",
                "usr/share/gymctl/lib/libraries.jar",
                "usr/share/gymctl/lib/postgres.jar",
                "usr/share/gymctl/lib/help.txt",
                "usr/share/gymctl/schemas/member-list.json",
                "usr/share/man/man1/gymctl.1",
                "usr/share/man/man1/gymctl-member-list.1",
                "usr/share/bash-completion/completions/gymctl",
                "usr/share/zsh/vendor-completions/_gymctl",
                "usr/share/fish/vendor_completions.d/gymctl.fish",
                "usr/lib/systemd/user/gymctl-payroll.service",
                "usr/lib/systemd/user/gymctl-payroll.timer",
                "usr/share/doc/gymctl/copyright")) {
            assertThat(root.resolve(file)).isNotEmptyFile();
        }
        assertThat(root.resolve("usr/lib/systemd/user/gymctl-payroll.service"))
                .content()
                .contains("ExecStart=/usr/bin/gymctl payroll run --month last --catch-up\n");
        assertThat(root.resolve("etc")).as("nothing is switched on").doesNotExist();
        assertThat(root.resolve("usr/lib/systemd/user/timers.target.wants")).doesNotExist();
    }

    @Test
    void runsAndAnUpgradeKeepsTheData() throws Exception {
        // With options of the JVM no start-up archive is made, which would come into the way of the removal.
        Map<String, String> home = Map.of(
                "GYMCTL_JAVA_OPTS", "-Xshare:auto",
                "XDG_DATA_HOME", directory.resolve("data").toString(),
                "XDG_CACHE_HOME", directory.resolve("cache").toString());
        try {
            assertThat(gymctl(home, "member", "add", "Ada", "Lovelace").out())
                    .isEqualTo("added member 1, Ada Lovelace\n");

            Path archive = root.resolve("usr/share/gymctl/lib/archive");
            Files.writeString(Files.createDirectories(archive).resolve("of root"), "a start-up archive");
            dpkg("-i", newer(System.getProperty("gymctl.deb")));
            assertThat(archive).doesNotExist();

            assertThat(run(List.of("dpkg", "--root=" + root, "-s", "gymctl"))).contains("Version: 99.0\n");
            assertThat(gymctl(home, "member", "list", "--fields", "first_name", "--no-header")
                            .out())
                    .isEqualTo("Ada\n");
            dpkg("-r", "gymctl");
            assertThat(root.resolve("usr/share/gymctl")).doesNotExist();
            assertThat(directory.resolve("data/gymctl/data"))
                    .as("somebody's data")
                    .isNotEmptyDirectory();
            dpkg("-i", System.getProperty("gymctl.deb"));
        } finally {
            gymctl(home, "db", "stop");
        }
    }

    /** Through the link in usr/bin, as everybody does. */
    private static Installation.Run gymctl(Map<String, String> environment, String... arguments) {
        Installation.Run run = installation.run(root.resolve("usr/bin/gymctl"), environment, arguments);
        assertThat(run.err()).isEmpty();
        return run;
    }

    /** The same under a higher version. */
    private static String newer(String deb) throws Exception {
        Path files = directory.resolve("newer");
        Path newer = directory.resolve("newer.deb");
        run(List.of("dpkg-deb", "-R", deb, files.toString()));
        Path control = files.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceAll("(?m)^Version: .*$", "Version: 99.0"));
        run(List.of("dpkg-deb", "-Z", "none", "--root-owner-group", "-b", files.toString(), newer.toString()));
        return newer.toString();
    }

    private static void dpkg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "dpkg",
                "--root=" + root,
                "--force-not-root",
                "--force-script-chrootless",
                "--force-depends",
                "--force-bad-path",
                "--log=/dev/null"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
        return output;
    }
}
