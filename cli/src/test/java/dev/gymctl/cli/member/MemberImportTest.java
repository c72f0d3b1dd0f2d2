package dev.gymctl.cli.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MemberImportTest {
    private static final String ROWS = """
            first_name,last_name,email,date_of_birth
            Ann,Lee,ann@x.example,1990-01-02
            Bob,Lee,bob,1991-01-02
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    private Transcript.Session session;

    @BeforeEach
    void fresh() {
        database.reset();
        session = Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void badRowsGoToTheRejectsAndTheOthersAreTaken() throws IOException {
        String rejects = directory.resolve("rejects.csv").toString();
        session.stdin(ROWS);

        assertThat(session.run("member", "import", "-", "--skip-invalid", "--rejects", rejects, "--dry-run"))
                .isEqualTo(new Transcript(
                        6,
                        "stdin: would add 1, change 0 and leave 0 members as they are, 1 rejected; nothing was changed\n",
                        """
                        read as UTF-8, separated by comma
                        stdin:3: email: "bob": is not an e-mail address
                        """));
        assertThat(directory).isEmptyDirectory();
        assertThat(session.run("member", "import", "-", "--skip-invalid", "--rejects", rejects)
                        .out())
                .isEqualTo("stdin: 1 members added, 0 changed, 0 the same, 1 rejected (they are in " + rejects + ")\n");
        assertThat(Files.readString(Path.of(rejects))).isEqualTo("""
                line,reason,first_name,last_name,email,date_of_birth
                3,email: is not an e-mail address,Bob,Lee,bob,1991-01-02
                """);
        assertThat(session.run("member", "import", "-", "--skip-invalid", "--rejects", rejects))
                .isEqualTo(Transcript.failure(
                        1, rejects + " is there already", "--force replaces it; or name another file"));
        assertThat(session.run("member", "import", "-", "--skip-invalid", "--rejects", rejects, "--force", "-o", "json")
                        .out())
                .contains("\"same\": 1,", "\"rejected\": 1,");
    }

    @Test
    void saysHowItIsTakenBackUnlessThereIsNothing() throws IOException {
        String file = Files.writeString(directory.resolve("m.csv"), "first_name,last_name\nAnn,Lee\n")
                .toString();
        String readAs = "read as UTF-8, separated by comma\n";

        assertThat(session.run("member", "import", file, "--dry-run").err()).isEqualTo(readAs);
        assertThat(session.run("member", "import", file, "--dry-run", "-o", "json")
                        .out())
                .endsWith("\"import_id\": null\n}\n");
        Transcript imported = session.run("member", "import", file);
        assertThat(imported.err())
                .startsWith(readAs + "gymctl import undo ")
                .endsWith(" takes it back\n")
                .hasLineCount(2);
        assertThat(session.run("member", "import", file).err()).isEqualTo(readAs);

        String[] undo = imported.err().lines().skip(1).findFirst().orElseThrow().split(" ", -1);
        assertThat(session.run("import", "undo", undo[3], "--yes").exit()).isZero();
        assertThat(session.run("member", "import", file, "-o", "json").out())
                .endsWith("\"import_id\": %d\n}\n".formatted(Long.parseLong(undo[3]) + 1));
        assertThat(session.run("member", "import", file, "-o", "json").out()).endsWith("\"import_id\": null\n}\n");
    }

    @Test
    void theOptionsOfBadRowsGoTogether() throws IOException {
        String read = Files.writeString(directory.resolve("read.csv"), "first_name\nAnn\n")
                .toString();
        assertThat(session.run("member", "import", "-", "--skip-invalid", "--rejects", "-"))
                .isEqualTo(Transcript.failure(2, "--rejects needs a file, and - is none", "--rejects FILE"));
        assertThat(session.run("member", "import", read, "--skip-invalid", "--rejects", read, "--force"))
                .isEqualTo(
                        Transcript.failure(2, "--rejects " + read + " is the file that is read", "name another file"));
        assertThat(session.run("member", "import", "-", "--skip-invalid"))
                .isEqualTo(Transcript.failure(
                        2, "--skip-invalid needs to know where to put bad rows", "add --rejects FILE"));
        assertThat(session.run("member", "import", "-", "--rejects", "x"))
                .isEqualTo(Transcript.failure(2, "--rejects is for --skip-invalid", "add --skip-invalid"));
        assertThat(session.run("member", "import", "-", "--delimiter", "x"))
                .isEqualTo(Transcript.failure(
                        2, "'x' cannot separate the fields of a file", "it is one of , ; | and tab"));
        assertThat(session.stdin(ROWS).run("member", "import", "-", "--date-format", "sometimes"))
                .isEqualTo(Transcript.failure(
                        1,
                        "'sometimes' is not a date format",
                        "for example DD/MM/YYYY, MM/DD/YYYY, DD.MM.YY or D-MMM-YYYY"));
    }

    @Test
    void suspectedRowsAreAskedForOnATerminal() throws IOException {
        Path file = Files.writeString(directory.resolve("m.csv"), """
                first_name,last_name,email,date_of_birth
                Ann,Lee,ann@x.example,1990-01-02
                Ann,Lee,lee@x.example,1990-01-02
                """);
        String[] command = {"member", "import", file.toString()};

        assertThat(session.run(command))
                .isEqualTo(Transcript.failure(
                        1,
                        file + ":3: \"Ann Lee\": has the name and birth date of line 2",
                        "--suspected add takes such rows as people of their own, --suspected skip leaves them out"));
        Transcript asked = session.terminal().stdin("s\n").run(command);
        assertThat(asked.err())
                .startsWith("line 3, Ann Lee, has the name and birth date of line 2: [a]dd, [s]kip or [r]eject it;");
        assertThat(asked.out()).endsWith("1 members added, 0 changed, 0 the same, 1 left out\n");
        assertThat(session.stdin("a\n").run(command).out()).endsWith("1 members added, 0 changed, 1 the same\n");
    }

    @Test
    void aSystemIsRecognizedAndAnotherIsSaved() {
        String mindbody =
                "Client,ID,Paid Visits,Signed-In Visits,No-Shows,Cancelled,Total Visits\n\"Lee, Ann\",7,1,1,1,1,4\n";
        assertThat(session.stdin(mindbody).run("member", "import", "-").err()).isEqualTo("""
                        read as UTF-8, separated by comma, by the profile mindbody
                        left alone: Paid Visits, Signed-In Visits, No-Shows, Cancelled, Total Visits
                        gymctl import undo 1 takes it back
                        """);

        String[] add = {
            "profile",
            "add",
            "clubdesk",
            "--map",
            "first_name=Vorname",
            "--map",
            "last_name=Nachname",
            "--map",
            "date_of_birth=Geburtstag",
            "--date-format",
            "DD.MM.YY",
            "--status",
            "aktiv=active",
            "--delimiter",
            ";"
        };
        assertThat(session.run(add).out()).isEqualTo("profile clubdesk is saved\n");
        assertThat(session.stdin("Vorname;Nachname;Geburtstag;Verein\nBob;Lee;01.02.90;TSV\n")
                        .run("member", "import", "-", "--profile", "clubdesk")
                        .out())
                .isEqualTo("stdin: 1 members added, 0 changed, 0 the same\n");
        assertThat(session.run("profile", "list", "-o", "csv").out())
                .startsWith("name,kind,built_in,columns,")
                .contains("\nclubdesk,member,false,", "\nglofox,member,true,");
        assertThat(session.run("profile", "show", "clubdesk", "-o", "json").out())
                .contains("\"name\": \"clubdesk\"", "\"date_formats\": [\"*=DD.MM.YY\"]");
        assertThat(session.run("profile", "remove", "clubdesk").exit()).isEqualTo(2);
        assertThat(session.run("profile", "remove", "clubdesk", "--yes").out())
                .isEqualTo("removed the profile clubdesk\n");
        assertThat(session.run("profile", "remove", "glofox"))
                .isEqualTo(Transcript.failure(1, "the profile 'glofox' is built in", null));
        assertThat(session.run("member", "import", "-", "--profile", "nothing").exit())
                .isEqualTo(1);
    }
}
