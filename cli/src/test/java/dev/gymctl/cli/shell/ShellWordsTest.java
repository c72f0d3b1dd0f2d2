package dev.gymctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellWordsTest {
    @Test
    void splitsAsAPosixShellDoes() {
        assertThat(ShellWords.of("a  'b c' \"d \\\"e\\\" \\n\" f\\ g h'i'\"j\" '' # k\r")
                        .words())
                .containsExactly("a", "b c", "d \"e\" \\n", "f g", "hij", "");
        assertThat(ShellWords.of("a#b \\# '#' # c").words()).containsExactly("a#b", "#", "#");
        assertThat(ShellWords.of("a \\\nb 'c\nd'").words()).containsExactly("a", "b", "c\nd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "a \"b", "a \\", "\"it's"})
    void knowsWhatIsNotComplete(String line) {
        assertThat(ShellWords.of(line).isComplete()).isFalse();
    }
}
