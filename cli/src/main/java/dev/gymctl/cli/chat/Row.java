package dev.gymctl.cli.chat;

import dev.gymctl.cli.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One row of a screen: pieces of text that is safe, each in its style. */
record Row(List<Piece> pieces) {
    static final Row EMPTY = new Row(List.of());

    /**
     * Some text.
     *
     * @param style of the {@link Palette}
     */
    record Piece(String text, String style) {}

    static Row of(String text, String style) {
        return new Row(List.of(new Piece(text, style)));
    }

    Row and(String text, String style) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(text, style));
        return new Row(List.copyOf(more));
    }

    String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    int width() {
        return TextWidth.of(text());
    }

    /** The row as a terminal shows it. */
    String styled() {
        return pieces.stream()
                .map(piece -> piece.style().isEmpty()
                        ? piece.text()
                        : "\u001b[" + piece.style() + "m" + piece.text() + "\u001b[0m")
                .collect(Collectors.joining());
    }
}
