package dev.gymctl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gymctl.core.audit.AuditLog;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.classes.AttendanceUndo;
import dev.gymctl.core.classes.ClassUndo;
import dev.gymctl.core.classes.Classes;
import dev.gymctl.core.classes.NewClass;
import dev.gymctl.core.coach.CoachUndo;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.csv.LocalOrOffsetDateTime;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.finance.Billing;
import dev.gymctl.core.finance.Charges;
import dev.gymctl.core.finance.Payments;
import dev.gymctl.core.finance.Payouts;
import dev.gymctl.core.finance.Plans;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.finance.PrepaidSales;
import dev.gymctl.core.finance.Reversals;
import dev.gymctl.core.finance.Settlements;
import dev.gymctl.core.finance.Subscriptions;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import dev.gymctl.core.importing.Imports;
import dev.gymctl.core.member.Erasure;
import dev.gymctl.core.member.MemberImportRules;
import dev.gymctl.core.member.MemberUndo;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.member.Memberships;
import dev.gymctl.core.payroll.PayRates;
import dev.gymctl.core.payroll.Payroll;
import dev.gymctl.core.payroll.Payslip;
import dev.gymctl.core.payroll.RateUndo;
import dev.gymctl.core.user.NewUser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The stores of a gym on a test database, at a fixed time. */
public final class TestGym {
    public static final Path SAMPLE = Path.of("src/test/resources/gym-2026-10");
    public static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    public final Jdbi jdbi;
    public final Clock clock;
    public final Changes changes;
    public final GymSettings settings;
    public final Coaches coaches;
    public final Members members;
    public final Memberships memberships;
    public final Erasure erasure;
    public final AuditLog auditLog;
    public final Classes classes;
    public final Plans plans;
    public final Subscriptions subscriptions;
    public final Billing billing;
    public final PayRates rates;
    public final Payroll payroll;
    public final Imports imports;
    public final Charges charges;
    public final Payments payments;
    public final Payouts payouts;
    public final PrepaidSales prepaidSales;
    public final Reversals reversals;

    public TestGym(Database database, Instant now) {
        Jdbi jdbi = database.jdbi();
        this.jdbi = jdbi;
        clock = Clock.fixed(now, ZoneOffset.UTC);
        changes = new Changes(jdbi, Operator.owner("test"));
        settings = new GymSettings(jdbi, changes);
        coaches = new Coaches(jdbi, changes, clock);
        members = new Members(database, changes, clock);
        memberships = new Memberships(members, changes, clock);
        erasure = new Erasure(changes, clock);
        auditLog = new AuditLog(database);
        classes = new Classes(jdbi, changes, clock, new Settlements(clock));
        plans = new Plans(jdbi, changes);
        subscriptions = new Subscriptions(jdbi, changes);
        billing = new Billing(jdbi, changes, clock);
        rates = new PayRates(jdbi, changes);
        payroll = new Payroll(database.plain(), new Changes(database.plain(), Operator.owner("test")), clock);
        charges = new Charges(jdbi, changes, clock);
        payments = new Payments(jdbi, changes, clock);
        payouts = new Payouts(jdbi, changes, clock);
        prepaidSales = new PrepaidSales(changes, clock);
        reversals = new Reversals(changes, clock);
        imports = new Imports(
                jdbi,
                changes,
                Map.of(
                        ImportKind.MEMBER,
                        new MemberUndo(undo -> PrepaidFees.reverseImported(undo, gym(), clock)),
                        ImportKind.COACH,
                        new CoachUndo(),
                        ImportKind.RATE,
                        new RateUndo(),
                        ImportKind.CLASS,
                        new ClassUndo(),
                        ImportKind.ATTENDANCE,
                        new AttendanceUndo()));
    }

    public Gym gym() {
        return settings.current();
    }

    /** The gym in a zone, with euros. */
    public TestGym in(String zone) {
        settings.set(Map.of("zone", zone, "currency", "EUR"));
        return this;
    }

    /** A new coach's id. */
    public long coach(String email) {
        return coaches.add(new NewUser("Ada", "Coach", email, null, clock.instant()))
                .user()
                .id();
    }

