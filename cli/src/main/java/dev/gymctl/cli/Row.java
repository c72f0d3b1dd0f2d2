package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One row of a screen: pieces of text that is safe, each in its style. */
public record Row(List<Piece> pieces) {
    public static final Row EMPTY = new Row(List.of());

    /**
     * Some text.
     *
     * @param style as a terminal takes it between {@code ESC [} and {@code m}; empty for none
     */
    public record Piece(String text, String style) {}

    public static Row of(String text, String style) {
        return new Row(List.of(new Piece(text, style)));
    }

    public Row and(String text, String style) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(text, style));
        return new Row(List.copyOf(more));
    }

    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    public int width() {
        return TextWidth.of(text());
    }

    /** The row with another one after it. */
    public Row and(Row other) {
        List<Piece> more = new ArrayList<>(pieces);
        more.addAll(other.pieces);
        return new Row(List.copyOf(more));
    }

    /**
     * The row cut to at most so many columns.
     *
     * @param ellipsis what then stands in the last of them
     */
    public Row cut(int columns, String ellipsis) {
        if (width() <= columns) {
            return this;
        }
        List<Piece> kept = new ArrayList<>();
        int room = columns;
        for (Piece piece : pieces) {
            int taken = TextWidth.of(piece.text());
            if (taken >= room) {
                // An ellipsis of its own, for what was cut may just fill the room.
                String cut = TextWidth.cut(piece.text() + "  ", room);
                kept.add(new Piece(cut.substring(0, cut.length() - 1) + ellipsis, piece.style()));
                break;
            }
            kept.add(piece);
            room -= taken;
        }
        return new Row(List.copyOf(kept));
    }

    /** The row with blanks after it, up to so many columns. */
    public Row padded(int columns) {
        int blanks = columns - width();
        return blanks > 0 ? and(" ".repeat(blanks), "") : this;
    }

    /** The row as a terminal shows it. */
    public String styled() {
        return pieces.stream()
                .map(piece -> piece.style().isEmpty()
                        ? piece.text()
                        : "\u001b[" + piece.style() + "m" + piece.text() + "\u001b[0m")
                .collect(Collectors.joining());
    }
}
