package dev.gymctl.core.importing;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.member.MemberImportRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is wrong anywhere is refused with file, line, column, value and reason, and changes nothing. */
class ImportRefusalTest {
    private static final String PEOPLE = "first_name,last_name,email,date_of_birth,date_joined\n";
    private static final String MEMBERS =
            "first_name,last_name,email,date_joined,membership_approved,is_active,prepaid_fees,member_ref\n";
    private static final String RATES =
            "coach,class_title,per_class,per_hour,per_attendee,threshold,minimum,maximum,valid_from,valid_to\n";
    private static final String CLASSES = "class_ref,class_title,coach,starts_at,duration_minutes,capacity,status\n";
    private static final String ATTENDANCE = "class_ref,member,status\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    private static TestGym gym;
    private String before;

    /** What can be imported. */
    enum Kinds {
        COACHES(PEOPLE),
        MEMBERS(ImportRefusalTest.MEMBERS),
        RATES(ImportRefusalTest.RATES),
        CLASSES(ImportRefusalTest.CLASSES),
        ATTENDANCE(ImportRefusalTest.ATTENDANCE);

        private final String header;

        Kinds(String header) {
            this.header = header;
        }

        ImportCounts take(CsvSource file) {
            return switch (this) {
                case COACHES -> gym.importCoaches(file);
                case MEMBERS -> gym.importMembers(file);
                case RATES -> gym.importRates(file);
                case CLASSES -> gym.importClasses(file);
                case ATTENDANCE -> gym.importAttendance(file);
            };
        }
    }

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.importCoaches(csv("c", PEOPLE + "Ada,L,ada@gym.example,,\nBob,K,bob@gym.example,,\n"));
        gym.importMembers(csv(
                "m",
                MEMBERS + "Max,M,max@mail.example,2024-01-01,true,true,5,77\n"
                        + "Mia,N,mia@mail.example,2024-01-01,true,true,0,\nMio,O,mio@mail.example,2024-01-01,,,,\n"));
        gym.importRates(csv(
                "r",
                RATES + "ada@gym.example,,20.00,,,,,,2026-01-01,2026-06-30\n,,1.00,,,,,,2026-01-01,\n"
                        + "bob@gym.example,,3.00,,,,,,2025-01-01,2025-10-31\n"));
        gym.importClasses(csv(
                "k",
                CLASSES + "K1,Yoga,ada@gym.example,2026-10-03T18:30,60,2,scheduled\n"
                        + "K2,Yoga,ada@gym.example,2026-10-04T18:30,60,2,cancelled\n"
                        + "K3,Yoga,ada@gym.example,2026-10-05T18:30,60,2,scheduled\n"));
        gym.importAttendance(csv("a", ATTENDANCE + "K1,max@mail.example,attended\nK1,mia@mail.example,no_show\n"));
        gym.importClasses(csv(
                "k",
                CLASSES + "K5,Yoga,bob@gym.example,2026-12-05T18:30,60,2,\n"
                        + "K6,Yoga,ada@gym.example,2026-12-06T18:30,60,2,\n"));
        gym.classes.enroll(Long.parseLong(classId("K5")), "max@mail.example", false);
        gym.classes.enroll(Long.parseLong(classId("K6")), "max@mail.example", false);
        gym.sql("insert into payroll_periods (month) values ('2025-11-01'), ('2025-10-01')");
        gym.sql("update payroll_periods set closed_at = now()");
    }

    @BeforeEach
    void remember() {
        before = everything();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(everything()).isEqualTo(before);
    }

    static List<Arguments> badRows() {
        return List.of(
                bad(
                        Kinds.COACHES,
                        "Ann,L,ada.gym.example,,",
                        "2: email: \"ada.gym.example\": is not an e-mail address"),
                bad(Kinds.COACHES, ",L,ann@gym.example,,", "2: first_name: is empty"),
                bad(Kinds.COACHES, "Ann,L,,,", "2: email: is empty"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,1990-02-30,",
                        "2: date_of_birth: \"1990-02-30\": is not a day of the calendar"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,30.12.90,",
                        "2: date_of_birth: \"30.12.90\": has a year of two digits"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,2027-01-01,",
                        "2: date_of_birth: \"2027-01-01\": is not between 1900-01-01 and today"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,,soon",
                        "2: date_joined: \"soon\": is not a date as 2026-10-31"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,,\nEve,L,ANN@gym.example,,",
                        "3: email: \"ANN@gym.example\": is on line 2 already"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,",
                        "2: \"Ann,L,ann@gym.example,\": has 4 fields, the header has 5"),
                bad(
                        Kinds.COACHES,
                        "\"Ann,L,ann@gym.example,,",
                        "2: first_name: \"Ann,L,ann@gym.example,,\": a quote is opened but never closed"),
                bad(
                        Kinds.MEMBERS,
                        "Ann,L,ann@x.example,,maybe,,,",
                        "2: membership_approved: \"maybe\": is neither true nor false"),
                bad(Kinds.MEMBERS, "Ann,L,ann@x.example,,,1,,", "2: is_active: \"1\": is neither true nor false"),
                bad(Kinds.MEMBERS, "Ann,L,ann@x.example,,,,-1,", "2: prepaid_fees: \"-1\": is not between 0 and 10000"),
                bad(Kinds.MEMBERS, "Ann,L,ann@x.example,,,,1.5,", "2: prepaid_fees: \"1.5\": is not a whole number"),
                bad(
                        Kinds.MEMBERS,
                        "Max,M,MAX@mail.example,,,,6,",
                        "2: prepaid_fees: \"6\": the member's opening number is 5 already"),
                bad(
                        Kinds.MEMBERS,
                        "Max,M,max@mail.example,,,,0,",
                        "2: prepaid_fees: \"0\": the member's opening number is 5 already"),
                bad(
                        Kinds.MEMBERS,
                        "Mia,N,mia@mail.example,,,,1,",
                        "2: prepaid_fees: \"1\": the member's opening number is 0 already"),
                bad(
                        Kinds.MEMBERS,
                        "Ann,L,ann@x.example,,,,,77",
                        "2: member_ref: \"77\": is the number of member " + memberId("max@mail.example")),
                bad(
                        Kinds.MEMBERS,
                        "Ann,L,ann@x.example,,,,,9\nEve,L,eve@x.example,,,,,9",
                        "3: member_ref: \"9\": is on line 2 already"),
                bad(
                        Kinds.RATES,
                        "eve@gym.example,,1.00,,,,,,2026-01-01,",
                        "2: coach: \"eve@gym.example\": is no coach"),
                bad(
                        Kinds.RATES,
                        "max@mail.example,,1.00,,,,,,2026-01-01,",
                        "2: coach: \"max@mail.example\": is no coach"),
                bad(Kinds.RATES, "bob@gym.example,,-1.00,,,,,,2026-01-01,", "2: per_class: \"-1.00\": is negative"),
                bad(Kinds.RATES, "bob@gym.example,,,-0.01,,,,,2026-01-01,", "2: per_hour: \"-0.01\": is negative"),
                bad(Kinds.RATES, "bob@gym.example,,,,-5,,,,2026-01-01,", "2: per_attendee: \"-5\": is negative"),
                bad(Kinds.RATES, "bob@gym.example,,1,,,,-2,,2026-01-01,", "2: minimum: \"-2\": is negative"),
                bad(Kinds.RATES, "bob@gym.example,,1,,,,,-2,2026-01-01,", "2: maximum: \"-2\": is negative"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,-1,,,2026-01-01,",
                        "2: threshold: \"-1\": is not between 0 and 100000"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1.005,,,,,,2026-01-01,",
                        "2: per_class: \"1.005\": 1.005 has more than the 2 decimals of EUR"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,\"1,50\",,,,,,2026-01-01,",
                        "2: per_class: \"1,50\": is not a decimal number as 12.50"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,45.00,12.50,2026-01-01,",
                        "2: maximum: \"12.50\": is less than the minimum 45.00"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,10.005,20.00,2026-01-01,",
                        "2: minimum: \"10.005\": 10.005 has more than the 2 decimals of EUR"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,ten,20.00,2026-01-01,",
                        "2: minimum: \"ten\": is not a decimal number as 12.50"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,,,,,,,2026-01-01,",
                        "2: has none of per_class, per_hour and per_attendee"),
                bad(Kinds.RATES, "bob@gym.example,,1,,,,,,,", "2: valid_from: is empty"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,,,2026-13-01,2026-10-01",
                        "2: valid_from: \"2026-13-01\": is not a day of the calendar"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,,,2026-02-01,2026-01-31",
                        "2: valid_to: \"2026-01-31\": is before valid_from 2026-02-01"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,1,,,,,,2026-01-01,2026-01-31\nBOB@gym.example,,2,,,,,,2026-01-31,",
                        "3: valid_from: \"2026-01-31\": overlaps the rate on line 2"),
                bad(
                        Kinds.RATES,
                        "ada@gym.example,,2,,,,,,2026-06-30,",
                        "2: valid_from: \"2026-06-30\": overlaps rate " + rateId("20.00")),
                bad(
                        Kinds.RATES,
                        ",,2,,,,,,2030-01-01,",
                        "2: valid_from: \"2030-01-01\": overlaps rate " + rateId("1.00")),
                bad(
                        Kinds.RATES,
                        "ada@gym.example,Yoga,2,,,,,,2025-10-31,",
                        "2: valid_from: \"2025-10-31\": would change pay in 2025-11, which is closed"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,3.00,,,,,,2025-01-01,2025-10-30",
                        "2: valid_to: \"2025-10-30\": would change pay in 2025-10, which is closed"),
                bad(
                        Kinds.RATES,
                        "bob@gym.example,,3.00,,,,,,2025-01-01,",
                        "2: valid_to: would change pay in 2025-11, which is closed"),
                bad(
                        Kinds.COACHES,
                        "Ann,L,ann@gym.example,,0001-01-01",
                        "2: date_joined: \"0001-01-01\": is not between 1900-01-01 and 2999-12-31"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,9999-12-31T18:30,60,2,",
                        "2: starts_at: \"9999-12-31T18:30\": is not between 1900-01-01 and 2999-12-31"),
                bad(
                        Kinds.CLASSES,
                        "K5,Yoga,bob@gym.example,2026-12-06T19:29,60,2,",
                        "2: starts_at: \"2026-12-06T19:29\": member " + memberId("max@mail.example")
                                + " is in another class at that time"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,eve@gym.example,2026-10-03T18:30,60,2,",
                        "2: coach: \"eve@gym.example\": is no coach"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03 18:30,60,2,",
                        "2: starts_at: \"2026-10-03 18:30\": is not a date and time as 2026-10-03T18:30"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03T25:30,60,2,",
                        "2: starts_at: \"2026-10-03T25:30\": is not a time of the calendar"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03T18:30,0,2,",
                        "2: duration_minutes: \"0\": is not between 1 and 1440"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03T18:30,60,0,",
                        "2: capacity: \"0\": is not between 1 and 100000"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03T18:30,60,2,done",
                        "2: status: \"done\": is none of scheduled, cancelled"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,bob@gym.example,2026-10-03T18:30,60,2,\nK9,Yoga,bob@gym.example,2026-10-04T18:30,60,2,",
                        "3: class_ref: \"K9\": is on line 2 already"),
                bad(
                        Kinds.CLASSES,
                        "K1,Yoga,ada@gym.example,2026-10-03T18:30,60,1,",
                        "2: capacity: \"1\": 2 seats are taken already"),
                bad(
                        Kinds.CLASSES,
                        "K1,Yoga,ada@gym.example,2026-10-03T18:30,60,2,cancelled",
                        "2: status: \"cancelled\": the class took place: members are marked attended or no_show"),
                bad(
                        Kinds.CLASSES,
                        "K8,Yoga,bob@gym.example,2026-10-03T18:30,60,2,\nK9,Yoga,bob@gym.example,2026-10-03T17:29Z,60,2,",
                        "3: starts_at: \"2026-10-03T19:29\": the coach teaches another class of this file at that time"),
                bad(
                        Kinds.CLASSES,
                        "K9,Yoga,ada@gym.example,2026-10-03T19:29,60,2,",
                        "2: starts_at: \"2026-10-03T19:29\": the coach teaches class " + classId("K1")
                                + " at that time"),
                bad(Kinds.ATTENDANCE, "K9,max@mail.example,attended", "2: class_ref: \"K9\": is no class"),
                bad(Kinds.ATTENDANCE, "K3,ada@gym.example,attended", "2: member: \"ada@gym.example\": is no member"),
                bad(
                        Kinds.ATTENDANCE,
                        "K3,max@mail.example,waitlisted",
                        "2: status: \"waitlisted\": is none of booked, attended, no_show, late_cancel, cancelled"),
                bad(
                        Kinds.ATTENDANCE,
                        "K3,max@mail.example,Attended",
                        "2: status: \"Attended\": is none of booked, attended, no_show, late_cancel, cancelled"),
                bad(
                        Kinds.ATTENDANCE,
                        "K3,max@mail.example,attended\nK3,MAX@mail.example,no_show",
                        "3: member: \"MAX@mail.example\": is in this class on line 2 already"),
                bad(
                        Kinds.ATTENDANCE,
                        "K2,max@mail.example,attended",
                        "2: status: \"attended\": the class is cancelled"),
                bad(Kinds.ATTENDANCE, "K1,mio@mail.example,booked", "2: class_ref: \"K1\": is over its capacity of 2"),
                bad(
                        Kinds.ATTENDANCE,
                        "K3,max@mail.example,attended\nK3,mia@mail.example,no_show\nK3,mio@mail.example,attended",
                        "4: class_ref: \"K3\": is over its capacity of 2"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void badRows(Kinds kind, String rows, String problem) {
        GymException refusal = refusal(() -> kind.take(csv("in.csv", kind.header + rows + "\n")));

        assertThat(refusal).hasMessage("in.csv:" + problem);
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void listsEveryProblemOfAFileInTheOrderOfItsLines() {
        GymException refusal = refusal(() -> gym.importClasses(csv(
                "in.csv",
                CLASSES
                        + "K8,Yoga,eve@gym.example,2026-10-03T18:30,60,2,\nK8,Yoga,eva@gym.example,2026-10-03T18:30,60,2,\n"
                        + "K1,Yoga,ada@gym.example,2026-10-03T18:30,60,1,\n")));

        assertThat(refusal.getMessage()).isEqualTo("""
                in.csv: 4 problems
                in.csv:2: coach: "eve@gym.example": is no coach
                in.csv:3: class_ref: "K8": is on line 2 already
                in.csv:3: coach: "eva@gym.example": is no coach
                in.csv:4: capacity: "1": 2 seats are taken already""");
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void aFileThatIsNoTableIsRefused(Kinds kind) throws IOException {
        Path empty = Files.write(directory.resolve("empty.csv"), new byte[0]);
        Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {1, 2, 0, (byte) 0xff});
        String name = kind.header.replaceFirst("\n", "\n\u00fc");
        Path latin = Files.write(directory.resolve("latin.csv"), name.getBytes(Charset.forName("windows-1252")));
        Path missing = directory.resolve("missing.csv");

        assertThat(problem(kind, missing)).isEqualTo(missing + ": there is no such file");
        assertThat(problem(kind, directory)).isEqualTo(directory + ": is a directory");
        assertThat(problem(kind, empty)).isEqualTo(empty + ": is empty");
        assertThat(problem(kind, binary)).isEqualTo(binary + ": is not a text file (NUL at byte 2)");
        assertThat(problem(kind, latin)).startsWith(latin + ":2: ").contains("FC");
        assertThat(refusal(() -> kind.take(CsvSource.of(latin))).hint().orElseThrow())
                .contains("--encoding windows-1252");
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void aColumnThatIsMissingUnknownOrTwiceIsRefused(Kinds kind) {
        String header = kind.header.strip();
        String first = header.substring(0, header.indexOf(','));

        assertThat(refusal(() -> kind.take(csv("in.csv", header.substring(first.length() + 1) + "\n"))))
                .hasMessageStartingWith("in.csv:1: ")
                .hasMessageContaining(first);
        assertThat(refusal(() -> kind.take(csv("in.csv", header + ",shoe_size\n"))))
                .hasMessageStartingWith("in.csv:1: ")
                .hasMessageContaining("shoe_size");
        assertThat(refusal(() -> kind.take(csv("in.csv", header + "," + first + "\n"))))
                .hasMessageStartingWith("in.csv:1: ")
                .hasMessageContaining(first);
    }

    @Test
    void theSameFilesAgainAreTheSame() {
        assertThat(counts(gym.importCoaches(csv("c", PEOPLE + "Ada,L,ADA@gym.example,,\n"))))
                .isEqualTo("0 0 1");
        assertThat(counts(gym.importMembers(csv("m", MEMBERS + "Max,M,max@mail.example,2024-01-01,true,true,5,77\n"))))
                .isEqualTo("0 0 1");
        assertThat(counts(gym.importMembers(csv("m", MEMBERS + "Max,,max@mail.example,,,,,\n"))))
                .as("an empty field says nothing")
                .isEqualTo("0 0 1");
        assertThat(counts(gym.importRates(csv("r", RATES + "ada@gym.example,,20,0,0.00,0,,,2026-01-01,2026-06-30\n"))))
                .isEqualTo("0 0 1");
        assertThat(counts(gym.importClasses(csv("k", CLASSES + "K1,Yoga,ADA@gym.example,2026-10-03T16:30Z,60,2,\n"))))
                .isEqualTo("0 0 1");
        assertThat(counts(gym.importAttendance(csv("a", ATTENDANCE + "K1,MAX@mail.example,attended\n"))))
                .isEqualTo("0 0 1");
    }

    /** Each changes something and adds something: as a trial here, so that the fixture stays. */
    @Test
    void aTrialCountsAsTheImportWouldAndChangesNothing() {
        assertThat(counts(gym.coaches.importFrom(
                        csv("c", PEOPLE + "Adele,L,ada@gym.example,,\nEve,X,eve@gym.example,,\n"), gym.gym(), true)))
                .isEqualTo("1 1 0");
        assertThat(counts(gym.members.importFrom(
                        csv(
                                "m",
                                MEMBERS
                                        + "Max,M,max@mail.example,,false,,,\nAnn,X,ann@x.example,,true,,3,\nMia,N,mia@mail.example,,,,,\n"),
                        gym.gym(),
                        MemberImportRules.CAREFUL,
                        PrepaidFees.ofImport(gym.gym(), gym.clock),
                        true)))
                .isEqualTo("1 1 1");
        assertThat(counts(gym.rates.importFrom(
                        csv(
                                "r",
                                RATES
                                        + "ada@gym.example,,20,,,,,,2026-01-01,2026-03-31\nada@gym.example,,25,,,,,,2026-04-01,\n"),
                        gym.gym(),
                        true)))
                .isEqualTo("1 1 0");
        assertThat(counts(gym.classes.importFrom(
                        csv(
                                "k",
                                CLASSES
                                        + "K1,Yoga,bob@gym.example,2026-10-03T18:30,60,9,\nK9,Yoga,bob@gym.example,2026-11-03T18:30,60,9,\n"),
                        gym.gym(),
                        false,
                        true)))
                .isEqualTo("1 1 0");
        assertThat(counts(gym.classes.importAttendance(
                        csv(
                                "a",
                                ATTENDANCE
                                        + "K1,max@mail.example,no_show\nK3,max@mail.example,attended\nK1,mia@mail.example,no_show\n"),
                        true)))
                .isEqualTo("1 1 1");
    }

    @Test
    void columnsComeInAnyOrderAndSeparatedBySemicolons() {
        assertThat(counts(gym.classes.importFrom(csv("k", """
                                capacity;starts_at;Coach;class_title;duration_minutes;class_ref
                                2;2026-10-03T18:30;ada@gym.example;Yoga;60;K1
                                """), gym.gym(), false, true)))
                .isEqualTo("0 0 1");
    }

    @Test
    void anEncodingThatIsSaidIsRead() {
        byte[] bytes = (PEOPLE + "J\u00f6rg,D,ada@gym.example,,\n").getBytes(Charset.forName("windows-1252"));
        assertThat(counts(gym.coaches.importFrom(
                        CsvSource.of("c", new ByteArrayInputStream(bytes)).encoding("windows-1252"), gym.gym(), true)))
                .isEqualTo("0 1 0");
        assertThat(new String(bytes, StandardCharsets.UTF_8)).as("is no UTF-8").contains("\ufffd");
    }

    private static Arguments bad(Kinds kind, String rows, String problem) {
        return Arguments.of(kind, rows, problem);
    }

    private static String problem(Kinds kind, Path file) {
        GymException refusal = refusal(() -> kind.take(CsvSource.of(file)));
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        return refusal.getMessage();
    }

    static String counts(ImportCounts counts) {
        return counts.added() + " " + counts.changed() + " " + counts.same();
    }

    private static String memberId(String email) {
        return gym.value("select id from users where email = ?", email);
    }

    private static String rateId(String perClass) {
        return gym.value("select id from pay_rates where per_class = ?::numeric * 100", perClass);
    }

    private static String classId(String ref) {
        return gym.value("select id from classes where class_ref = ?", ref);
    }

    /** Every row an import can touch, and the audit log. */
    private static String everything() {
        String digests = Stream.of(
                        "users",
                        "members",
                        "member_events",
                        "coaches",
                        "classes",
                        "enrollments",
                        "pay_rates",
                        "prepaid_lots",
                        "journal_entries",
                        "transfers",
                        "audit_log")
                .map(table -> "(select '" + table
                        + " ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') from "
                        + table + " t)")
                .collect(Collectors.joining(", "));
        return gym.value("select concat_ws(E'\\n', " + digests + ")");
    }
}
