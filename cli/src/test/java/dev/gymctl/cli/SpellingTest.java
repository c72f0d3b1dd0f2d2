package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {
    @ParameterizedTest
    @CsvSource({"show,show,0", "shwo,show,1", "sho,show,1", "shovv,show,2", "ca,abc,3", "'',show,4"})
    void countsTypingErrors(String typed, String meant, int errors) {
        assertThat(Spelling.distance(typed, meant)).isEqualTo(errors);
        assertThat(Spelling.distance(meant, typed)).isEqualTo(errors);
    }

    @Test
    void guessesOnlyWhatIsNear() {
        assertThat(Spelling.nearest("memebr", List.of("gym", "member"))).contains("member");
        assertThat(Spelling.nearest("rooms", List.of("gym", "member"))).isEmpty();
    }
}
