package dev.gymctl.core.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void trimsAndComposesText() {
        assertThat(read(" \t\u00a0Jo\u0308rg  D \u3000\n", row -> row.text("v")))
                .isEqualTo("Jörg  D");
        assertThat(read("", row -> row.text("v"))).isNull();
        assertThat(read(" \u00a0 ", row -> row.text("v"))).isNull();
    }

    @Test
    void readsDaysOfTheCalendar() {
        assertThat(read("2024-02-29", row -> row.date("v"))).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(read("", row -> row.date("v"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2026-13-01",
                "2026-04-31",
                "2026-00-10",
                "0000-01-01",
                "26-01-01",
                "2026-1-1",
                "20260101",
                "1 2 2026",
                "2026-01-01T00:00:61",
                "+2026-01-01",
                "12026-01-01",
                "today",
                "２０２６-01-01"
            })
    void refusesOtherDates(String text) {
        assertThat(reason(text, row -> row.date("v")))
                .matches("(is not a (date as 2026-10-31|day of the calendar)|has a year of two digits)");
    }

    @Test
    void readsWholeNumbersWithinBounds() {
        assertThat(read("12", row -> row.integer("v", 0, 12))).isEqualTo(12);
        assertThat(read("+007", row -> row.integer("v", 0, 12))).isEqualTo(7);
        assertThat(read("-3", row -> row.integer("v", -3, 12))).isEqualTo(-3);
        assertThat(read("2147483647", row -> row.integer("v", 0, Integer.MAX_VALUE)))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(reason("13", row -> row.integer("v", 0, 12))).isEqualTo("is not between 0 and 12");
        assertThat(reason("-1", row -> row.integer("v", 0, Integer.MAX_VALUE))).isEqualTo("is less than 0");
        assertThat(reason("2147483648", row -> row.integer("v", 0, Integer.MAX_VALUE)))
                .isEqualTo("is not between 0 and 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1,000", "1e3", "x", "-", "0x1F", "1 000", "٣", "99999999999999999999"})
    void refusesOtherNumbersAsWhole(String text) {
        assertThat(reason(text, row -> row.integer("v", 0, 12))).isEqualTo("is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12.50", "-0.01", "+3.00", "007.10", "0", "123456789012345678901234567890.5"})
    void readsPlainDecimals(String text) {
        assertThat(read(text, row -> row.decimal("v"))).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12,50", "1,000.00", "1e3", ".5", "5.", "€5", "5 €", "NaN", "--1", "1.2.3", "0x1", "١"})
    void refusesOtherDecimals(String text) {
        assertThat(reason(text, row -> row.decimal("v"))).isEqualTo("is not a decimal number as 12.50");
    }

    @Test
    void refusesANumberWithAMillionDigitsAtOnce() {
        assertThat(reason("9".repeat(1_000_000), row -> row.decimal("v")))
                .isEqualTo("is not a decimal number as 12.50");
    }

    @Test
    void readsTrueAndFalse() {
        assertThat(read("true", row -> row.bool("v"))).isEqualTo(true);
        assertThat(read("FALSE", row -> row.bool("v"))).isEqualTo(false);
        assertThat(read("", row -> row.bool("v"))).isNull();
        assertThat(reason("yes", row -> row.bool("v"))).isEqualTo("is neither true nor false");
    }

    @Test
    void readsOneOfTheValuesGiven() {
        assertThat(read("booked", row -> row.oneOf("v", "booked", "attended"))).isEqualTo("booked");
        assertThat(read("", row -> row.oneOf("v", "booked", "attended"))).isNull();
        assertThat(reason("Booked", row -> row.oneOf("v", "booked", "attended")))
                .isEqualTo("is none of booked, attended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "O'Neill+gym@mail.example", "jörg@bücher.example"})
    void readsEmail(String text) {
        assertThat(read(text, row -> row.email("v"))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "@b", "a@", "a@b@c", "a b@c", "a@b\u00a0c", "a@\"\nb"})
    void refusesWhatIsNoEmail(String text) {
        assertThat(reason(text, row -> row.email("v"))).isEqualTo("is not an e-mail address");
    }

    @Test
    void refusesAnEmailLongerThan254() {
        assertThat(read("a@" + "b".repeat(252), row -> row.email("v")))
                .asString()
                .hasSize(254);
        assertThat(reason("a@" + "b".repeat(253), row -> row.email("v"))).isEqualTo("is not an e-mail address");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-03T18:30, 2026-10-03T16:30:00Z",
        "2026-10-03T18:30:15, 2026-10-03T16:30:15Z",
        "2026-10-03T18:30Z, 2026-10-03T18:30:00Z",
        "2026-10-03T18:30-05:00, 2026-10-03T23:30:00Z",
        "2026-10-03T18:30:15+05:30, 2026-10-03T13:00:15Z",
        // In the gap of spring it moves forward, in autumn's overlap it is the earlier.
        "2026-03-29T02:30, 2026-03-29T01:30:00Z",
        "2026-10-25T02:30, 2026-10-25T00:30:00Z",
    })
    void readsLocalTimeAndTimeWithOffset(String text, Instant expected) {
        assertThat(read(text, row -> row.localOrOffsetDateTime("v").in(BERLIN))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-03",
                "2026-10-03 18:30",
                "2026-10-03T18",
                "2026-10-03T24:00",
                "2026-10-03T18:60",
                "2026-02-30T10:00",
                "2026-10-03T18:30+2",
                "2026-10-03T18:30+19:00",
                "2026-10-03T18:30[Europe/Berlin]",
                "2026-10-03T18:30:15.5",
                "0000-10-03T18:30",
                "18:30"
            })
    void refusesOtherTimes(String text) {
        assertThat(reason(text, row -> row.localOrOffsetDateTime("v")))
                .matches("is not a (date and time as 2026-10-03T18:30|time of the calendar)");
    }

    @Test
    void takesTheImportersOwnReason() {
        assertThat(reason("-1.00", row -> {
                    row.reject("v", "is negative");
                    return null;
                }))
                .isEqualTo("is negative");
    }

    /** What is read from a field with this value, which nothing rejects. */
    private static Object read(String value, Function<CsvRow, ?> accessor) {
        try (CsvReader csv = open(value)) {
            Object read = accessor.apply(csv.iterator().next());
            csv.rejections().throwIfAny();
            return read;
        }
    }

    /** Why a field with this value is rejected, which then reads as null. */
    private static String reason(String value, Function<CsvRow, ?> accessor) {
        try (CsvReader csv = open(value)) {
            CsvRow row = csv.iterator().next();
            assertThat(accessor.apply(row)).isNull();
            assertThat(csv.rejections().kept()).hasSize(1);
            Rejection rejection = csv.rejections().kept().get(0);
            assertThat(rejection.line()).isEqualTo(2);
            assertThat(rejection.column()).isEqualTo("v");
            return rejection.reason();
        }
    }

    private static CsvReader open(String value) {
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row("v", "w");
        csv.row(value, "");
        return CsvReader.open(
                dev.gymctl.core.csv.CsvSource.of(
                        "values.csv", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8))),
                Column.required("v"),
                Column.required("w"));
    }
}
