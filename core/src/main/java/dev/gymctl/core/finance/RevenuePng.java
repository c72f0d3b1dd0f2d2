package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The revenue as a picture in PNG, in the font of the statements. */
public final class RevenuePng {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int HEIGHT = 480;
    private static final int NARROWEST = 800;
    private static final int MONTH = 64;
    private static final Color TEXT = new Color(0x333333);
    private static final Color LINES = new Color(0xdddddd);

    private RevenuePng() {}

    /**
     * Writes it, without a display.
     *
     * @param revenue at least one month
     * @param gym the gym's name
     * @throws GymException UNAVAILABLE when this Java cannot draw, for it lacks the system's libraries for fonts
     */
    public static void write(List<MonthlyRevenue> revenue, String gym, OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true"); // before AWT looks for a display
        try (ImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(BitmapEncoder.getBufferedImage(draw(RevenueChart.of(revenue, gym))), "png", png);
        } catch (LinkageError | InternalError e) {
            throw new GymException(
                    Kind.UNAVAILABLE,
                    "this Java cannot draw a PNG: " + e.getMessage(),
                    "an SVG needs nothing of the system",
                    e);
        }
    }

    private static CategoryChart draw(RevenueChart chart) throws IOException {
        CategoryChart drawn = new CategoryChartBuilder()
                .width(Math.max(NARROWEST, MONTH * chart.months().size() + 130))
                .height(HEIGHT)
                .title(chart.title())
                .build();
        style(drawn.getStyler(), chart);
        List<String> months = chart.months().stream().map(YearMonth::toString).toList();
        for (RevenueChart.Series series : chart.series()) {
            List<BigDecimal> amounts = series.amounts().stream()
                    .map(amount -> new BigDecimal(amount.toString()))
                    .toList();
            drawn.addSeries(series.name(), months, amounts).setFillColor(new Color(series.color()));
        }
        if (chart.series().isEmpty()) {
            drawn.addSeries("nothing", months, Collections.nCopies(months.size(), 0))
                    .setShowInLegend(false);
            drawn.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        }
        return drawn;
    }

    private static void style(CategoryStyler styler, RevenueChart chart) throws IOException {
        Font font = font();
        styler.setStacked(true)
                .setAvailableSpaceFill(0.65)
                .setPlotGridVerticalLinesVisible(false)
                .setPlotGridLinesColor(LINES)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setXAxisTickMarkSpacingHint(MONTH - 10) // every month has its label
                .setAxisTickMarksColor(LINES)
                .setAxisTickLabelsFont(font.deriveFont(12f))
                .setAxisTickLabelsColor(TEXT)
                .setYAxisDecimalPattern(chart.highest() - chart.lowest() < 1000 ? "0.00" : "0.##")
                .setChartTitleFont(font.deriveFont(17f))
                .setChartTitleBoxVisible(false)
                .setChartFontColor(TEXT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendFont(font.deriveFont(12f))
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLocale(Locale.ROOT);
    }

    private static Font font() throws IOException {
        try (InputStream font = PDType0Font.class.getResourceAsStream(FONT)) {
            return Font.createFont(Font.TRUETYPE_FONT, font);
        } catch (FontFormatException e) {
            throw new IOException(e);
        }
    }
}
