package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.member.PaymentStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutputTest {
    private enum Mood {
        WIDE_AWAKE
    }

    private record Pet(
            String name, Integer legs, Boolean tame, Mood mood, LocalDate born, Instant fed, List<Pet> young) {
        static Pet named(String name) {
            return new Pet(name, 4, true, Mood.WIDE_AWAKE, LocalDate.of(2026, 3, 1), FED, List.of());
        }
    }

    private static final Instant NOW = Instant.parse("2026-10-03T19:45:00Z");
    private static final Instant FED = Instant.parse("2026-10-03T16:30:00Z");
    private static final Columns<Pet> NAMES = Columns.<Pet>of().add("name", Pet::name);
    private static final Columns<Pet> PETS = Columns.<Pet>of()
            .add("pet_name", Pet::name)
            .add("legs", Pet::legs)
            .add("tame", Pet::tame)
            .detail("mood", Pet::mood)
            .detail("born", Pet::born)
            .add("fed", Pet::fed)
            .jsonOnly("months", pet -> Arrays.asList(YearMonth.of(2026, 10), null))
            .nested("young", Pet::young, NAMES);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Console> consoles = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsAnObjectAsJson() {
        Pet rex = new Pet("Rex", 4, null, Mood.WIDE_AWAKE, LocalDate.of(2026, 3, 1), FED, List.of(Pet.named("Fido")));
        output(Format.JSON).one(PETS, rex);

        assertThat(out()).isEqualTo("""
                {
                  "pet_name": "Rex",
                  "legs": 4,
                  "tame": null,
                  "mood": "wide_awake",
                  "born": "2026-03-01",
                  "fed": "2026-10-03T18:30:00+02:00",
                  "months": ["2026-10", null],
                  "young": [{"name": "Fido"}]
                }
                """);
    }

    @Test
    void tellsMomentsFromNowOnATerminalAlone() {
        Columns<Duration> columns = Columns.<Duration>of().addRecent("fed", NOW::minus);
        List<Duration> ago = List.of(
                Duration.ofSeconds(59),
                Duration.ofMinutes(59),
                Duration.ofHours(47),
                Duration.ofDays(7),
                Duration.ofDays(8),
                Duration.ofHours(-3));
        output(Format.TABLE, true, out).list(columns, ago, "none");

        assertThat(out()).isEqualTo("fed\nnow\n59 min ago\n47 h ago\n7 days ago\n2026-09-25\nin 3 h\n");
        out.reset();
        output(Format.TABLE).list(columns, ago.subList(0, 1), "none");
        assertThat(out()).isEqualTo("fed\n2026-10-03 21:44\n");
    }

    @Test
    void turnsRowsIntoBlocksWhereNotEvenTheNarrowestColumnsFit() {
        record Wide(String first, String second, String third, String fourth, String fifth, String sixth) {}
        Columns<Wide> columns = Columns.<Wide>of()
                .add("first", Wide::first)
                .add("second", Wide::second)
                .add("third_of_all", Wide::third)
                .add("fourth", Wide::fourth)
                .add("fifth", Wide::fifth)
                .add("sixth", Wide::sixth);
        Wide row = new Wide("1234567890", "1234567890", "1234567890 1234567890 1234567890", "", "1234567", "12345678");
        Console narrow = console(true, out, "40");
        output(narrow, Format.TABLE, false).list(columns, List.of(row, row), "none");

        String block = """
                first         1234567890
                second        1234567890
                third of all  1234567890 1234567890 123…
                fourth        -
                fifth         1234567
                sixth         12345678
                """;
        assertThat(out()).isEqualTo(block + "\n" + block);
    }

    @Test
    void coloursStatesByWhatTheyMean() {
        Columns<PaymentStatus> columns = Columns.<PaymentStatus>of()
                .add("payment_status", status -> status)
                .add("code", PaymentStatus::code);
        output(console(true, out, "80"), Format.TABLE, true)
                .list(columns, List.of(PaymentStatus.PAID, PaymentStatus.OVERDUE), "none");

        assertThat(out()).isEqualTo("""
                \u001b[1mpayment status  code\u001b[0m
                paid            paid
                \u001b[31moverdue\u001b[0m         overdue
                """);
    }

    @Test
    void alignsNumbersToTheRightThoughTheFirstIsMissing() {
        Pet stone = new Pet("Stone", null, true, null, null, null, List.of());
        Pet millipede = new Pet("Millipede", 1_306_000, true, null, null, null, List.of());
        Columns<Pet> columns = Columns.<Pet>of().add("legs", Pet::legs).add("name", Pet::name);
        output(Format.TABLE).list(columns, List.of(stone, millipede), "none");

        assertThat(out()).isEqualTo("""
                   legs  name
                         Stone
                1306000  Millipede
                """);
    }

    @Test
    void printsListsAsOneJsonArray() {
        output(Format.JSON).list(NAMES, List.of(), "none");
        output(Format.JSON).list(NAMES, List.of(Pet.named("a")), "none");
        output(Format.JSON).list(NAMES, List.of(Pet.named("a"), Pet.named("b")), "none");

        assertThat(out()).isEqualTo("""
                []
                [
                  {"name": "a"}
                ]
                [
                  {"name": "a"},
                  {"name": "b"}
                ]
                """);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void printsOneObjectALineAsNdjson() {
        output(Format.NDJSON).list(NAMES, List.of(Pet.named("a"), Pet.named("b")), "none");

        assertThat(out()).isEqualTo("{\"name\": \"a\"}\n{\"name\": \"b\"}\n");
    }

    @Test
    void printsCsvWithAHeaderEvenWhenEmpty() {
        output(Format.CSV).list(NAMES, List.of(), "none");
        output(Format.CSV).list(PETS, List.of(Pet.named("Re,x")), "none");

        assertThat(out()).isEqualTo("""
                name
                pet_name,legs,tame,mood,born,fed
                "Re,x",4,true,wide_awake,2026-03-01,2026-10-03T18:30:00+02:00
                """);
    }

    @Test
    void alignsTables() {
        Pet long1 = new Pet("Bucephalus", 400, null, Mood.WIDE_AWAKE, null, FED, List.of());
        output(Format.TABLE).list(PETS, List.of(Pet.named("犬"), long1), "none");

        assertThat(out()).isEqualTo("""
                pet name    legs  tame  fed
                犬             4  yes   2026-10-03 18:30
                Bucephalus   400        2026-10-03 18:30
                """);
    }

    @Test
    void printsOneThingAsAPage() {
        output(Format.TABLE).one(PETS, new Pet("Rex", 4, null, Mood.WIDE_AWAKE, null, FED, List.of()));

        assertThat(out()).isEqualTo("""
                pet name  Rex
                legs      4
                tame      -
                mood      wide_awake
                born      -
                fed       2026-10-03 18:30
                """);
    }

    @Test
    void cutsTablesToTheTerminalOnly() {
        Pet pet = Pet.named("a".repeat(100));
        output(Format.TABLE, true, out).list(PETS, List.of(pet), "none");
        assertThat(out()).contains("a".repeat(40) + "…  ").doesNotContain("a".repeat(60));
        assertThat(out().lines()).allMatch(line -> TextWidth.of(line) <= 80);

        out.reset();
        output(Format.TABLE).list(PETS, List.of(pet), "none");
        assertThat(out()).contains("a".repeat(100));
    }

    @Test
    void saysOnStderrWhatToDoWhenThereIsNothing() {
        output(Format.TABLE).list(PETS, List.of(), "no pets yet: gymctl pet add");

        assertThat(out()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("no pets yet: gymctl pet add\n");
    }

    @Test
    void saysWhatChangedToPeopleAndShowsItToPrograms() {
        output(Format.TABLE).done("added pet a", NAMES, Pet.named("a"));
        output(Format.NDJSON).done("added pet a", NAMES, Pet.named("a"));

        assertThat(out()).isEqualTo("added pet a\n{\"name\": \"a\"}\n");
    }

    @Test
    void letsNothingUnsafeReachATerminal() {
        Pet pet = Pet.named("\u001b[31mRex\u202e\n\u009b");
        output(Format.CSV, true, out).list(NAMES, List.of(pet), "none");
        output(Format.TABLE).list(NAMES, List.of(pet), "none");
        output(Format.TABLE).one(NAMES, pet);
        output(Format.TABLE).done(pet.name().strip(), NAMES, pet);
        output(Format.NDJSON).one(NAMES, pet);

        assertThat(out()).isEqualTo("""
                name
                \\u001b[31mRex\\u202e\\u000a\\u009b
                name
                \\u001b[31mRex\\u202e\\u000a\\u009b
                name  \\u001b[31mRex\\u202e\\u000a\\u009b
                \\u001b[31mRex\\u202e
                \\u009b
                {"name": "\\u001b[31mRex\\u202e\\n\\u009b"}
                """);
    }

    @Test
    void keepsTextExactInCsvThatNoTerminalSees() {
        output(Format.CSV).list(NAMES, List.of(Pet.named("\u001b\u202e")), "none");

        assertThat(out()).isEqualTo("name\n\u001b\u202e\n");
    }

    @Test
    void stopsReadingWhenNobodyReadsWhatItPrints() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int[] asked = new int[1];
        Iterator<Pet> endless = IntStream.iterate(0, i -> i + 1)
                .peek(i -> asked[0] = i)
                .mapToObj(i -> Pet.named("pet " + i))
                .iterator();
        output(Format.NDJSON, false, closed).list(NAMES, () -> endless, "none");

        assertThat(asked[0]).isBetween(1, 100_000);
    }

    private Output output(Format format) {
        return output(format, false, out);
    }

    private Output output(Format format, boolean terminal, OutputStream to) {
        return output(console(terminal, to, "80"), format, false);
    }

    private Console console(boolean terminal, OutputStream to, String columns) {
        Console console = new Console(
                InputStream.nullInputStream(),
                to,
                err,
                new Console.Terminals(terminal, terminal, terminal),
                Map.of("COLUMNS", columns));
        consoles.add(console);
        return console;
    }

    private static Output output(Console console, Format format, boolean colors) {
        return new Output(
                console,
                format,
                List.of(),
                true,
                colors,
                () -> ZoneId.of("Europe/Berlin"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private String out() {
        consoles.forEach(console -> console.finish(0));
        return out.toString(StandardCharsets.UTF_8);
    }
}
