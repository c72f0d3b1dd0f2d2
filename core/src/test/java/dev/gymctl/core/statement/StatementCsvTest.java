package dev.gymctl.core.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gymctl.core.GymException;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.csv.CsvSource;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Banks' CSV: each case is a file, the profile it is read by, and what must come of it. */
class StatementCsvTest {
    private static final Path CASES = Path.of("src/test/resources/statements/csv");

    @TempDir
    private static Path folder;

    static List<Path> cases() throws Exception {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsEachFileAsItsProfileSays(Path file) throws Exception {
        String expected = Files.readString(beside(file, ".expected"));

        assertThat(read(file, profile(file)).replace(CASES + "/", "").strip()).isEqualTo(expected.strip());
    }

    @Test
    void refusesOrReadsWhateverADamagedFileHolds() throws Exception {
        Random random = new Random(7);
        Path damaged = folder.resolve("damaged");
        for (Path file : cases()) {
            byte[] whole = Files.readAllBytes(file);
            BankProfile profile = profile(file);
            for (int i = 0; i < 40 && whole.length > 0; i++) {
                int at = random.nextInt(whole.length);
                byte[] bytes = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, at);
                if (i % 2 == 0) {
                    bytes[at] = (byte) random.nextInt(256);
                }
                Files.write(damaged, bytes);
                assertThat(read(damaged, profile)).isNotNull();
            }
        }
    }

    @Test
    void aFileOfManyBlocksWhoseNewestLineIsFirstIsReadFromItsEnd() throws Exception {
        int lines = StatementCsv.BLOCK + 3;
        StringBuilder text = new StringBuilder("Date,Amount,Balance\n");
        for (int i = lines; i > 0; i--) {
            text.append(i > 5 ? "2026-11-06" : "2026-11-05")
                    .append(",1,")
                    .append(i)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("many.csv"), text);
        BankProfile profile = profile(Map.of("booked_on", "Date", "amount", "Amount", "balance", "Balance"));
        long[] line = {lines + 2L};

        StatementFile.read(file, profile, new StatementReceiver() {
            @Override
            public void begin(StatementHeader header) {
                assertThat(header.opening()).isZero();
                assertThat(header.openingOn()).isEqualTo("2026-11-05");
            }

            @Override
            public void entry(StatementEntry entry) {
                line[0]--;
                if (entry.line() != line[0]) {
                    assertThat(entry.line()).isEqualTo(line[0]);
                }
            }

            @Override
            public void end(StatementEnd end) {
                assertThat(end.closing()).isEqualByComparingTo(String.valueOf(lines));
                assertThat(end.wrong()).isNull();
            }
        });
        assertThat(line[0]).isEqualTo(2);
    }

    @Test
    void aFileIsReadByTheOneProfileWhoseColumnsItsHeaderHas() throws Exception {
        BankProfile one = named("one", Map.of("booked_on", "Date", "amount", "Amount"));
        BankProfile other = named("other", Map.of("booked_on", "Datum", "amount", "Betrag"));
        BankProfile wider = named("wider", Map.of("booked_on", "Date", "amount", "Amount", "text", "Text"));
        BankProfile numbered = new BankProfile(
                new CsvProfile(
                        "numbered",
                        Map.of("booked_on", "1", "amount", "2"),
                        Map.of(),
                        Map.of(),
                        null,
                        ';',
                        false,
                        List.of()),
                null,
                false,
                0,
                false,
                null);
        Path file = Files.writeString(folder.resolve("bank.txt"), "Date;Text;Amount\n");

        assertThat(StatementFile.detect(file)).isEqualTo(StatementFormat.CSV);
        assertThat(StatementFile.profile(file, List.of(numbered, other, one))).isEqualTo(one);
        assertRefused(
                file,
                List.of(one, wider, other),
                "bank.txt is CSV, and its header is that of several profiles",
                "say --profile NAME, of one, wider");
        assertRefused(
                file,
                List.of(numbered, other),
                "bank.txt is CSV, and its header is that of no bank's profile",
                "say --profile NAME, of numbered, other; or gymctl profile add NAME --kind bank … saves how a bank's"
                        + " CSV is read");
        assertRefused(
                file,
                List.of(),
                "bank.txt is CSV, and its header is that of no bank's profile",
                "gymctl profile add NAME --kind bank … saves how a bank's CSV is read");
    }

