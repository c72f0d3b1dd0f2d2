package dev.gymctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of this machine, and where each comes from. */
final class ConfigTest {
    @TempDir
    Path home;

    @Test
    void namesTheOriginOfEachValue() throws IOException {
        assertThat(gymctl().run("config", "show", "-o", "csv").out())
                .isEqualTo(
                        "key,value,origin\nurl,embedded PostgreSQL in %s/gymctl,default\noutput,csv,--output\ncolor,auto,default\npager,never,default\n"
                                .formatted(home));
        write("output=csv\ncolor=never\nurl=postgres://ada@db.example/gym\n");
        assertThat(gymctl().run("config", "show").out())
                .isEqualTo(
                        "key,value,origin\nurl,postgresql://ada@db.example:5432/gym,file\noutput,csv,file\ncolor,never,file\npager,never,default\n");
        assertThat(gymctl().env("GYMCTL_OUTPUT", "ndjson")
                        .env("NO_COLOR", "1")
                        .env("GYMCTL_URL", "postgres://ada:secret@localhost/other")
                        .run("config", "show")
                        .out())
                .isEqualTo("""
                        {"key": "url", "value": "postgresql://ada@localhost:5432/other", "origin": "GYMCTL_URL"}
                        {"key": "output", "value": "ndjson", "origin": "GYMCTL_OUTPUT"}
                        {"key": "color", "value": "never", "origin": "NO_COLOR"}
                        {"key": "pager", "value": "never", "origin": "default"}
                        """);
        assertThat(gymctl().run("config", "show", "--no-color", "--url", "embedded:gymctl_demo")
                        .out())
                .contains(", database gymctl_demo\",--url\n", "color,never,--no-color\n");
    }

    @Test
    void setsAndUnsetsAndLeavesTheRestOfTheFile() throws IOException {
        write("# mine\noutput: csv\n\nurl=embedded\n");

        assertThat(gymctl().run("config", "set", "output=table", "color=never"))
                .isEqualTo(new Transcript(0, "output and color are set in " + file() + "\n", ""));
        assertThat(file()).hasContent("# mine\noutput=table\n\nurl=embedded\ncolor=never\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(gymctl().run("config", "set", "color=never").out())
                .isEqualTo("nothing changed: color is so already\n");
        assertThat(gymctl().run("config", "unset", "url", "output"))
                .isEqualTo(new Transcript(0, "url and output are not set in " + file() + " any more\n", ""));
        assertThat(file()).hasContent("# mine\n\ncolor=never\n");
        assertThat(gymctl().run("config", "unset", "url").out())
                .isEqualTo("nothing changed: url is not set in " + file() + " already\n");
    }

    @Test
    void makesTheFileAndSaysWhatGoesBeforeIt() {
        assertThat(gymctl().env("GYMCTL_OUTPUT", "csv").run("config", "set", "output=json"))
                .isEqualTo(new Transcript(
                        0, "key,value,origin\noutput,csv,GYMCTL_OUTPUT\n", "GYMCTL_OUTPUT goes before it here\n"));
        assertThat(gymctl().run("config", "show").out()).startsWith("[\n  {\"key\": \"url\"");
    }

    @Test
    void refusesWhatIsNoSettingAndAPassword() throws IOException {
        assertThat(gymctl().run("config", "set", "outptu=json"))
                .isEqualTo(Transcript.failure(2, "there is no setting 'outptu'", "did you mean output?"));
        assertThat(gymctl().run("config", "set", "output=xml"))
                .isEqualTo(Transcript.failure(
                        2, "unknown output format \"xml\" (output)", "use table, json, csv or ndjson"));
        Transcript secret = gymctl().run("config", "set", "url=postgres://ada:hunter2@db.example/gym");
        assertThat(secret.exit()).isEqualTo(1);
        assertThat(secret.err()).startsWith("gymctl: url holds a password").doesNotContain("hunter2");
        assertThat(home.resolve("gymctl")).doesNotExist();
        write("colour=never\n");
        assertThat(gymctl().run("config", "show").err()).isEqualTo(file() + " has 'colour', which is no setting\n");
    }

    private Path file() {
        return home.resolve("gymctl/config.properties");
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
    }

    private Transcript.Session gymctl() {
        return Transcript.session().env("XDG_CONFIG_HOME", home.toString()).env("XDG_DATA_HOME", home.toString());
    }
}
