package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A statement on paper: one page of A4, or as many as it takes. The same statement is the same bytes. */
public final class StatementPdf {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float LEFT = 56;
    private static final float RIGHT = PDRectangle.A4.getWidth() - 56;
    private static final float TOP = PDRectangle.A4.getHeight() - 64;
    private static final float BOTTOM = 72;
    private static final float MEMO = LEFT + 68;
    private static final float AMOUNT = RIGHT - 88;
    private static final float LINE = 16;
    private static final float TEXT = 10;

    /** What stands below the last line: balance, what to pay and the reference. */
    private static final float ENDING = 6 * LINE;

    private final Statement statement;
    private final PDDocument document;
    private final PDFont font;
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream page;
    private float y;

    private StatementPdf(Statement statement, PDDocument document, PDFont font) {
        this.statement = statement;
        this.document = document;
        this.font = font;
    }

    /** Writes a statement as PDF; characters that the font lacks become a question mark. */
    public static void write(Statement statement, OutputStream out) throws IOException {
        try (PDDocument document = new PDDocument();
                InputStream font = PDType0Font.class.getResourceAsStream(FONT)) {
            document.setDocumentId(statement.memberId()); // else it is made of the time
            document.getDocumentInformation().setTitle("Statement of " + statement.member());
            StatementPdf pdf = new StatementPdf(statement, document, PDType0Font.load(document, font, true));
            pdf.draw();
            document.save(out);
        }
    }

    private void draw() throws IOException {
        begin();
        head();
        columns();
        row(
                String.valueOf(statement.from() == null ? "" : statement.from()),
                "Balance before",
                null,
                statement.opening());
        for (Statement.Line line : statement.lines()) {
            if (y < BOTTOM + LINE) {
                nextPage();
            }
            row(line.date().toString(), text(line), line.amount(), line.balance());
        }
        if (y < BOTTOM + ENDING) {
            nextPage();
        }
        ending();
        page.close();
        number();
    }

    private void head() throws IOException {
        left(LEFT, 18, statement.gym());
        y -= 2 * LINE;
        left(LEFT, 13, "Statement of account");
        y -= 1.5f * LINE;
        left(LEFT, TEXT, "Member " + statement.memberId() + ", " + statement.member());
        y -= LINE;
        String until = "until " + statement.to();
        left(LEFT, TEXT, statement.from() == null ? "All " + until : "From " + statement.from() + " " + until);
        right(RIGHT, TEXT, "All amounts in " + statement.closing().currency());
        y -= 2 * LINE;
    }

    private void columns() throws IOException {
        left(LEFT, TEXT, "Date");
        left(MEMO, TEXT, "For");
        right(AMOUNT, TEXT, "Amount");
        right(RIGHT, TEXT, "Balance");
        rule(y - 5);
        y -= 1.25f * LINE;
    }

    private void row(String date, String text, Money amount, Money balance) throws IOException {
        left(LEFT, TEXT, date);
        left(MEMO, TEXT, cut(text, AMOUNT - 72 - MEMO));
        right(AMOUNT, TEXT, amount == null ? "" : amount.toString());
        right(RIGHT, TEXT, balance.toString());
        y -= LINE;
    }

    private void ending() throws IOException {
        rule(y + LINE - 5);
        y -= 0.25f * LINE;
        left(LEFT, TEXT, statement.to().toString());
        left(MEMO, TEXT, "Balance");
        right(RIGHT, TEXT, statement.closing().toString());
        y -= 2.25f * LINE;
        boolean credit = statement.closing().isNegative();
        Money credited =
                new Money(-statement.closing().minorUnits(), statement.closing().currency());
        left(LEFT, 13, credit ? "In your favour: " + amount(credited) : "To pay: " + amount(statement.toPay()));
        if (statement.toPay().minorUnits() > 0) {
            y -= 1.5f * LINE;
            left(LEFT, TEXT, "Reference for your transfer: " + inGroups(statement.reference()));
        }
    }

    private static String amount(Money money) {
        return money + " " + money.currency();
    }

    /** What a line is, in words, and what for. */
    private static String text(Statement.Line line) {
        String kind = line.kind().replace('_', ' ');
        String words = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return line.memo().isEmpty() ? words : words + ": " + line.memo();
    }

    /** As people read and type it: in groups of four. */
    private static String inGroups(String reference) {
        return String.join(" ", Arrays.asList(reference.split("(?<=\\G.{4})", -1)))
                .strip();
    }

    private void begin() throws IOException {
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        pages.add(next);
        page = new PDPageContentStream(document, next);
        y = TOP;
    }

    private void nextPage() throws IOException {
        page.close();
        begin();
        columns();
    }

    /** At the foot of each page when there are several. */
    private void number() throws IOException {
        for (int i = 0; i < pages.size() && pages.size() > 1; i++) {
            page = new PDPageContentStream(document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true);
            y = BOTTOM - 2 * LINE;
            left(LEFT, 8, "Member " + statement.memberId());
            right(RIGHT, 8, "Page %d of %d".formatted(i + 1, pages.size()));
            page.close();
        }
    }

    private void rule(float at) throws IOException {
        page.setLineWidth(0.5f);
        page.moveTo(LEFT, at);
        page.lineTo(RIGHT, at);
        page.stroke();
    }

    private void left(float x, float size, String text) throws IOException {
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(drawable(text));
        page.endText();
    }

    private void right(float x, float size, String text) throws IOException {
        left(x - width(drawable(text), size), size, text);
    }

    private String cut(String text, float room) throws IOException {
        String whole = drawable(text);
        if (width(whole, TEXT) <= room) {
            return whole;
        }
        int end = whole.length();
        while (end > 0 && width(whole.substring(0, end) + "…", TEXT) > room) {
            end = whole.offsetByCodePoints(end, -1);
        }
        return whole.substring(0, end).stripTrailing() + "…";
    }

    private float width(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    /** Only what the font has. */
    private String drawable(String text) {
        StringBuilder drawable = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            drawable.append(Character.isISOControl(c) ? " " : has(one) ? one : "?");
        });
        return drawable.toString();
    }

    private boolean has(String character) {
        try {
            font.encode(character);
            return true;
        } catch (IOException | IllegalArgumentException lacking) {
            return false;
        }
    }
}