    /** The ids of new members, who are active from today. */
    public List<Long> activeMembers(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewUser user = new NewUser("Max", "Member " + i, "member" + i + "@mail.example", null, clock.instant());
            ids.add(members.add(user, null, gym()).user().id());
        }
        sql("""
            insert into member_events (member_id, kind, effective_on)
            select user_id, 'approved', ?::date from members
            """, gym().today(clock).toString());
        return ids;
    }

    /** The id of a new class of 20 seats with a coach, at a local time such as {@code 2026-10-03T18:30}. */
    public long taught(String coach, String title, String localStart, int minutes) {
        return classes.add(new NewClass(
                        null,
                        title,
                        coach,
                        new LocalOrOffsetDateTime(LocalDateTime.parse(localStart), null).in(gym().zone()),
                        minutes,
                        20,
                        null,
                        false))
                .id();
    }

    /** Records the first members as attending a class, whatever else they do at that time. */
    public void attended(long classId, int count) {
        sql("""
            insert into enrollments (class_id, member_id, starts_at, ends_at, status, overlap_allowed)
            select c.id, m.user_id, c.starts_at, c.ends_at, 'attended', true
            from classes c cross join (select user_id from members order by user_id limit ?) m
            where c.id = ?
            """, count, classId);
    }

    /** One SQL statement as the program's role. */
    public void sql(String statement, Object... arguments) {
        jdbi.useHandle(handle -> handle.execute(statement, arguments));
    }

    /** The one value that a query gives, as text. */
    public String value(String query, Object... arguments) {
        return value(jdbi, query, arguments);
    }

    /** The one value that a query gives, as text. */
    public static String value(Jdbi jdbi, String query, Object... arguments) {
        return jdbi.withHandle(handle -> {
            Query select = handle.createQuery(query);
            for (int i = 0; i < arguments.length; i++) {
                select.bind(i, arguments[i]);
            }
            return select.mapTo(String.class).one();
        });
    }

    /** The refusal that work ends in, as the command line would say it. */
    public static GymException refusal(ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        assertThat(thrown).as("nothing was refused").isNotNull();
        GymException refusal = SqlErrors.translate(thrown);
        if (refusal == null) {
            throw new AssertionError("not a refusal", thrown);
        }
        return refusal;
    }

    public ImportCounts importCoaches(CsvSource file) {
        return coaches.importFrom(file, gym(), false);
    }

    public ImportCounts importMembers(CsvSource file) {
        return importMembers(file, MemberImportRules.CAREFUL);
    }

    public ImportCounts importMembers(CsvSource file, MemberImportRules rules) {
        Gym gym = gym();
        return members.importFrom(file, gym, rules, PrepaidFees.ofImport(gym, clock), false);
    }

    public ImportCounts importRates(CsvSource file) {
        return rates.importFrom(file, gym(), false);
    }

    public ImportCounts importClasses(CsvSource file) {
        return classes.importFrom(file, gym(), false, false);
    }

    public ImportCounts importAttendance(CsvSource file) {
        return classes.importAttendance(file, false);
    }

    /** All five files of the sample. */
    public List<ImportCounts> importSample() {
        return List.of(
                importCoaches(CsvSource.of(SAMPLE.resolve("coaches.csv"))),
                importMembers(CsvSource.of(SAMPLE.resolve("members.csv"))),
                importRates(CsvSource.of(SAMPLE.resolve("rates.csv"))),
                importClasses(CsvSource.of(SAMPLE.resolve("classes.csv"))),
                importAttendance(CsvSource.of(SAMPLE.resolve("attendance.csv"))));
    }

    /** CSV as a test writes it. */
    public static CsvSource csv(String name, String text) {
        return CsvSource.of(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The rollover without the batch job around it. */
    public List<Payslip> rollOver(YearMonth month) {
        payroll.pay(month, payroll.coachesToPay(month, 0, Integer.MAX_VALUE));
        payroll.close(month);
        return payroll.list(month);
    }

    /** As {@code payroll list -o csv}: coach, classes_taught, gross. */
    public static String asCsv(List<Payslip> payslips) {
        return payslips.stream()
                .map(p -> p.coachEmail() + "," + p.classesTaught() + "," + p.gross() + "\n")
                .collect(Collectors.joining("", "coach,classes_taught,gross\n", ""));
    }

    public static String expectedPayroll() {
        try {
            return Files.readString(SAMPLE.resolve("expected-payroll.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
