package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.RejectsFile;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.importing.ImportCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is who: rows of a file against each other and against the members there are. */
class MemberImportTest {
    private static final String HEADER = "first_name,last_name,email,member_ref,date_of_birth,phone\n";
    private static final MemberImportRules SHARED =
            new MemberImportRules(OnExisting.UPDATE, true, suspicion -> Suspected.REJECT);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann,Lee,ann@x.example,,,\nBob,Lee,bob@x.example,7,1990-01-02,1\n",
                "Ann,Lee,,,1990-01-02,\nBob,Lee,,,,\n",
                "Ann,Lee,,,,030 1\nBob,Lee,,8,,\n",
                "Ann,Lee,,1,1990-01-02,\nBob,Lee,,2,1990-01-02,\n",
                "Ann,,,,,\n"
            })
    void theSameFileTwiceAddsNothing(String rows) {
        ImportCounts first = take(rows);
        assertThat(first.added()).isEqualTo(first.rows());

        ImportCounts second = take(rows);
        assertThat(second.same()).as(rows).isEqualTo(first.rows());
    }

    @Test
    void theNumberGoesBeforeTheEmail() {
        take("Ann,Lee,ann@x.example,1,,\nBob,Ray,bob@x.example,2,,\n");

        assertThat(take("Ann,Lee,new@x.example,1,,\n").changed()).isEqualTo(1);
        assertThat(take("Anna,Lee,new@x.example,1,,\n").changed()).isEqualTo(1);
        assertThat(people()).isEqualTo("1 Anna Lee new@x.example, 2 Bob Ray bob@x.example");
        assertThat(problem("Ann,Lee,bob@x.example,1,,\n")).contains("2: member_ref: \"1\": is the number of member 1");
    }

    @Test
    void twoMembersMaySwapTheirEmails() {
        take("Ann,Lee,ann@x.example,1,,\nBob,Ray,bob@x.example,2,,\n");

        assertThat(take("Ann,Lee,bob@x.example,1,,\nBob,Ray,ann@x.example,2,,\n")
                        .changed())
                .isEqualTo(2);
        assertThat(people()).isEqualTo("1 Ann Lee bob@x.example, 2 Bob Ray ann@x.example");
    }

    @Test
    void anEmailOfSomebodyWithAnotherFirstNameIsShared() {
        take("Ann,Lee,lee@x.example,,,\n");

        GymException refusal = refusal(() -> take("Bob,Lee,lee@x.example,,,\n"));
        assertThat(refusal).hasMessage("m.csv:2: email: \"lee@x.example\": is the e-mail of Ann Lee (1)");
        assertThat(refusal.hint().orElseThrow()).startsWith("--shared-email contact keeps");
        assertThat(people()).isEqualTo("1 Ann Lee lee@x.example");

        assertThat(take("Bob,Lee,lee@x.example,,,\n", SHARED).added()).isEqualTo(1);
        assertThat(take("Bob,Lee,lee@x.example,,,\n", SHARED).same()).isEqualTo(1);
        assertThat(take("Ann,Lee-Ray,lee@x.example,,,\n", SHARED).changed())
                .as("a last name may change")
                .isEqualTo(1);
        assertThat(people()).isEqualTo("1 Ann Lee-Ray lee@x.example, 2 Bob Lee -");
    }

    @Test
    void aFamilyWithOneEmailIsTheSameWhenImportedAgain() {
        String family = "Ann,Lee,lee@x.example,,1990-01-02,\nBob,Lee,LEE@x.example,,,\nCid,Lee,lee@x.example,9,,\n";

        assertThat(take(family, SHARED).added()).isEqualTo(3);
        assertThat(take(family, SHARED).same()).isEqualTo(3);
        assertThat(gym.value(
                        "select count(*) from users where email is null and lower(contact_email) = 'lee@x.example'"))
                .isEqualTo("3");
        assertThat(problem(family)).contains("m.csv:2: email: ", "m.csv:3: email: ", "m.csv:4: email: ");
    }

    @Test
    void aFamilyWhoseEmailIsTheLoginOfOneKeepsThatLogin() {
        take("Ann,Lee,lee@x.example,,,\n");
        String family = "Ann,Lee,lee@x.example,,,\nBob,Lee,lee@x.example,,,\n";

        assertThat(take(family, SHARED).same()).isEqualTo(1);
        assertThat(take(family, SHARED).same()).isEqualTo(2);
        assertThat(people()).isEqualTo("1 Ann Lee lee@x.example, 2 Bob Lee -");
    }

    @Test
    void theNameAndBirthDateOfAMemberIsSuspectedAndNeverMergedUnsaid() {
        take("Ann,Lee,ann@x.example,1,1990-01-02,\n");
        String other = "ann,LEE,lee@x.example,,1990-01-02,\n";

        GymException refusal = refusal(() -> take(other));
        assertThat(refusal).hasMessage("m.csv:2: \"ann LEE\": has the name and birth date of member 1");
        assertThat(refusal.hint().orElseThrow()).startsWith("--suspected add takes such rows");

        List<Suspicion> asked = new ArrayList<>();
        take(other, new MemberImportRules(OnExisting.UPDATE, false, suspicion -> {
            asked.add(suspicion);
            return Suspected.ADD;
        }));
        assertThat(asked).containsExactly(new Suspicion(2, "ann LEE", "has the name and birth date of member 1"));
        assertThat(people()).isEqualTo("1 Ann Lee ann@x.example, 2 ann LEE lee@x.example");
        assertThat(take(other).same()).as("now it is known").isEqualTo(1);
    }

    @Test
    void aNameAloneIsSuspectedUnlessNothingDiffers() {
        take("Ann,Lee,ann@x.example,1,1990-01-02,030 1\nBob,Lee,,,,030 2\n");

        assertThat(problem("Ann,Lee,,,,\n"))
                .contains("\"Ann Lee\": has no more than a name to know it by, that of member 1");
        assertThat(problem("Bob,Lee,,,,030 3\n")).contains("that of member 2");
        assertThat(take("Bob,Lee,,,,030 2\n").same()).isEqualTo(1);
        assertThat(take("Ann,Lee,,,1991-01-02,\n").added()).as("born otherwise").isEqualTo(1);
        assertThat(take("Bob,Lee,bob@x.example,,,\n").added())
                .as("with an e-mail to know him by")
                .isEqualTo(1);
    }

    @Test
    void membersWhoAreThereMayBeLeftOrRefused() {
        take("Ann,Lee,ann@x.example,,,1\n");
        String both = "Ann,Lee,ann@x.example,,,2\nBob,Lee,bob@x.example,,,3\n";

        assertThat(refusal(() -> take(both, new MemberImportRules(OnExisting.FAIL, false, s -> Suspected.REJECT))))
                .hasMessage("m.csv:2: \"Ann Lee\": is member 1 already");
        ImportCounts counts = take(both, new MemberImportRules(OnExisting.SKIP, false, s -> Suspected.REJECT));
        assertThat(counts.skipped()).isEqualTo(1);
        assertThat(counts.added()).isEqualTo(1);
        assertThat(gym.value("select phone from users where id = 1")).isEqualTo("1");
        assertThat(take(both).changed()).isEqualTo(1);
    }

    @Test
    void theLoginOfStaffIsNotAnImportsToChange() {
        gym.importCoaches(csv("c", "first_name,last_name,email\nAda,Coach,ada@x.example\n"));

        assertThat(refusal(() -> gym.importMembers(
                        csv("m.csv", "first_name,last_name,email,is_active\nAda,Coach,ada@x.example,false\n"))))
                .hasMessage("m.csv:2: is_active: \"false\": would change the login of somebody who is coach");
        assertThat(take("Ada,Coach,ada@x.example,5,,\n").added()).isEqualTo(1);
        assertThat(refusal(() -> take("Ada,Coach,other@x.example,5,,\n")))
                .hasMessage("m.csv:2: email: \"other@x.example\": would change the login of somebody who is coach");
    }

    @Test
    void aStatusIsTakenOverAndALaterOneDatesFromToday() {
        String file = "first_name,last_name,email,date_joined,status\nAnn,Lee,ann@x.example,2024-03-01,%s\n";
        importStatus(file, "active");
        assertThat(statusOn("2024-03-01")).isEqualTo("active");

        importStatus(file, "frozen");
        assertThat(statusOn("2026-11-04")).isEqualTo("active");
        assertThat(statusOn("2026-11-05")).isEqualTo("frozen");
        assertThat(importStatus(file, "frozen").same()).isEqualTo(1);

        importStatus(file, "active");
        assertThat(statusOn("2026-11-05")).isEqualTo("active");
        importStatus(file, "cancelled");
        assertThat(statusOn("2026-11-05")).isEqualTo("cancelled");
        assertThat(refusal(() -> importStatus(file, "pending")))
                .hasMessage("m.csv:2: status: \"pending\": the member is cancelled already");
        importStatus(file, "active");
        assertThat(statusOn("2026-11-05")).isEqualTo("active");
    }

    @Test
    void whatIsLeftOfTheOpeningFeesIsTheSame() {
        String file = "first_name,last_name,email,prepaid_fees\nAnn,Lee,ann@x.example,%d\n";
        gym.importMembers(csv("m", file.formatted(5)));
        gym.importCoaches(csv("c", "first_name,last_name,email\nAda,Coach,ada@x.example\n"));
        long yoga = gym.taught("ada@x.example", "Yoga", "2026-10-03T18:30", 60);
        gym.attended(yoga, 1);
        gym.sql("""
                insert into prepaid_spends (lot_id, lot_credits, number, enrollment_id, spent_on)
                select l.id, l.credits, 1, e.id, '2026-10-03' from prepaid_lots l cross join enrollments e
                """);

        assertThat(gym.importMembers(csv("m", file.formatted(5))).same()).isEqualTo(1);
        assertThat(gym.importMembers(csv("m", file.formatted(4))).same()).isEqualTo(1);
        assertThat(refusal(() -> gym.importMembers(csv("m.csv", file.formatted(3)))))
                .hasMessage("m.csv:2: prepaid_fees: \"3\": the member's opening number is 5 already");
    }

    @Test
    void rejectedRowsCanBeMendedAndImported() throws IOException {
        Path rejects = directory.resolve("rejects.csv");
        String rows = "Ann,Lee,ann@x.example,,,\nBob,\"Lee, \"\"B\"\"\",bob,,1990-02-30,\nCid,Lee,cid@x.example\n";
        try (RejectsFile bad = RejectsFile.at(rejects.toString(), false)) {
            ImportCounts counts = gym.importMembers(csv("m.csv", HEADER + rows).skippingInvalid(bad));
            assertThat(counts.added()).isEqualTo(1);
            assertThat(counts.rejected()).isEqualTo(2);
            assertThat(rejects).as("not before the commit").doesNotExist();
            bad.keep();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(rejects);
        }
        assertThat(refusal(() -> RejectsFile.at(rejects.toString(), false))
                        .hint()
                        .orElseThrow())
                .isEqualTo("--force replaces it; or name another file");

        String mended = Files.readString(rejects)
                .replace(",bob,", ",bob@x.example,")
                .replace("1990-02-30", "1990-02-28")
                .replace("cid@x.example", "cid@x.example,,,");
        assertThat(mended)
                .startsWith("line,reason,first_name,")
                .contains("\n4,\"has 3 fields, the header has 6\",Cid,");
        assertThat(gym.importMembers(csv("m.csv", mended)).added()).isEqualTo(2);
    }

    @Test
    void aMillionBadRowsAreRefusedInAFewLines() {
        GymException refusal = refusal(() -> gym.importMembers(CsvSource.of("m.csv", rows(1_000_000))));

        assertThat(refusal.getMessage().lines()).hasSize(22);
        assertThat(refusal.getMessage())
                .startsWith("m.csv: 1000000 problems\nm.csv:2: email: \"nobody\": is not an e-mail address\n")
                .endsWith("and 999980 more");
    }

    @Test
    void aHundredThousandBadRowsAreRejectedOneByOne() throws IOException {
        Path rejects = directory.resolve("rejects.csv");
        try (RejectsFile bad = RejectsFile.at(rejects.toString(), false)) {
            ImportCounts counts =
                    gym.importMembers(CsvSource.of("m.csv", rows(100_000)).skippingInvalid(bad));
            assertThat(counts.rejected()).isEqualTo(100_000);
            assertThat(counts.problems().lines()).hasSize(22);
            bad.keep();
        }
        try (var lines = Files.lines(rejects)) {
            assertThat(lines.count()).isEqualTo(100_001);
        }
    }

    private static InputStream rows(int count) {
        byte[] row = "Ann,Lee,nobody\n".getBytes(StandardCharsets.UTF_8);
        InputStream many = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at == (long) count * row.length ? -1 : row[(int) (at++ % row.length)];
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int given = 0;
                while (given < length && at < (long) count * row.length) {
                    into[from + given++] = (byte) read();
                }
                return given == 0 && length > 0 ? -1 : given;
            }
        };
        return new SequenceInputStream(
                new ByteArrayInputStream("first_name,last_name,email\n".getBytes(StandardCharsets.UTF_8)), many);
    }

    private ImportCounts take(String rows) {
        return take(rows, MemberImportRules.CAREFUL);
    }

    private ImportCounts take(String rows, MemberImportRules rules) {
        return gym.importMembers(csv("m.csv", HEADER + rows), rules);
    }

    private String problem(String rows) {
        return refusal(() -> take(rows)).getMessage();
    }

    private ImportCounts importStatus(String file, String status) {
        return gym.importMembers(csv("m.csv", file.formatted(status)));
    }

    private String statusOn(String day) {
        return gym.value("select status from member_status(?::date) where member_id = 1", day);
    }

    private String people() {
        return gym.value(
                "select string_agg(id || ' ' || full_name || ' ' || coalesce(email, '-'), ', ' order by id) from users");
    }
}
