package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A file that should not have been imported, as somebody takes it back. */
class ImportUndoTest {
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
    void takesAWrongFileBackAndTheRightOneIn() throws IOException {
        String wrong = members("wrong.csv", 3);
        assertThat(gymctl("member", "import", wrong).exit()).isZero();

        assertThat(gymctl("import", "list", "-o", "csv").out()).matches("""
                id,kind,file,imported_at,operator,added,changed,same,rejected,undone_at,undone_by,kept,format,sha256_of_rows
                1,member,.*wrong.csv,20[^,]*,owner .*,3,0,0,0,,,,.*,[0-9a-f]{64}
                """);
        assertThat(gymctl("import", "undo", "1"))
                .isEqualTo(Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
        assertThat(gymctl("import", "undo", "1", "--dry-run"))
                .isEqualTo(
                        new Transcript(0, "would remove 3 members, restore 0 and keep 0; nothing was changed\n", ""));
        assertThat(gymctl("import", "undo", "1", "--yes"))
                .isEqualTo(new Transcript(
                        0, "undid import 1, " + wrong + ": 3 members removed, 0 restored, 0 kept\n", ""));
        assertThat(gymctl("import", "undo", "1"))
                .isEqualTo(new Transcript(0, "nothing changed: import 1 is undone already\n", ""));
        assertThat(gymctl("member", "list").out()).isEmpty();
        assertThat(gymctl("member", "import", wrong).out()).contains("3 members added, 0 changed, 0 the same");
    }

    @Test
    void namesWhatItKeeps() throws IOException {
        assertThat(gymctl("member", "import", members("m.csv", 25)).exit()).isZero();
        assertThat(gymctl("coach", "import", members("m.csv", 24)).exit()).isZero();

        Transcript undone = gymctl("import", "undo", "1", "--yes");
        assertThat(undone.out().lines())
                .hasSize(22)
                .contains("line 2: member 1, Max M0: was edited since")
                .endsWith("and 4 more: gymctl import show 1 --rows --limit 24");
        assertThat(undone.out()).contains("m.csv: 1 members removed, 0 restored, 24 kept\n");
        assertThat(gymctl("import", "undo", "1", "--yes").out())
                .startsWith("nothing changed: import 1 is undone already\nline 2: ");
        assertThat(gymctl("import", "undo", "1", "-o", "json").out())
                .contains(
                        "\"kept\": 24,",
                        "\"removed\": 0,",
                        "{\"line\": 25, \"outcome\": \"added\", \"id\": 24, \"name\": \"member 24, Max M23\", \"kept\": \"was edited since\"}");
    }

    @Test
    void saysWhenEverythingIsKept() throws IOException {
        assertThat(gymctl("coach", "import", members("c.csv", 1)).exit()).isZero();
        assertThat(gymctl("class", "add", "Yoga", "--coach=1", "--at=2026-12-01T18:30")
                        .exit())
                .isZero();
        assertThat(gymctl("import", "undo", "1", "--yes")).isEqualTo(new Transcript(0, """
                        nothing changed: all 1 coaches of import 1 were edited or used since
                        line 2: coach 1, Max M0: teaches classes
                        """, ""));
        assertThat(gymctl("import", "list", "--kind", "coach", "-o", "json").out())
                .contains("\"undone_at\": null");
        assertThat(gymctl("import", "list", "--kind", "rate").err()).startsWith("no imports yet");
    }

    @Test
    void showsWhatCanStillBeUndone() throws IOException {
        assertThat(gymctl("coach", "import", members("c.csv", 2)).exit()).isZero();
        assertThat(gymctl("class", "add", "Yoga", "--coach=1", "--at=2026-12-01T18:30")
                        .exit())
                .isZero();

        assertThat(gymctl("import", "show", "1").out())
                .startsWith("id               1\nkind             coach\n")
                .contains("\nundone at        -\n")
                .endsWith("can be removed   1\ncan be restored  0\nwould be kept    1\n");
        assertThat(gymctl("import", "show", "1", "--rows").out())
                .contains(
                        "\nline  outcome  id  name             kept\n",
                        "\n   2  added     1  coach 1, Max M0  teaches classes\n",
                        "\n   3  added     2  coach 2, Max M1");
        assertThat(gymctl("import", "show", "1", "--rows", "--limit", "1", "-o", "json")
                        .out())
                .contains("\"would_be_kept\": 1,", "\"rows\": [{\"line\": 2, ");
        assertThat(gymctl("import", "show", "2"))
                .isEqualTo(Transcript.failure(1, "there is no import 2", "gymctl import list shows them all"));
        assertThat(gymctl("import", "undo", "2", "--yes").exit()).isEqualTo(1);
    }

    @Test
    void asksBeforeItUndoes() throws IOException {
        String file = members("m.csv", 1);
        assertThat(gymctl("member", "import", file).exit()).isZero();
        session.terminal().stdin("n\n");
        Transcript asked = gymctl("import", "undo", "1");
        assertThat(asked.exit()).isEqualTo(3);
        assertThat(asked.err()).contains("undo import 1, " + file + ": remove 1 members, restore 0 and keep 0? [y/N]");
    }

    private String members(String name, int count) throws IOException {
        StringBuilder rows = new StringBuilder("first_name,last_name,email\n");
        for (int i = 0; i < count; i++) {
            rows.append("Max,M").append(i).append(",m").append(i).append("@x.example\n");
        }
        return Files.writeString(directory.resolve(name), rows).toString();
    }

    private Transcript gymctl(String... args) {
        return session.run(args);
    }
}
