package dev.gymctl.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.RejectsFile;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.member.MemberImportRules;
import dev.gymctl.core.member.OnExisting;
import dev.gymctl.core.member.Suspected;
import dev.gymctl.core.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of members as people have them, and what becomes of each: {@code csv-cases/NAME.csv}, and beside it
 * {@code NAME.txt} with what is shown, what was said of the file ({@code with …}), and after a blank line the outcome.
 *
 * <p>{@code -Dgymctl.cases.write=true} writes the outcomes anew, to be read before they are committed.
 */
class CsvCasesTest {
    private static final Path CASES = Path.of("src/test/resources/csv-cases");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    private static TestGym gym;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    @TestFactory
    Stream<DynamicTest> everyFileIsReadRightOrRefusedWithLineAndReason() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
            assertThat(cases).hasSizeGreaterThan(60);
            return cases.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
        }
    }

    private static void run(Path file) throws IOException {
        Path beside = Path.of(file.toString().replaceAll("csv$", "txt"));
        String expected = Files.readString(beside);
        String said = expected.substring(0, expected.indexOf("\n\n") + 2);
        List<String> options = said.lines()
                .filter(line -> line.startsWith("with "))
                .map(line -> line.substring(5))
                .toList();

        String outcome = said + outcome(file, options);

        if (Boolean.getBoolean("gymctl.cases.write")) {
            Files.writeString(beside, outcome);
        }
        assertThat(outcome).isEqualTo(expected);
    }

    private static String outcome(Path file, List<String> options) throws IOException {
        Path rejects = directory.resolve("rejects.csv");
        Map<String, String> mapping = new HashMap<>();
        Map<String, String> formats = new HashMap<>();
        CsvSource source = CsvSource.of(file.getFileName().toString(), Files.newInputStream(file))
                .recognizing(Profiles.builtIn());
        MemberImportRules rules = MemberImportRules.CAREFUL;
        boolean skip = false;
        for (String option : options) {
            String value = option.substring(option.indexOf(' ') + 1);
            String[] pair = value.split("=", 2);
            switch (option.split(" ", 2)[0]) {
                case "encoding" -> source = source.encoding(value);
                case "delimiter" -> source = source.delimiter(value.charAt(0));
                case "map" -> mapping.put(pair[0], pair[1]);
                case "date-format" ->
                    formats.put(pair.length == 1 ? CsvProfile.OTHERS : pair[0], pair[pair.length - 1]);
                case "profile" -> source = source.profile(gymProfile(value));
                case "shared-email" -> rules = new MemberImportRules(OnExisting.UPDATE, true, rules.suspected());
                case "suspected" -> {
                    Suspected decision = Suspected.valueOf(value.toUpperCase(Locale.ROOT));
                    rules = new MemberImportRules(OnExisting.UPDATE, false, suspicion -> decision);
                }
                case "skip" -> skip = true;
                default -> throw new IllegalArgumentException(option);
            }
        }
        source = source.mapped(mapping).dateFormats(formats);
        boolean changed = false;
        try (RejectsFile bad = RejectsFile.at(rejects.toString(), true)) {
            ImportCounts counts = gym.importMembers(skip ? source.skippingInvalid(bad) : source, rules);
            bad.keep();
            changed = true;
            return read(counts) + (Files.exists(rejects) ? "rejects:\n" + Files.readString(rejects) : "");
        } catch (RuntimeException e) {
            GymException refusal = SqlErrors.translate(e);
            if (refusal == null) {
                throw e;
            }
            return "refused\n" + refusal.getMessage() + "\n"
                    + refusal.hint().map(hint -> "hint: " + hint + "\n").orElse("");
        } finally {
            Files.deleteIfExists(rejects);
            if (changed) {
                database.reset();
                gym.in("Europe/Berlin");
            }
        }
    }

    private static CsvProfile gymProfile(String name) {
        return new Profiles(gym.jdbi, gym.changes).get(name).csv();
    }

    private static String read(ImportCounts counts) {
        List<String> lines = new ArrayList<>();
        lines.add("read as " + counts.format() + (counts.profile() == null ? "" : ", by " + counts.profile()));
        if (!counts.leftAlone().isEmpty()) {
            lines.add("left alone: " + String.join(", ", counts.leftAlone()));
        }
        lines.add("added %d, changed %d, same %d, merged %d, skipped %d, rejected %d"
                .formatted(
                        counts.added(),
                        counts.changed(),
                        counts.same(),
                        counts.merged(),
                        counts.skipped(),
                        counts.rejected()));
        lines.addAll(gym.jdbi.withHandle(
                handle -> handle.createQuery("""
                        select concat_ws(' ', 'first=' || to_json(u.first_name), 'last=' || to_json(u.last_name),
                                   'email=' || u.email, 'contact=' || u.contact_email, 'phone=' || to_json(u.phone),
                                   'emergency=' || to_json(u.emergency_contact_name || ' ' || u.emergency_contact_phone),
                                   'born=' || u.date_of_birth,
                                   'joined=' || nullif(to_char(u.date_joined at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                                                       '2026-11-05T06:00:00.000000'),
                                   'number=' || to_json(m.member_ref), s.status,
                                   'fees=' || (select sum(credits) from prepaid_lots l where l.member_id = u.id))
                        from users u join members m on m.user_id = u.id
                        join member_status(date '2026-11-05') s on s.member_id = u.id
                        order by u.id
                        """).mapTo(String.class).list()));
        return String.join("\n", lines) + "\n";
    }
}
