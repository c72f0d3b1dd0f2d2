package dev.gymctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "chat send it|it|it",
                "chat send |~~|~~",
                "chat send 'my ro|my ro|'my ro",
                "chat send my\\ ro|my ro|my\\ ro",
                "a 'b '|b |'b '",
                "chat 'a |a |'a ",
                "a b\\|b|b\\",
                "a \"x'y|x'y|\"x'y",
                "a ''|~~|''",
                "a \\|~~|\\",
                "a # b|~~|~~"
            })
    void theLineReaderReplacesTheLastWordAsItIsWritten(String line, String word, String raw) {
        CompletingParsedLine parsed =
                (CompletingParsedLine) new ShellParser().parse(line, line.length(), Parser.ParseContext.COMPLETE);

        assertThat(parsed.word()).isEqualTo(word);
        assertThat(parsed.rawWordLength()).isEqualTo(raw.length());
        assertThat(ShellWords.of(line).last()).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "it's", "a b", "$(x) `y` \\", "🏋", "\"", "#x", "--coach=it's"})
    void whatIsInsertedIsReadAsItWasMeant(String value) {
        CompletingParsedLine parsed =
                (CompletingParsedLine) new ShellParser().parse("", 0, Parser.ParseContext.COMPLETE);

        assertThat(ShellWords.of(parsed.escape(value, true).toString()))
                .isEqualTo(new ShellWords(
                        List.of(value), true, parsed.escape(value, true).toString(), (char) 0));
        assertThat(ShellWords.of(parsed.escape(value, false).toString()).words())
                .containsExactly(value);
    }
}
