package dev.gymctl.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputLineTest {
    private static final List<String> NAMES = List.of("Ada Byron", "Adam Ride", "Grace Hopper");

    private final InputLine input = new InputLine();

    @Test
    void isEditedCharacterByCharacterAsTheyAreSeen() {
        input.insert("ae\u0301\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67z");
        input.backspace();
        input.backspace();
        assertThat(input.text()).isEqualTo("ae\u0301");
        input.left();
        input.delete();
        assertThat(input.text()).isEqualTo("a");
        input.left();
        input.left();
        input.insert("b");
        input.right();
        input.right();
        input.backspace();
        assertThat(input.text()).isEqualTo("b");
    }

    @Test
    void deletesWordsAndPartsOfItsLine() {
        input.insert("one\ntwo three  ");
        input.deleteWord();
        assertThat(input.text()).isEqualTo("one\ntwo ");
        input.home();
        input.right();
        input.deleteAfter();
        assertThat(input.text()).isEqualTo("one\nt");
        input.deleteBefore();
        assertThat(input.text()).isEqualTo("one\n");
        input.backspace();
        input.home();
        input.insert("0 ");
        input.end();
        input.insert("!");
        assertThat(input.text()).isEqualTo("0 one!");
    }

    @Test
    void goesThroughWhatWasSentAndBackToWhatIsBeingTyped() {
        for (String text : List.of("first", "second", "second")) {
            input.insert(text);
            assertThat(input.take()).isEqualTo(text);
        }
        assertThat(input.isEmpty()).isTrue();
        input.insert("dra");
        input.up();
        assertThat(input.text()).isEqualTo("second");
        input.up();
        input.up();
        assertThat(input.text()).isEqualTo("first");
        input.down();
        input.down();
        input.down();
        assertThat(input.text()).isEqualTo("dra");

        input.giveBack("not over what is typed");
        assertThat(input.text()).isEqualTo("dra");
        input.clear();
        input.giveBack("lost");
        assertThat(input.text()).isEqualTo("lost");
    }

    @Test
    void completesNamesOneAfterTheOther() {
        input.insert("hi @ad");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("hi @Ada Byron ");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("hi @Adam Ride ");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("hi @Ada Byron ");
        input.insert("hop");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("hi @Ada Byron Grace Hopper ");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("hi @Ada Byron Grace Hopper ");
        input.insert("xyz");
        input.complete(NAMES);
        assertThat(input.text()).endsWith(" xyz");
    }

    @Test
    void completesNothingFromNothing() {
        input.complete(NAMES);
        assertThat(input.isEmpty()).isTrue();
        input.insert("@");
        input.complete(NAMES);
        assertThat(input.text()).isEqualTo("@Ada Byron ");
    }

    @Test
    void isShownAboutItsCursorSafeAndNoWiderThanTheScreen() {
        assertThat(input.shown(10, 3)).isEqualTo(new InputLine.Shown(List.of("> "), 0, 2));
        input.insert("12345678");
        assertThat(input.shown(10, 3)).isEqualTo(new InputLine.Shown(List.of("> 12345678", "  "), 1, 2));
        input.insert("日本語日\nend");
        assertThat(input.shown(10, 3).rows()).containsExactly("> 12345678", "  日本語日", "  end");
        assertThat(input.shown(10, 2)).isEqualTo(new InputLine.Shown(List.of("  日本語日", "  end"), 1, 5));
        input.clear();
        input.insert("a\u001b[2J\u202e");
        assertThat(input.shown(40, 1)).isEqualTo(new InputLine.Shown(List.of("> a\\u001b[2J\\u202e"), 0, 18));
    }
}
