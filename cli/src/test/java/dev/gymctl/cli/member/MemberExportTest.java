package dev.gymctl.cli.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class MemberExportTest {
    private static final String SAMPLE = "../core/src/test/resources/gym-2026-10/members.csv";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    private Transcript.Session gymctl;
    private String file;

    @BeforeEach
    void fresh() {
        database.reset();
        gymctl = Transcript.session().env("GYMCTL_URL", database.url());
        file = directory.resolve("members.csv").toString();
        assertThat(gymctl.run("member", "import", SAMPLE).exit()).isZero();
    }

    @Test
    void importingItAgainChangesNothing() throws IOException {
        assertThat(gymctl.run("member", "export", file))
                .isEqualTo(new Transcript(0, "exported 200 members to " + file + "\n", ""));
        assertThat(gymctl.run("member", "import", file).out())
                .isEqualTo(file + ": nothing changed, all 200 members are there already\n");
        assertThat(gymctl.run("member", "export"))
                .isEqualTo(new Transcript(0, Files.readString(Path.of(file)), ""))
                .isEqualTo(gymctl.run("member", "export", "-"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
                .isEqualTo("rw-------");
    }

    @Test
    void carriesAFormulaThereAndBack() throws IOException {
        assertThat(gymctl.run("member", "add", "=1+1", "@home").exit()).isZero();
        assertThat(gymctl.run("member", "export", "--search", "@home").out()).contains(",'=1+1,'@home,");
        assertThat(gymctl.run("member", "export", file).exit()).isZero();
        assertThat(gymctl.run("member", "import", file).out())
                .isEqualTo(file + ": nothing changed, all 201 members are there already\n");
    }

    @Test
    void replacesAFileOnlyByForce() throws IOException {
        Files.writeString(Path.of(file), "precious");
        assertThat(gymctl.run("member", "export", file))
                .isEqualTo(
                        Transcript.failure(1, file + " is there already", "--force replaces it; or name another file"));
        assertThat(Path.of(file)).hasContent("precious");
        assertThat(gymctl.run("member", "export", "--force", "-o", "json", file).out())
                .isEqualTo("{\n  \"file\": \"" + file + "\",\n  \"members\": 200\n}\n");
        assertThat(names()).containsExactly("members.csv");
    }

    @Test
    void leavesNoFileWhenItCannotReachTheDatabase() throws IOException {
        assertThat(gymctl.run("member", "export", file, "--url", "postgres://x@localhost:1/none")
                        .exit())
                .isEqualTo(4);
        assertThat(names()).isEmpty();
        assertThat(gymctl.run(
                                "member",
                                "export",
                                directory.resolve("none/x.csv").toString())
                        .err())
                .startsWith("gymctl: cannot write ")
                .endsWith(": its directory does not exist\n");
    }

    @Test
    void showsNoControlCharactersOnATerminal() {
        database.owner()
                .useHandle(
                        handle -> handle.execute(
                                "update gymctl.users set first_name = E'\\x1b[31mred' where id = (select min(id) from gymctl.users)"));
        assertThat(gymctl.run("member", "export").out()).contains("\u001b[31mred");
        assertThat(gymctl.terminal().run("member", "export").out())
                .contains("\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}
