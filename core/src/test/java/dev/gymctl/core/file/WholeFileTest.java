package dev.gymctl.core.file;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("members.csv");
    }

    @Test
    void appearsWhenItIsFinishedForTheUserAlone() throws IOException {
        try (WholeFile whole = WholeFile.begin(file, false)) {
            write(whole, "all");
            assertThat(file).doesNotExist();
            whole.finish();
        }
        assertThat(file).hasContent("all");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("members.csv");
    }

    @Test
    void isGoneWhenItIsNotFinished() throws IOException {
        try (WholeFile whole = WholeFile.begin(file, false)) {
            write(whole, "half");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Files.writeString(file, "precious");
        assertThat(refusal(() -> WholeFile.begin(file, false)))
                .hasMessage(file + " is there already")
                .extracting(GymException::kind)
                .isEqualTo(Kind.CONFLICT);
        try (WholeFile whole = WholeFile.begin(file, true)) {
            write(whole, "new");
            assertThat(file).hasContent("precious");
            whole.finish();
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesAFileAloneThatCameInTheMeantime() throws IOException {
        try (WholeFile whole = WholeFile.begin(file, false)) {
            write(whole, "new");
            Files.writeString(file, "precious");
            assertThat(refusal(whole::finish).kind()).isEqualTo(Kind.CONFLICT);
        }
        assertThat(file).hasContent("precious");
        assertThat(files()).containsExactly("members.csv");
    }

    @Test
    void keepsWhatCannotBeMadeAgainUnderAnotherName() throws IOException {
        GymException refusal;
        try (WholeFile whole = WholeFile.begin(file, false)) {
            write(whole, "new");
            Files.writeString(file, "precious");
            refusal = refusal(whole::finishOrKeep);
        }
        assertThat(refusal)
                .hasMessage("%s is there already", file)
                .extracting(GymException::kind)
                .isEqualTo(Kind.CONFLICT);
        Path kept = Path.of(refusal.hint().orElseThrow().replaceFirst("^what was written is in ", ""));
        try (WholeFile next = WholeFile.begin(file, true)) {
            write(next, "next");
            next.finish();
        }
        assertThat(file).hasContent("next");
        assertThat(kept).as("not swept away").hasContent("new");
        assertThat(files()).containsExactly("members.csv", kept.getFileName().toString());
    }

    @Test
    void replacesWhatASymbolicLinkLeadsTo() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Files.createSymbolicLink(file, target);
        try (WholeFile whole = WholeFile.begin(file, true)) {
            write(whole, "new");
            whole.finish();
        }
        assertThat(file).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void sweepsAwayWhatAKilledProcessLeftButNotWhatIsBeingWritten() throws IOException {
        Files.writeString(directory.resolve("members.csv.4194304-1.partial"), "half");
        Files.writeString(directory.resolve("members.csv.mine.partial"), "somebody's");
        try (WholeFile one = WholeFile.begin(file, false);
                WholeFile other = WholeFile.begin(file, false)) {
            assertThat(files()).hasSize(3).contains("members.csv.mine.partial");
            one.finish();
            assertThat(refusal(other::finish).kind()).isEqualTo(Kind.CONFLICT);
        }
        assertThat(files()).containsExactly("members.csv", "members.csv.mine.partial");
    }

    @Test
    void saysWhyItCannotBe() {
        assertThat(refusal(() -> WholeFile.begin(directory, true)))
                .hasMessage("cannot write %s: it is a directory", directory);
        assertThat(refusal(() -> WholeFile.begin(Path.of("/dev/null"), true)))
                .hasMessage("cannot write /dev/null: it is no regular file");
        assertThat(refusal(() -> WholeFile.begin(directory.resolve("none/x.csv"), false)))
                .hasMessage("cannot write %s: its directory does not exist", directory.resolve("none/x.csv"));
        assertThat(refusal(() -> WholeFile.begin(Path.of("/proc/x.csv"), false)))
                .hasMessageStartingWith("cannot write /proc/x.csv: ")
                .extracting(GymException::kind)
                .isEqualTo(Kind.INVALID);
        assertThat(refusal(() -> WholeFile.named("a\0b")).kind()).isEqualTo(Kind.INVALID);
    }

    private static void write(WholeFile whole, String text) throws IOException {
        whole.out().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
