package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a terminal of five rows. */
final class PagedOutputTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path paged;

    @BeforeEach
    void place() {
        paged = directory.resolve("paged");
    }

    private Console console(String pager) {
        return console(new Console.Terminals(true, true, true), pager);
    }

    private Console console(Console.Terminals terminals, String pager) {
        Map<String, String> environment = new HashMap<>(Map.of("LINES", "5", "PATH", System.getenv("PATH")));
        environment.put("PAGER", pager);
        return new Console(InputStream.nullInputStream(), out, err, terminals, environment);
    }

    private String intoFile(String program) {
        return program + " > '" + paged + "'";
    }

    private static void lines(Console console, int count) {
        for (int i = 1; i <= count; i++) {
            console.out().println("line " + i);
        }
    }

    @Test
    void whatIsMoreThanAScreenIsPaged() throws IOException {
        Console console = console(intoFile("cat"));
        lines(console, 5);

        assertThat(console.finish(0)).isZero();
        assertThat(out.size()).isZero();
        assertThat(paged).hasContent("line 1\nline 2\nline 3\nline 4\nline 5");
    }

    @Test
    void whatLeavesRoomForThePromptIsNot() {
        Console console = console(intoFile("cat"));
        lines(console, 4);

        console.finish(0);
        assertThat(out).hasToString("line 1\nline 2\nline 3\nline 4\n");
        assertThat(paged).doesNotExist();
    }

    @Test
    void whatIsToBeSeenAtOnceIsNot() {
        Console console = console(intoFile("cat"));
        lines(console, 1);
        console.flush();
        assertThat(out).hasToString("line 1\n");

        lines(console, 5);
        console.finish(0);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(6);
        assertThat(paged).doesNotExist();
    }

    @Test
    void neitherIsWhatNobodySitsBefore() {
        Console console = console(new Console.Terminals(false, true, true), intoFile("cat"));
        lines(console, 9);

        console.finish(0);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(9);
    }

    @Test
    void aPagerThatIsLeftEndsTheOutputQuietly() throws IOException {
        Console console = console(intoFile("sed 1q"));
        int written = 0;
        while (!console.outHasFailed()) {
            console.out().println("line " + ++written);
        }

        assertThat(console.finish(0)).isZero();
        assertThat(paged).hasContent("line 1");
        assertThat(err.size()).isZero();
    }

    @Test
    void remarksWaitForItsEnd() {
        Console console = console(intoFile("cat"));
        lines(console, 20_000);
        console.remark("20000 lines");
        assertThat(err.size()).isZero();

        console.finish(0);
        assertThat(err).hasToString("20000 lines\n");
    }

    @Test
    void remarksComeAfterWhatIsShown() throws IOException {
        Console console = new Console(
                InputStream.nullInputStream(), out, out, new Console.Terminals(true, true, true), Map.of("LINES", "5"));
        console.remark("first");
        lines(console, 2);
        console.remark("2 lines");

        console.finish(0);
        assertThat(out).hasToString("first\nline 1\nline 2\n2 lines\n");
    }

    @Test
    void withoutThePagerThatIsNamedAllIsShown() {
        Console console = console("no-such-pager");
        lines(console, 9);

        assertThat(console.finish(0)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(9);
        assertThat(err).hasToString("gymctl: there is no pager no-such-pager\n");
    }

    @Test
    void anEmptyOneIsNone() {
        Console console = console("");
        lines(console, 9);

        console.finish(0);
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(9);
        assertThat(err.size()).isZero();
    }

    @Test
    void theNearestSettingHolds() throws IOException {
        Path config =
                Files.createDirectories(directory.resolve(".config/gymctl")).resolve("config.properties");
        Map<String, String> environment = new HashMap<>(Map.of("HOME", directory.toString(), "PAGER", "more"));
        assertThat(new Settings(environment).pager()).contains("more");

        Files.writeString(config, "pager=less -S\n");
        assertThat(new Settings(environment).pager()).contains("less -S");

        environment.put("GYMCTL_PAGER", "most");
        assertThat(new Settings(environment).pager()).contains("most");

        environment.put("GYMCTL_PAGER", "never");
        assertThat(new Settings(environment).pager()).isEmpty();
    }
}
