package dev.gymctl.cli.dashboard;

import dev.gymctl.cli.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the dashboard is drawn with: few colours, each with a meaning, and signs that the terminal has. */
final class Look {
    private static final List<String> STEPS = List.of("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█");
    private static final List<String> PLAIN_STEPS = List.of("_", ".", ":", "-", "=", "+", "*", "#");

    private final boolean colors;
    private final boolean unicode;

    /**
     * A look.
     *
     * @param colors whether there may be any
     * @param unicode whether there is more than ASCII
     */
    Look(boolean colors, boolean unicode) {
        this.colors = colors;
        this.unicode = unicode;
    }

    /** Whether the locale has more than ASCII: unless it says otherwise, as all that is written is UTF-8. */
    static boolean isUnicode(Map<String, String> environment) {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isEmpty()) {
                return locale.contains("utf-8") || locale.contains("utf8");
            }
        }
        return true;
    }

    String strong() {
        return style("1");
    }

    String faint() {
        return style(Tone.OVER.style());
    }

    /** Well, or better than before. */
    String good() {
        return style(Tone.GOOD.style());
    }

    /** To be seen to soon. */
    String warning() {
        return style(Tone.WAITS.style());
    }

    /** Wrong, or worse than before. */
    String bad() {
        return style(Tone.BAD.style());
    }

    private String style(String codes) {
        return colors ? codes : "";
    }

    String ellipsis() {
        return unicode ? "…" : "~";
    }

    String dash() {
        return unicode ? "–" : "-";
    }

    /** Before what is on now. */
    String now() {
        return unicode ? "▸" : ">";
    }

    String full(int columns) {
        return (unicode ? "━" : "#").repeat(columns);
    }

    String free(int columns) {
        return (unicode ? "─" : "-").repeat(columns);
    }

    /** A day each, as high as its share of the highest; what is nothing, or less, is lowest. */
    String sparkline(List<Long> days) {
        List<String> steps = unicode ? STEPS : PLAIN_STEPS;
        long highest = days.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder drawn = new StringBuilder();
        for (long day : days) {
            int step = day <= 0 ? 0 : (int) Math.max(1, Math.round((steps.size() - 1) * ((double) day / highest)));
            drawn.append(steps.get(step));
        }
        return drawn.toString();
    }
}
