package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The revenue as a picture in SVG, with what each part of a bar is as its title. The same revenue is the same bytes. */
public final class RevenueSvg {
    private static final int LEFT = 90;
    private static final int TOP = 84;
    private static final int PLOT = 300;
    private static final int BELOW = 40;
    private static final int MONTH = 60;
    private static final int BAR = 38;
    private static final int LEGEND = 170;
    private static final int NARROWEST = 640;

    /** At most so many lines across. */
    private static final int LINES = 6;

    private final RevenueChart chart;
    private final StringBuilder svg = new StringBuilder();
    private final int width;
    private final long step;
    private final long bottom;
    private final long top;

    private RevenueSvg(RevenueChart chart) {
        this.chart = chart;
        this.width = Math.max(
                NARROWEST,
                LEFT
                        + Math.max(
                                MONTH * chart.months().size(),
                                LEGEND * chart.series().size())
                        + 30);
        this.step = step(chart.highest() - chart.lowest());
        this.bottom = Math.floorDiv(chart.lowest(), step);
        this.top = Math.max(bottom + 1, -Math.floorDiv(-chart.highest(), step));
    }

    /**
     * Writes it.
     *
     * @param revenue at least one month
     * @param gym the gym's name
     */
    public static void write(List<MonthlyRevenue> revenue, String gym, OutputStream out) throws IOException {
        RevenueSvg picture = new RevenueSvg(RevenueChart.of(revenue, gym));
        picture.draw();
        out.write(picture.svg.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void draw() {
        int height = TOP + PLOT + BELOW;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" fill=\"#333333\">",
                width, height);
        line("<title>%s</title>", escaped(chart.title()));
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        line("<text x=\"%d\" y=\"30\" font-size=\"16\">%s</text>", LEFT, escaped(chart.title()));
        legend();
        scale();
        for (int i = 0; i < chart.months().size(); i++) {
            bar(i);
        }
        line("<path d=\"M%d %sH%d\" stroke=\"#333333\"/>", LEFT, y(0), width - 30);
        line("</svg>");
    }

    private void legend() {
        int x = LEFT;
        for (RevenueChart.Series series : chart.series()) {
            line("<rect x=\"%d\" y=\"48\" width=\"12\" height=\"12\" fill=\"#%06x\"/>", x, series.color());
            line("<text x=\"%d\" y=\"58\">%s</text>", x + 18, escaped(series.name()));
            x += LEGEND;
        }
    }

    private void scale() {
        for (long i = bottom; i <= top; i++) {
            line("<path d=\"M%d %sH%d\" stroke=\"#dddddd\"/>", LEFT, y(i * step), width - 30);
            BigDecimal amount = new BigDecimal(new Money(i * step, chart.currency()).toString());
            BigDecimal whole = amount.stripTrailingZeros();
            line(
                    "<text x=\"%d\" y=\"%s\" dy=\"4\" text-anchor=\"end\">%s</text>",
                    LEFT - 8, y(i * step), (whole.scale() > 0 ? amount : whole).toPlainString());
        }
    }

    /** The parts that were earned upwards from zero, the others downwards. */
    private void bar(int month) {
        long up = 0;
        long down = 0;
        int x = LEFT + month * MONTH + (MONTH - BAR) / 2;
        for (RevenueChart.Series series : chart.series()) {
            Money amount = series.amounts().get(month);
            if (amount.minorUnits() == 0) {
                continue;
            }
            long from = amount.isNegative() ? down : up;
            long to = from + amount.minorUnits();
            if (amount.isNegative()) {
                down = to;
            } else {
                up = to;
            }
            line(
                    "<path d=\"M%d %sH%dV%sH%dZ\" fill=\"#%06x\"><title>%s</title></path>",
                    x,
                    y(from),
                    x + BAR,
                    y(to),
                    x,
                    series.color(),
                    escaped("%s, %s: %s %s"
                            .formatted(chart.months().get(month), series.name(), amount, chart.currency())));
        }
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                x + BAR / 2, TOP + PLOT + 22, chart.months().get(month));
    }

    /** Where an amount lies, to a hundredth. */
    private String y(long amount) {
        BigDecimal share = BigDecimal.valueOf(top * step - amount)
                .multiply(BigDecimal.valueOf(PLOT))
                .divide(BigDecimal.valueOf((top - bottom) * step), 2, RoundingMode.HALF_EVEN);
        return share.add(BigDecimal.valueOf(TOP)).stripTrailingZeros().toPlainString();
    }

    /** 1, 2 or 5 times a power of ten, so that few steps cover the range. */
    private static long step(long range) {
        long power = 1;
        while (true) {
            for (int times : new int[] {1, 2, 5}) {
                if (power * times * (LINES - 1) >= range) {
                    return power * times;
                }
            }
            power *= 10;
        }
    }

    private void line(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** As XML takes it; a character that it has no way to write becomes U+FFFD. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return (c >= 0x20 && c < 0xd800) || (c > 0xdfff && c < 0xfffe) || c > 0xffff;
    }
}
