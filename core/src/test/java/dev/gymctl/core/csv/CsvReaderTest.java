package dev.gymctl.core.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gymctl.core.GymException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    private static final Column[] PEOPLE = {
        Column.filled("email", "E-Mail"), Column.required("last_name", "Surname"), Column.optional("date_of_birth")
    };
    private static final String COLUMNS =
            "the columns are email, last_name, date_of_birth; use --map ours=theirs for one under another header";

    @TempDir
    private Path directory;

    @Test
    void givesRowsWithTheirValuesAndLines() {
        assertThat(rows(source("last_name,email\nŻak,a@x\n\n\"Two\nlines\", b@x \n   \n,c@x")))
                .containsExactly("2 a@x Żak", "4 b@x Two\nlines", "7 c@x null");
    }

    @Test
    void findsColumnsByAliasWhateverTheirOrderCaseAndSurroundingBlanks() {
        assertThat(rows(source(" SURNAME ,\"E-mail\"\nŻak,a@x\n"))).containsExactly("2 a@x Żak");
    }

    @Test
    void findsMappedColumnsUnderTheirHeaderOnly() {
        CsvSource mapped = source("Nachname;Mail\nŻak;a@x\n").mapped(Map.of("last_name", "nachname", "email", "Mail"));

        assertThat(rows(mapped)).containsExactly("2 a@x Żak");
        assertThat(refusal(source("email,last_name\n").mapped(Map.of("email", "Mail"))))
                .hasMessage("""
                        people.csv: 2 problems
                        people.csv:1: "email": is not a column of this import
                        people.csv:1: email: "Mail": is missing, but this import needs it""");
        assertThat(refusal(source("email,last_name\n").mapped(Map.of("mail", "email"))))
                .hasMessage("people.csv:1: \"mail\": is mapped, but is not a column of this import");
        assertThat(refusal(source("Who,last_name\n").mapped(Map.of("email", "Who", "date_of_birth", "WHO"))))
                .hasMessageContaining("is mapped to email too");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void seesWhatSeparatesTheFields(String delimiter) {
        String text = "email,last_name,date_of_birth\na@x,O'Neill,2000-01-01\n".replace(",", delimiter);

        try (CsvReader csv = CsvReader.open(source(text), PEOPLE)) {
            assertThat(csv.format().delimiter()).isEqualTo(delimiter.charAt(0));
            assertThat(csv.iterator().next().text("last_name")).isEqualTo("O'Neill");
        }
    }

    @Test
    void takesAFileWithOneColumn() {
        try (CsvReader csv = CsvReader.open(source("email\na;b,@x\n\n\"\"\n"), Column.required("email"))) {
            assertThat(csv.format()).hasToString("UTF-8, separated by comma");
            csv.forEach(row -> row.text("email"));
            assertThat(csv.rejections().kept())
                    .extracting(Rejection::reason)
                    .containsExactly("has 2 fields, the header has 1");
        }
    }

    @Test
    void takesAFileWithoutRows() {
        assertThat(rows(source("email,last_name"))).isEmpty();
        assertThat(rows(source("\n\nemail,last_name\r\n\r\n"))).isEmpty();
    }

    @Test
    void refusesAHeaderThatIsNotTheImports() {
        assertThat(refusal(source("email,phone,Email,,last_name\n")))
                .hasMessage("""
                        people.csv: 3 problems
                        people.csv:1: "phone": is not a column of this import
                        people.csv:1: email: "Email": is there twice
                        people.csv:1: column 4 has no name""")
                .extracting(GymException::hint)
                .hasToString("Optional[" + COLUMNS + "]");
        assertThat(refusal(source("email,E-Mail,last_name\n")))
                .hasMessage("people.csv:1: email: \"E-Mail\": is there twice");
        assertThat(refusal(source("email,date_of_birth\n")))
                .hasMessage("people.csv:1: last_name: is missing, but this import needs it");
        assertThat(refusal(source("a@x,Żak\nb@x,Knuth\n")))
                .hasMessage("people.csv:1: \"a@x,Żak\": the header is missing: no known column in the first line");
        assertThat(refusal(source("email;last_name,date_of_birth\n")))
                .hasMessage(
                        "people.csv:1: \"email;last_name,date_of_birth\": it is not clear what separates the columns");
    }

    @Test
    void refusesAHeaderWithAnOpenQuote() {
        assertThat(refusal(source("email,\"last_name\nx,y\n")))
                .hasMessage("people.csv:1: \"email,\"last_name\": a quote is opened but not closed in the header line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\ufeff", "\ufeff\n"})
    void refusesAFileWithNothingInIt(String text) {
        assertThat(refusal(source(text)))
                .hasMessage("people.csv: is empty")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("the first line names the columns: email, last_name, date_of_birth");
    }

    @Test
    void refusesWhatIsNoFile() {
        Path missing = directory.resolve("missing.csv");

        assertThat(refusal(CsvSource.of(missing))).hasMessage(missing + ": there is no such file");
        assertThat(refusal(CsvSource.of(directory))).hasMessage(directory + ": is a directory");
        assertThat(refusal(CsvSource.of(missing.resolve("below")))).hasMessageContaining("no such file");
    }

    @Test
    void readsAFileAndTheStandardInput() throws IOException {
        Path file = Files.writeString(directory.resolve("people.csv"), "email,last_name\na@x,Żak\n");

        assertThat(rows(CsvSource.named(file.toString(), InputStream.nullInputStream())))
                .containsExactly("2 a@x Żak");
        try (InputStream stream = Files.newInputStream(file)) {
            assertThat(rows(CsvSource.named("-", stream))).containsExactly("2 a@x Żak");
        }
        assertThat(refusal(CsvSource.named("-", InputStream.nullInputStream()))).hasMessage("stdin: is empty");
        assertThat(refusal(() -> CsvSource.named("a\0b", null))).hasMessage("a\\u0000b: not a file name");
    }

    @Test
    void refusesBinaryFiles() {
        byte[] workbook = {'P', 'K', 3, 4, 20, 0, 6, 0};

        assertThat(refusal(source(workbook)))
                .hasMessage("people.csv: is not a text file (NUL at byte 5)")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("save the table as CSV; for UTF-16 without byte order mark say --encoding utf-16le");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void goesByTheByteOrderMark(String encoding) {
        byte[] text = "\ufeffemail,last_name\na@x,Żak 😀\n".getBytes(Charset.forName(encoding));

        assertThat(rows(source(text))).containsExactly("2 a@x Żak 😀");
        assertThat(rows(source(text).encoding(encoding))).containsExactly("2 a@x Żak 😀");
        try (CsvReader csv = CsvReader.open(source(text), PEOPLE)) {
            assertThat(csv.format()).hasToString(encoding + " with byte order mark, separated by comma");
        }
        assertThat(refusal(source(text).encoding("windows-1252")))
                .hasMessage("people.csv: begins with the byte order mark of " + encoding + ", it is not windows-1252")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("leave out --encoding");
    }

    @Test
    void refusesBytesThatAreNotUtf8SayingWhere() {
        byte[] text = "email,last_name\na@x,Żak\nb@x,Müller\n".getBytes(Charset.forName("windows-1257"));
        byte[] german = "email,last_name\na@x,Knuth\nb@x,Müller\n".getBytes(Charset.forName("windows-1252"));

        assertThat(refusal(source(text))).hasMessageStartingWith("people.csv:2: last_name: \"\\xDD\": byte 0xDD");
        assertThat(refusal(source(german)))
                .hasMessage("people.csv:3: last_name: \"M\\xFC\": byte 0xFC at offset 31 is not UTF-8")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("say which encoding it is, for example --encoding windows-1252");
        assertThat(rows(source(german).encoding("windows-1252"))).containsExactly("2 a@x Knuth", "3 b@x Müller");
    }

    @Test
    void refusesBadBytesInHeaderQuotesAndAtTheEnd() {
        assertThat(refusal(source(latin("email,näme\n"))))
                .hasMessage("people.csv:1: \"email,n\\xE4\": byte 0xE4 at offset 7 is not UTF-8");
        assertThat(refusal(source(latin("email,last_name\na@x,\"two\nMü\"\n"))))
                .hasMessage("people.csv:3: last_name: \"two\\nM\\xFC\": byte 0xFC at offset 26 is not UTF-8");
        assertThat(refusal(source(latin("email,last_name\rñ@x,a\r"))))
                .hasMessage("people.csv:2: email: \"\\xF1\": byte 0xF1 at offset 16 is not UTF-8");
        assertThat(refusal(source(latin("email,last_name\na@x,b\u00c3"))))
                .hasMessage("people.csv:2: last_name: \"b\\xC3\": byte 0xC3 at offset 21 is not UTF-8");
        assertThat(refusal(source(latin("email,last_name\na@x,\u0081")).encoding("windows-1252")))
                .hasMessage("people.csv:2: last_name: \"\\x81\": byte 0x81 at offset 20 is not windows-1252")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("it is in another encoding than --encoding says");
    }

    @Test
    void refusesAnEncodingThatJavaDoesNotKnow() {
        assertThat(refusal(() -> source("").encoding("windows-9999")))
                .hasMessage("encoding \"windows-9999\" is not known");
        assertThat(refusal(() -> source("").encoding("no such"))).hasMessage("encoding \"no such\" is not known");
    }

    @Test
    void findsAllProblemsOfAFileInOnePass() {
        String text = """
                email,last_name,date_of_birth
                a@x,Żak,2000-02-30
                b@x,Żak
                ,Żak,
                c@x,Żak,1,2
                d@x,\u0007Żak,
                e@x,M\ufffdller,
                f@x,"Two
                lines",31.12.2000
                """;

        assertThat(refusal(source(text)))
                .hasMessage("""
                        people.csv: 7 problems
                        people.csv:2: date_of_birth: "2000-02-30": is not a day of the calendar
                        people.csv:3: "b@x,Żak": has 2 fields, the header has 3
                        people.csv:4: email: is empty
                        people.csv:5: "c@x,Żak,1,2": has 4 fields, the header has 3
                        people.csv:6: last_name: "\\u0007Żak": contains the control character U+0007
                        people.csv:7: last_name: "M\ufffdller": contains U+FFFD: the text was damaged before it was saved
                        people.csv:8: date_of_birth: "31.12.2000": is not a date as 2026-10-31""")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("a value that contains \",\" belongs in double quotes");
    }

    @Test
    void saysWhereAQuoteIsOpenedThatNobodyCloses() {
        assertThat(refusal(source("email,last_name\na@x,\"ok\nok\"\nb@x,\"Żak\nc@x,Knuth\n")))
                .hasMessage("people.csv:4: last_name: \"Żak\\nc@x,Knuth\": a quote is opened but never closed")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("close it, or double a quote that is part of the text");
        assertThat(refusal(source("email,last_name\n\"a\n@x\",\"Żak")))
                .hasMessage("people.csv:3: last_name: \"Żak\": a quote is opened but never closed");
        assertThat(refusal(source("email,last_name\na@x,\"" + "b\n".repeat(1 << 20))))
                .hasMessage("people.csv:2: last_name: \"" + "b\\n".repeat(30) + "…\": "
                        + "the quoted field is longer than 1 MiB; is its closing quote missing?");
    }

    @Test
    void saysWhereTextFollowsAClosingQuoteAndWhatWasWrongBefore() {
        assertThat(refusal(source("email,last_name,date_of_birth\na@x,Żak,soon\n\"b@x\",\"O\"Neill\",\n")))
                .hasMessage("""
                        people.csv: 2 problems
                        people.csv:2: date_of_birth: "soon": is not a date as 2026-10-31
                        people.csv:3: last_name: "O": text follows the closing quote; a quote within quotes is doubled""");
    }

    @Test
    void refusesALineTooLongToBeMeant() {
        assertThat(refusal(source("email,last_name\na@x,Żak\n" + ",".repeat(Lines.LONGEST + (1 << 17)))))
                .hasMessage("people.csv:3: the line is longer than 8 MiB");
        assertThat(refusal(source("email,last_name\na@x," + "Ż".repeat(ExactParser.LONGEST_FIELD + 1))))
                .hasMessage("people.csv:2: last_name: \"" + "Ż".repeat(60) + "…\": the field is longer than 1 MiB");
    }

    @Test
    void refusesAStreamThatBreaksInsteadOfEndingThere() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };
        InputStream breaking =
                new SequenceInputStream(new ByteArrayInputStream(utf8("email,last_name\na@x,Żak\nb@")), broken);

        assertThat(refusal(CsvSource.of("people.csv", breaking)))
                .hasMessage("people.csv: cannot be read: the disk is gone");
    }

    @Test
    void listsTwentyProblemsAndCountsTheRestInBoundedMemory() {
        Rejections rejections = new Rejections("a\u202e.csv");
        for (int line = 5000; line > 0; line--) {
            rejections.add(line, "email", "x".repeat(100_000), "is too long");
        }
        rejections.add(0, null, null, "ends badly");

        assertThat(rejections.count()).isEqualTo(5001);
        assertThat(rejections.kept()).hasSize(1000);
        List<String> message =
                refusal(rejections::throwIfAny).getMessage().lines().toList();
        assertThat(message)
                .hasSize(22)
                .startsWith("a\\u202e.csv: 5001 problems")
                .endsWith("and 4981 more");
        assertThat(message.get(1)).isEqualTo("a\\u202e.csv:4001: email: \"" + "x".repeat(60) + "…\": is too long");
    }

    @Test
    void refusesNothingWhenNothingIsWrong() {
        new Rejections("people.csv").throwIfAny();
    }

    @Test
    void knowsOnlyItsOwnColumns() {
        try (CsvReader csv = CsvReader.open(source("email,last_name\na@x,Żak\n"), PEOPLE)) {
            CsvRow row = csv.iterator().next();
            assertThatIllegalArgumentException().isThrownBy(() -> row.text("mail"));
        }
    }

    @Test
    void readsAMillionRowsInConstantMemory() {
        int count = 1_000_000;
        Runtime runtime = Runtime.getRuntime();

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (CsvReader csv = CsvReader.open(CsvSource.of("people.csv", people(count)), PEOPLE)) {
                long usedAtFirst = 0;
                long digest = 0;
                int read = 0;
                for (CsvRow row : csv) {
                    read++;
                    digest +=
                            row.email("email").length() + row.text("last_name").length();
                    if (read == 1000 || read == count) {
                        System.gc();
                        long used = runtime.totalMemory() - runtime.freeMemory();
                        if (read == count) {
                            assertThat(used - usedAtFirst).isLessThan(16 << 20);
                        }
                        usedAtFirst = used;
                    }
                }
                assertThat(read).isEqualTo(count);
                assertThat(csv.rejections().count()).isZero();
                assertThat(digest).isEqualTo(21L * count);
            }
        });
    }

    /** A file of so many rows that is never in memory as a whole. */
    private static InputStream people(int count) {
        byte[] header = utf8("email,last_name,date_of_birth\n");
        byte[] row = utf8("m1234567@x,\"Müller, \"\"M\"\"\",2000-01-01\n");
        Enumeration<InputStream> parts = Collections.enumeration(new AbstractList<>() {
            @Override
            public InputStream get(int index) {
                return new ByteArrayInputStream(index == 0 ? header : row);
            }

            @Override
            public int size() {
                return count + 1;
            }
        });
        return new BufferedInputStream(new SequenceInputStream(parts));
    }

    private static List<String> rows(CsvSource source) {
        try (CsvReader csv = CsvReader.open(source, PEOPLE)) {
            List<String> rows = new ArrayList<>();
            for (CsvRow row : csv) {
                rows.add(row.line() + " " + row.text("email") + " " + row.text("last_name"));
            }
            csv.rejections().throwIfAny();
            return rows;
        }
    }

    private static GymException refusal(CsvSource source) {
        return refusal(() -> {
            try (CsvReader csv = CsvReader.open(source, PEOPLE)) {
                csv.forEach(row -> row.date("date_of_birth"));
                csv.rejections().throwIfAny();
            }
        });
    }

    private static GymException refusal(Runnable importing) {
        GymException refusal = catchThrowableOfType(GymException.class, importing::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(GymException.Kind.INVALID);
        return refusal;
    }

    private static CsvSource source(String text) {
        return source(utf8(text));
    }

    private static CsvSource source(byte[] bytes) {
        return CsvSource.of("people.csv", new ByteArrayInputStream(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