    @Test
    void whatOptionsAreForIsSaidInTheProfile() throws Exception {
        Path file = CASES.resolve("doubtful-dates.csv");
        BankProfile profile = profile(file);

        assertThat(catchThrowableOfType(GymException.class, () -> StatementFile.read(file, profile, null))
                        .hint())
                .contains("in the profile doubtful-dates: say --date-format DD/MM/YYYY or --date-format MM/DD/YYYY");
    }

    @Test
    void aProfileSaysWhatAStatementNeedsAndNothingTwice() {
        assertProfileRefused(Map.of("amount", "A"), "the profile does not say which column is booked_on");
        assertProfileRefused(
                Map.of("booked_on", "D", "debit", "A"),
                "the profile needs the column amount, or both of debit and credit, and not all of them");
        assertProfileRefused(
                Map.of("booked_on", "D", "debit", "A", "credit", "B", "amount", "C"),
                "the profile needs the column amount, or both of debit and credit, and not all of them");
        assertProfileRefused(
                Map.of("booked_on", "D", "debit", "A", "credit", "B", "direction", "C"),
                "debit and credit tell the direction; it is given twice");
        assertProfileRefused(
                Map.of("booked_on", "D", "amount", "A", "email", "B"), "a bank's profile has no column 'email'");
    }

    private static void assertProfileRefused(Map<String, String> columns, String message) {
        assertThat(catchThrowableOfType(
                        GymException.class, () -> profile(columns).check()))
                .hasMessage(message)
                .extracting(GymException::kind)
                .isEqualTo(GymException.Kind.INVALID);
    }

    private static void assertRefused(Path file, List<BankProfile> profiles, String message, String hint) {
        GymException refusal = catchThrowableOfType(GymException.class, () -> StatementFile.profile(file, profiles));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.hint()).contains(hint);
    }

    private static String read(Path file, BankProfile profile) {
        return StatementFileTest.read(to -> {
            if (StatementFile.detect(file) == StatementFormat.CSV) {
                StatementFile.read(file, profile, to);
            }
        });
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replace(".csv", ending));
    }

    private static BankProfile profile(Map<String, String> columns) {
        return named("bank", columns);
    }

    private static BankProfile named(String name, Map<String, String> columns) {
        CsvProfile csv = new CsvProfile(name, columns, Map.of(), Map.of(), null, null, false, List.of());
        return new BankProfile(csv, null, false, 0, true, null);
    }

    /** As the options of {@code profile add} say it. */
    private static BankProfile profile(Path file) throws Exception {
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(beside(file, ".profile"))) {
            said.load(reader);
        }
        Map<String, String> directions = under("direction.", said).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        Map<String, String> formats = new HashMap<>();
        if (said.containsKey("date-format")) {
            formats.put(CsvProfile.OTHERS, said.getProperty("date-format"));
        }
        String delimiter = said.getProperty("delimiter");
        BankProfile profile = new BankProfile(
                new CsvProfile(
                        beside(file, "").getFileName().toString(),
                        under("map.", said),
                        directions.isEmpty() ? Map.of() : Map.of("direction", directions),
                        formats,
                        said.containsKey("encoding") ? CsvSource.charset(said.getProperty("encoding")) : null,
                        delimiter == null ? null : delimiter.charAt(0),
                        false,
                        List.of()),
                null,
                said.containsKey("negate"),
                Integer.parseInt(said.getProperty("skip-lines", "0")),
                !said.containsKey("no-header"),
                said.getProperty("account"));
        profile.check();
        return profile;
    }

    private static Map<String, String> under(String prefix, Properties said) {
        return said.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(name -> name.substring(prefix.length()), said::getProperty));
    }
}
