package dev.gymctl.core.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class RoundTripTest {

    @Property(tries = 2000)
    void whatIsWrittenIsRead(@ForAll("documents") List<List<String>> document) throws IOException {
        assertThat(ExactParserTest.rows(written(document))).isEqualTo(document);
    }

    @Property(tries = 500)
    void aReaderGivesEveryValueWithItsLine(@ForAll("tables") List<List<String>> table) {
        String text = "a,b,c\n" + written(table);

        try (CsvReader csv = read(text.getBytes(StandardCharsets.UTF_8))) {
            long line = 2;
            int index = 0;
            for (CsvRow row : csv) {
                List<String> values = List.of(row.raw("a"), row.raw("b"), row.raw("c"));
                assertThat(values).isEqualTo(table.get(index++));
                assertThat(row.line()).isEqualTo(line);
                line += 1 + values.stream().mapToLong(RoundTripTest::breaks).sum();
            }
            assertThat(index).isEqualTo(table.size());
            assertThat(csv.rejections().count()).isZero();
        }
    }

    /** As an export writes text and an import reads it: whatever it begins with. */
    @Property(tries = 2000)
    void neutralizedTextComesBackAsItWas(@ForAll("starts") String start, @ForAll("texts") String rest) {
        String text = CsvRow.clean(start + rest);

        String written = Formulas.neutralized(text);

        assertThat(written).doesNotMatch("(?s)[=+\\-@\t\r].*");
        assertThat(Formulas.restored(written)).isEqualTo(text);
        try (CsvReader csv =
                read(("a,b,c\n" + written(List.of(List.of(written, "x", "y")))).getBytes(StandardCharsets.UTF_8))) {
            assertThat(csv.iterator().next().text("a")).isEqualTo(text.isEmpty() ? null : text);
        }
    }

    @Property(tries = 100)
    void linesPutTogetherAreTheTextHoweverItArrives(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 3) int chunk) throws IOException {
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            // Enough before it that the text lies across the end of a buffer.
            String padded = "x".repeat((1 << 16) - text.length() / 2) + text;
            try (Lines lines =
                    new Lines(inChunksOf(chunk, padded.getBytes(encoding)), ByteBuffer.allocate(0), 0, encoding)) {
                StringBuilder together = new StringBuilder();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    assertThat(line.strip()).doesNotContain("\n");
                    together.append(line);
                }
                assertThat(together).hasToString(padded);
            }
        }
    }

    @Property(tries = 2000)
    void anyBytesAreReadOrRefusedWithAReason(@ForAll("files") byte[] file) {
        try (CsvReader csv = read(file)) {
            for (CsvRow row : csv) {
                assertThat(row.line()).isGreaterThan(1);
                row.date("a");
                row.decimal("b");
                row.email("c");
            }
            csv.rejections().throwIfAny();
        } catch (GymException e) {
            assertThat(e.kind()).isEqualTo(GymException.Kind.INVALID);
            assertThat(e).hasMessageStartingWith("file.csv:");
            assertThat(e.getMessage().chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> documents() {
        return text(0, 12).list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return text(0, 12).list().ofSize(3).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> starts() {
        return Arbitraries.of("=", "+", "-", "@", "'", "\u200b", "x", "", "\uff1d")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return text(0, 60);
    }

    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> likely = Arbitraries.of(bytes("ab,c;\"\"\n\r\t |@-2."));
        return Arbitraries.frequencyOf(Tuple.of(9, likely), Tuple.of(1, any))
                .array(byte[].class)
                .ofMaxSize(40)
                .map(rest -> {
                    byte[] header = "a,b,c\n".getBytes(StandardCharsets.UTF_8);
                    boolean whole = rest.length % 4 != 0;
                    return ByteBuffer.allocate(rest.length + (whole ? header.length : 0))
                            .put(header, 0, whole ? header.length : 0)
                            .put(rest)
                            .array();
                });
    }

    private static List<Byte> bytes(String text) {
        return text.chars().mapToObj(c -> (byte) c).toList();
    }

    private static Arbitrary<String> text(int least, int most) {
        Arbitrary<String> nasty = Arbitraries.of(
                ",", "\"", "\n", "\r", "\r\n", " ", "\t", ";", "|", "\\", "'", "a", "\"\"", "é", "日", "😀", "\u00a0");
        return nasty.list().ofMinSize(least).ofMaxSize(most).map(parts -> String.join("", parts));
    }

    private static String written(List<List<String>> document) {
        StringWriter out = new StringWriter();
        CsvWriter csv = new CsvWriter(out);
        document.forEach(row -> csv.row(row.toArray()));
        return out.toString();
    }

    private static CsvReader read(byte[] file) {
        return CsvReader.open(
                CsvSource.of("file.csv", new ByteArrayInputStream(file)),
                Column.required("a"),
                Column.required("b"),
                Column.required("c"));
    }

    private static long breaks(String text) {
        return text.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    private static InputStream inChunksOf(int size, byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private int left = bytes.length - 200;

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, left > 0 ? Math.min(left, length) : Math.min(size, length));
                left -= read;
                return read;
            }
        };
    }
}
