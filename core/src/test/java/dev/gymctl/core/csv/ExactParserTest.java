package dev.gymctl.core.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactParserTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readsExactly(String name, String text, String expected) throws IOException {
        if (expected.startsWith("!")) {
            assertThatThrownBy(() -> rows(text))
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasMessage(expected.substring(1).strip()),
                            e -> assertThat(e).isInstanceOf(CsvMalformedLineException.class));
        } else {
            assertThat(rows(text).stream()
                            .map(row -> row.stream().map(f -> "[" + f + "]").collect(Collectors.joining()))
                            .collect(Collectors.joining(" / ")))
                    .isEqualTo(expected);
        }
    }

    static Stream<Arguments> cases() throws IOException {
        try (var file = ExactParserTest.class.getResourceAsStream("parser-cases.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("::") && !line.startsWith("#"))
                    .map(line -> line.split("::", -1))
                    .map(parts -> Arguments.of(parts[0].strip(), unescaped(parts[1]), unescaped(parts[2])));
        }
    }

    @Test
    void looksAtEachCharacterOnceHoweverManyLinesAFieldHas() {
        String field = "\n".repeat(ExactParser.LONGEST_FIELD - 1);

        List<List<String>> rows =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> rows("a,\"" + field + "\",b\n"));

        assertThat(rows).isEqualTo(List.of(List.of("a", field, "b")));
    }

    @Test
    void looksAtEachFieldOnceHoweverManyLinesARowHas() {
        int fields = 400_000;

        List<List<String>> rows =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> rows("\"\n\",".repeat(fields) + "end\n"));

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0)).hasSize(fields + 1).startsWith("\n", "\n").endsWith("end");
    }

    @Test
    void refusesFieldsAndRowsTooLongToBeMeant() {
        String tooLong = "x".repeat(ExactParser.LONGEST_FIELD + 1);
        String row = "x".repeat(1000) + ",";

        assertThatThrownBy(() -> rows(tooLong)).hasMessage("the field is longer than 1 MiB");
        assertThatThrownBy(() -> rows("\"" + tooLong + "\"")).hasMessage("the field is longer than 1 MiB");
        assertThatThrownBy(() -> rows("\"" + "\n".repeat(ExactParser.LONGEST_FIELD + 1)))
                .hasMessage("the quoted field is longer than 1 MiB; is its closing quote missing?");
        assertThatThrownBy(() -> rows(row.repeat(9000))).hasMessage("the line is longer than 8 MiB");
        assertThatThrownBy(() -> rows(("\"\n" + "x".repeat(1000) + "\",").repeat(9000)))
                .hasMessage("the row is longer than 8 MiB");
    }

    /** All rows, through opencsv's reader as {@link CsvReader} uses it. */
    static List<List<String>> rows(String text) throws IOException {
        Lines lines = new Lines(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.allocate(0),
                0,
                StandardCharsets.UTF_8);
        try (CSVReader csv = new CSVReaderBuilder(lines)
                .withCSVParser(new ExactParser(','))
                .withVerifyReader(false)
                .build()) {
            List<List<String>> rows = new ArrayList<>();
            for (String[] row = csv.readNextSilently(); row != null; row = csv.readNextSilently()) {
                rows.add(Arrays.asList(row));
            }
            return rows;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The text between the blanks around it, its escapes resolved. */
    private static String unescaped(String text) {
        return text.strip()
                .replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\0", "\\");
    }
}
