package dev.gymctl.cli.dashboard;

import dev.gymctl.cli.Row;
import java.util.ArrayList;
import java.util.List;

/** Puts sections beneath one another, each with as many rows as there is room for: first a few of each, then more. */
final class Fit {
    private final List<Section> sections;
    private final int[] shown;
    private final int height;
    private int blanks;

    /**
     * Finds out how much of each section fits.
     *
     * @param height the lines that there are; what has to be shown may take more
     */
    Fit(List<Section> sections, int height) {
        this.sections = sections;
        this.height = height;
        this.shown = new int[sections.size()];
        this.blanks = Math.max(0, sections.size() - 1);
        begin(true);
        if (taken() > height) {
            blanks = 0;
            if (taken() > height) {
                begin(false);
            }
        }
        grow();
    }

    private void begin(boolean comfortable) {
        for (int i = 0; i < shown.length; i++) {
            shown[i] = comfortable
                    ? sections.get(i).comfortable()
                    : sections.get(i).least();
        }
    }

    private int taken() {
        int taken = blanks;
        for (int i = 0; i < shown.length; i++) {
            taken += sections.get(i).height(shown[i]);
        }
        return taken;
    }

    /** One row more for each in turn, as long as there is room. */
    private void grow() {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < shown.length; i++) {
                if (shown[i] < sections.get(i).wanted()) {
                    shown[i]++;
                    if (taken() > height) {
                        shown[i]--;
                    } else {
                        grown = true;
                    }
                }
            }
        }
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            Section section = sections.get(i);
            if (i > 0 && blanks > 0) {
                rows.add(Row.EMPTY);
            }
            rows.add(section.title());
            rows.addAll(section.rows().apply(shown[i]));
            if (shown[i] < section.all() && section.more() != null) {
                rows.add(section.more().apply(section.all() - shown[i]));
            }
        }
        return rows;
    }
}
