package dev.gymctl.core.payroll;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.coach.Coach;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Months are closed for good, every class is paid once, and what changes afterwards is corrected once. */
class RolloverTest {
    private static final String ANN = "ann@gym.example"; // 20.00 a class and 1.00 an attendee
    private static final String BOB = "bob@gym.example"; // 30.00 a class
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
    private static final YearMonth JANUARY = YearMonth.of(2027, 1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private long ann;
    private long bob;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = at("2027-02-05T06:00:00Z").in("Europe/Berlin");
        ann = gym.coach(ANN);
        bob = gym.coach(BOB);
        rate(ANN, "20.00", "1.00");
        rate(BOB, "30.00", null);
        gym.activeMembers(6);
    }

    @Test
    void aClosedMonthTakesNoMorePayslipsAdjustmentsAndRates() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);

        for (Jdbi role : List.of(database.jdbi(), database.owner())) {
            assertClosed(
                    role,
                    "insert into payslips (month, coach_id, classes_taught, gross, total) values ('2026-10-01', " + bob
                            + ", 0, 0, 0)");
            assertClosed(
                    role,
                    "insert into pay_adjustments (month, coach_id, amount, reason) values ('2026-10-01', " + bob
                            + ", 500, 'bonus')");
            assertClosed(
                    role,
                    "insert into pay_rates (class_title, per_class, valid_from) values ('Yoga', 1, '2026-10-31')");
            assertClosed(
                    role,
                    "insert into pay_rates (class_title, per_class, valid_from, valid_to)"
                            + " values ('Yoga', 1, '2026-09-01', '2026-10-01')");
            assertClosed(role, "update pay_rates set valid_to = '2026-10-30' where coach_id = " + ann);
            assertClosed(role, "update payroll_periods set closed_at = null");
            assertClosed(role, "update payroll_periods set closed_at = now()");
        }
        assertClosed(database.owner(), "update pay_rates set per_class = 1 where coach_id = " + ann);
        assertClosed(database.owner(), "update pay_rates set valid_from = '2026-10-02' where coach_id = " + ann);
        assertClosed(database.owner(), "delete from pay_rates where coach_id = " + ann);
        assertClosed(database.owner(), "delete from payroll_periods");

        assertThatCode(() -> gym.sql("update pay_rates set valid_to = '2026-10-31' where coach_id = ?", ann))
                .as("a rate may end with the closed month")
                .doesNotThrowAnyException();
        assertThatCode(() -> gym.sql(
                        "insert into pay_rates (coach_id, per_class, valid_from) values (?, 1, '2026-11-01')", ann))
                .doesNotThrowAnyException();
    }

    @Test
    void payingAClosedMonthIsRefused() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        gym.taught(BOB, "Yoga", "2026-10-03T10:00", 60);

        assertThat(refusal(() -> gym.payroll.pay(OCTOBER, List.of(bob))).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(gym.payroll.list(OCTOBER)).hasSize(1);
    }

    @Test
    void aSecondRunMakesNothing() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        String before = everything();

        gym.rollOver(OCTOBER);
        assertThat(gym.payroll.pay(OCTOBER, List.of(ann, bob))).isZero();

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whoIsPaidAlreadyIsNotCountedAgain() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.taught(BOB, "Yoga", "2026-10-03T10:00", 60);

        assertThat(gym.payroll.pay(OCTOBER, List.of(ann))).isEqualTo(1);
        assertThat(gym.payroll.pay(OCTOBER, List.of(ann, bob))).isEqualTo(1);
        assertThat(gym.payroll.pay(OCTOBER, List.of())).isZero();
        assertThat(totals(OCTOBER)).isEqualTo("ann 20.00, bob 30.00");
    }

    @Test
    void aClassIsPaidOnceEver() {
        long id = gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        gym.taught(ANN, "Yoga", "2026-11-03T10:00", 60);
        gym.payroll.pay(NOVEMBER, List.of(ann));

        assertThatThrownBy(() -> gym.sql("""
                        insert into payslip_lines (payslip_id, class_id, kind, quantity, unit, amount)
                        select id, ?, 'class', 1, 'class', 2000 from payslips where month = '2026-11-01'
                        """, id)).hasMessageContaining("payslip_lines_class_paid_once");
    }

    @Test
    void monthsCloseInAnyOrder() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.taught(ANN, "Yoga", "2026-11-03T10:00", 60);
        gym.taught(ANN, "Yoga", "2026-11-04T10:00", 60);
        gym.taught(BOB, "Yoga", "2026-12-03T10:00", 60);

        gym.rollOver(DECEMBER);
        gym.rollOver(OCTOBER);
        gym.rollOver(NOVEMBER);

        assertThat(totals(OCTOBER)).isEqualTo("ann 20.00");
        assertThat(totals(NOVEMBER)).isEqualTo("ann 40.00");
        assertThat(totals(DECEMBER)).isEqualTo("bob 30.00");
    }

    @Test
    void attendanceCorrectedAfterClosingIsPaidInTheNextMonthOnce() {
        long id = gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.attended(id, 2);
        gym.rollOver(OCTOBER);
        gym.sql("update enrollments set status = 'no_show' where member_id = (select min(user_id) from members)");

        assertRetroOnceInNovember("ann -1.00");

        gym.sql("update enrollments set status = 'attended'");
        gym.rollOver(JANUARY);
        assertThat(totals(JANUARY)).as("1.00 more, less 1.00 carried over").isEqualTo("ann 0.00");
    }

    @Test
    void aClassCancelledAfterClosingIsTakenBack() {
        gym.classes.cancel(paidInOctober(BOB));

        assertRetroOnceInNovember("bob -30.00");
    }

    @Test
    void aClassAddedToAClosedMonthIsPaidInTheNext() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        gym.taught(BOB, "Yoga", "2026-10-31T23:00", 60);

        assertRetroOnceInNovember("bob 30.00");
    }

    @Test
    void aClassThatPaysNothingAddedToAClosedMonthIsDealtWithInTheNext() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.sql(
                "insert into pay_rates (coach_id, class_title, per_class, valid_from) values (?, 'Trial', 0, '2020-01-01')",
                bob);
        gym.rollOver(OCTOBER);
        gym.taught(BOB, "Trial", "2026-10-31T23:00", 60);
        assertCoach(BOB, "0.00", 1, "0.00");

        assertRetroOnceInNovember("bob 0.00");
        assertCoach(BOB, "0.00", 0, "0.00");
    }

    @Test
    void aSubstituteEnteredAfterClosingGetsThePay() {
        gym.sql("update classes set coach_id = ? where id = ?", bob, paidInOctober(ANN));

        assertRetroOnceInNovember("ann -20.00, bob 30.00");
    }

    @Test
    void aPaidClassMovedToAnotherMonthIsNotPaidAgain() {
        long id = paidInOctober(ANN);
        gym.sql(
                "update classes set starts_at = starts_at + interval '31 days', ends_at = ends_at + interval '31 days' where id = ?",
                id);

        gym.rollOver(NOVEMBER);
        gym.rollOver(DECEMBER);

        assertThat(totals(NOVEMBER)).isEmpty();
        assertThat(totals(DECEMBER)).isEmpty();
    }

    @Test
    void aPaidClassMovedToAMonthOfAnotherRateIsCorrectedByTheDifference() {
        long id = paidInOctober(BOB);
        gym.sql("update pay_rates set valid_to = '2026-11-30' where coach_id = ?", bob);
        gym.sql("insert into pay_rates (coach_id, per_class, valid_from) values (?, 3500, '2026-12-01')", bob);
        gym.sql("update classes set starts_at = '2026-12-03 10:00Z', ends_at = '2026-12-03 11:00Z' where id = ?", id);

        assertRetroOnceInNovember("bob 5.00");
    }

    @Test
    void aCorrectionWaitsForTheEarliestOpenMonth() {
        gym.classes.cancel(paidInOctober(BOB));

        gym.rollOver(DECEMBER); // November is open yet: the correction is its business
        assertThat(totals(DECEMBER)).isEmpty();
        gym.rollOver(NOVEMBER);
        assertThat(grosses(NOVEMBER)).isEqualTo("bob -30.00");
    }

    @Test
    void aCorrectionSkipsMonthsThatAreClosedAlready() {
        long id = paidInOctober(BOB);
        gym.rollOver(NOVEMBER);
        gym.classes.cancel(id);

        gym.rollOver(DECEMBER);
        assertThat(grosses(DECEMBER)).isEqualTo("bob -30.00");
    }

    @Test
    void aMonthThatWasNeverClosedIsNotCorrectedButPaid() {
        gym.taught(BOB, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(NOVEMBER);
        assertThat(totals(NOVEMBER)).isEmpty();

        gym.rollOver(OCTOBER);
        assertThat(totals(OCTOBER)).isEqualTo("bob 30.00");
    }

    @Test
    void aNegativeTotalIsCarriedForwardUntilItIsUsedUp() {
        long id = paidInOctober(BOB);
        gym.classes.cancel(id);
        adjust(NOVEMBER, bob, -1000, "broken mirror");
        gym.rollOver(NOVEMBER);
        gym.taught(BOB, "Yoga", "2026-12-03T10:00", 60);
        gym.rollOver(DECEMBER);
        gym.taught(BOB, "Yoga", "2027-01-03T10:00", 60);
        gym.rollOver(JANUARY);

        assertThat(grosses(NOVEMBER)).isEqualTo("bob -40.00");
        assertThat(totals(NOVEMBER)).isEqualTo("bob 0.00");
        assertThat(lines(NOVEMBER, BOB)).isEqualTo("retro -30.00, adjustment -10.00, carried_out 40.00");
        assertThat(totals(DECEMBER)).isEqualTo("bob 0.00");
        assertThat(lines(DECEMBER, BOB)).isEqualTo("class 30.00, carried_in -40.00, carried_out 10.00");
        assertThat(totals(JANUARY)).isEqualTo("bob 20.00");
        assertThat(lines(JANUARY, BOB)).isEqualTo("class 30.00, carried_in -10.00");
        assertLedgerEqualsPayslips();
        assertThat(gym.value("select sum(amount) from transfers where credit_party = ?", bob))
                .isEqualTo("5000");
    }

    @Test
    void anAdjustmentMakesAPayslipWithoutAnyClass() {
        adjust(OCTOBER, bob, 1234, "bonus");
        gym.rollOver(OCTOBER);

        assertThat(totals(OCTOBER)).isEqualTo("bob 12.34");
        assertThat(gym.payroll.list(OCTOBER).get(0).classesTaught()).isZero();
        assertThat(gym.payroll.get(OCTOBER, BOB).lines().get(0).memo()).isEqualTo("bonus");
    }

    @Test
    void anAdjustmentThatComesAfterThePayslipIsPaidInTheNextMonthOnce() {
        gym.taught(BOB, "Yoga", "2026-10-03T10:00", 60);
        gym.payroll.pay(OCTOBER, List.of(bob)); // and the run was killed before it closed the month
        adjust(OCTOBER, bob, 1234, "bonus");
        adjust(NOVEMBER, bob, 100, "November's own");
        gym.rollOver(OCTOBER);
        assertThat(totals(OCTOBER)).isEqualTo("bob 30.00");

        gym.rollOver(DECEMBER);
        gym.rollOver(NOVEMBER);
        gym.rollOver(JANUARY);

        assertThat(lines(NOVEMBER, BOB)).isEqualTo("adjustment 12.34, adjustment 1.00");
        assertThat(totals(DECEMBER) + totals(JANUARY)).isEmpty();
    }

    @Test
    void aClassAddedAfterThePayslipIsPaidInTheNextMonthOnce() {
        gym.taught(BOB, "Yoga", "2026-10-03T10:00", 60);
        gym.payroll.pay(OCTOBER, List.of(bob));
        gym.taught(BOB, "Yoga", "2026-10-04T10:00", 60);
        gym.rollOver(OCTOBER);

        assertRetroOnceInNovember("bob 30.00");
    }

    @Test
    void theLinesOfAPayslipAddUpToIt() {
        gym.attended(gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60), 5);
        gym.attended(gym.taught(ANN, "Yoga", "2026-10-04T10:00", 60), 1);
        gym.rollOver(OCTOBER);

        assertThat(lines(OCTOBER, ANN)).isEqualTo("class 20.00, attendees 5.00, class 20.00, attendees 1.00");
        assertThat(totals(OCTOBER)).isEqualTo("ann 46.00");
    }

    @Test
    void theLedgerOwesEveryCoachTheSumOfThePayslips() {
        for (String month : List.of("2026-10", "2026-11", "2026-12")) {
            gym.attended(gym.taught(ANN, "Yoga", month + "-03T10:00", 60), 3);
            gym.taught(BOB, "Yoga", month + "-04T10:00", 60);
            gym.rollOver(YearMonth.parse(month));
        }

        assertLedgerEqualsPayslips();
        assertThat(gym.value("select count(*) || ' of ' || sum(amount) from transfers"))
                .isEqualTo("6 of 15900");
    }

    @Test
    void theCoachsBalancesRollOver() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.taught(ANN, "Yoga", "2026-10-04T10:00", 60);
        gym.classes.cancel(gym.taught(ANN, "Yoga", "2026-10-05T10:00", 60));
        gym.taught(ANN, "Yoga", "2026-11-03T10:00", 60);
        gym.taught(ANN, "Yoga", "2027-03-03T10:00", 60); // not yet
        assertCoach(ANN, "60.00", 3, "0.00");

        gym.rollOver(OCTOBER);
        assertCoach(ANN, "20.00", 1, "40.00");

        gym.rollOver(NOVEMBER);
        assertCoach(ANN, "0.00", 0, "20.00");
        assertCoach(BOB, "0.00", 0, "0.00");

        gym.rollOver(DECEMBER);
        assertCoach(ANN, "0.00", 0, "0.00"); // nothing in December
    }

    @Test
    void aPreviewShowsTheRolloverAndLeavesNothing() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        String before = everything();

        List<Payslip> preview = gym.payroll.preview(OCTOBER);

        assertThat(everything()).isEqualTo(before);
        assertThat(gym.rollOver(OCTOBER)).isEqualTo(preview);
        assertThat(gym.payroll.preview(OCTOBER)).isEqualTo(preview);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-10-31T22:59:59.999Z, false",
        "Europe/Berlin, 2026-10-31T23:00:00Z, true",
        "America/Los_Angeles, 2026-11-01T06:59:59Z, false",
        "America/Los_Angeles, 2026-11-01T07:00:00Z, true",
        "Pacific/Kiritimati, 2026-10-31T09:59:59Z, false",
        "Pacific/Kiritimati, 2026-10-31T10:00:00Z, true",
    })
    void aMonthIsOverWhenItIsInTheGymsZone(String zone, String now, boolean over) {
        TestGym gym = at(now).in(zone);
        if (over) {
            gym.payroll.checkOver(OCTOBER);
        } else {
            for (Consumer<YearMonth> work : List.<Consumer<YearMonth>>of(
                    gym.payroll::checkOver, gym.payroll::close, month -> gym.payroll.pay(month, List.of(ann)))) {
                assertThat(refusal(() -> work.accept(OCTOBER))).satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
                    assertThat(refusal).hasMessage("2026-10 is not over yet in " + zone);
                    assertThat(refusal.hint().orElseThrow()).contains("gymctl payroll preview --month 2026-10");
                });
            }
            assertThat(gym.payroll.preview(OCTOBER)).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void aPreviewBesideARunSaysThatItIsBeingRun() {
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.sql("insert into payroll_periods (month) values ('2026-10-01')");
        CompletableFuture<List<Payslip>> preview;
        try (Handle run = database.owner().open()) {
            run.begin();
            run.execute(
                    "insert into payslips (month, coach_id, classes_taught, gross, total) values ('2026-10-01', ?, 1, 0, 0)",
                    ann);
            preview = CompletableFuture.supplyAsync(() -> gym.payroll.preview(OCTOBER));
            awaitWaiting(preview);
            run.commit();
        }

        assertThat(refusal(preview::join)).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.BUSY);
            assertThat(refusal).hasMessage("payroll for 2026-10 is being run");
        });
    }

    @Test
    @Timeout(60)
    void aRateWaitsForAMonthThatIsBeingClosed() {
        CompletableFuture<Void> rate;
        try (Handle run = database.owner().open()) {
            run.begin();
            run.execute("insert into payroll_periods (month, closed_at) values ('2026-10-01', now())");
            rate = CompletableFuture.runAsync(() -> gym.sql(
                    "insert into pay_rates (class_title, per_class, valid_from) values ('Yoga', 1, '2026-10-31')"));
            awaitWaiting(rate);
            run.commit();
        }

        assertThat(refusal(rate::join)).hasMessage("the rate would change pay in 2026-10, which is closed");
    }

    @Test
    @Timeout(60)
    void closingWaitsForARateThatIsBeingSet() {
        CompletableFuture<PayrollPeriod> closing;
        try (Handle rate = database.owner().open()) {
            rate.begin();
            rate.execute("insert into pay_rates (class_title, per_class, valid_from) values ('Yoga', 1, '2026-10-31')");
            closing = CompletableFuture.supplyAsync(() -> gym.payroll.close(OCTOBER));
            awaitWaiting(closing);
            rate.commit();
        }

        assertThat(closing.join().closedAt()).isNotNull();
    }

    @Test
    void inClosedBooksThePostingIsOnTheFirstOpenDayWithItsOwnValueDate() {
        gym.sql("update gym set books_closed_through = '2026-11-15'");
        gym.taught(ANN, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        gym.taught(ANN, "Yoga", "2026-11-03T10:00", 60);
        gym.rollOver(NOVEMBER);

        assertThat(gym.value(
                        "select string_agg(value_on || ' on ' || effective_on, ', ' order by id) from journal_entries"))
                .isEqualTo("2026-10-31 on 2026-11-16, 2026-11-30 on 2026-11-30");
    }

    private static void awaitWaiting(Future<?> work) {
        database.owner().useHandle(handle -> {
            while (!work.isDone() && handle.createQuery("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """).mapTo(int.class).one() == 0) {
                Thread.onSpinWait();
            }
        });
        assertThat(work).as("it waits").isNotDone();
    }

    /** A class that was paid in October, which is closed. */
    private long paidInOctober(String coach) {
        long id = gym.taught(coach, "Yoga", "2026-10-03T10:00", 60);
        gym.rollOver(OCTOBER);
        return id;
    }

    private void assertRetroOnceInNovember(String grosses) {
        gym.rollOver(NOVEMBER);
        gym.rollOver(DECEMBER);
        assertThat(grosses(NOVEMBER)).isEqualTo(grosses);
        assertThat(gym.payroll.list(NOVEMBER)).allSatisfy(payslip -> {
            assertThat(payslip.classesTaught()).isZero();
            assertThat(gym.payroll
                            .get(NOVEMBER, payslip.coachEmail())
                            .lines()
                            .get(0)
                            .kind())
                    .isEqualTo("retro");
        });
        assertThat(grosses(DECEMBER)).as("once").isEmpty();
        assertLedgerEqualsPayslips();
    }

    private void assertLedgerEqualsPayslips() {
        String perCoach =
                "select coalesce(string_agg(coach || ' ' || amount, ', ' order by coach), '') from (%s) a where amount <> 0";
        assertThat(gym.value(perCoach.formatted("""
                select credit_party as coach, sum(amount) as amount from transfers
                where debit_account = 'coach_expense' and credit_account = 'coach_payable' group by credit_party
                """)))
                .isEqualTo(gym.value(perCoach.formatted(
                        "select coach_id as coach, sum(total) as amount from payslips group by coach_id")));
    }

    private void assertCoach(String email, String paymentBalance, int classesTaught, String lastPaymentBalance) {
        Coach coach = gym.coaches.get(email);
        assertThat(coach.paymentBalance()).hasToString(paymentBalance);
        assertThat(coach.classesTaught()).isEqualTo(classesTaught);
        assertThat(coach.lastPaymentBalance()).hasToString(lastPaymentBalance);
    }

    private static void assertClosed(Jdbi role, String statement) {
        assertThat(refusal(() -> role.useHandle(handle -> handle.execute(statement))))
                .as(statement)
                .satisfies(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal.getMessage()).contains("2026-10").contains("closed");
                });
    }

    private String totals(YearMonth month) {
        return String.join(
                ", ",
                gym.payroll.list(month).stream()
                        .map(p -> p.coachEmail().substring(0, 3) + " " + p.total())
                        .toList());
    }

    private String grosses(YearMonth month) {
        return String.join(
                ", ",
                gym.payroll.list(month).stream()
                        .map(p -> p.coachEmail().substring(0, 3) + " " + p.gross())
                        .toList());
    }

    private String lines(YearMonth month, String coach) {
        return String.join(
                ", ",
                gym.payroll.get(month, coach).lines().stream()
                        .map(line -> line.kind() + " " + line.amount())
                        .toList());
    }

    private void adjust(YearMonth month, long coach, long amount, String reason) {
        gym.sql(
                "insert into pay_adjustments (month, coach_id, amount, reason) values (?, ?, ?, ?)",
                month.atDay(1),
                coach,
                amount,
                reason);
    }

    private void rate(String coach, String perClass, String perAttendee) {
        gym.rates.set(
                new NewPayRate(
                        coach,
                        null,
                        new BigDecimal(perClass),
                        null,
                        perAttendee == null ? null : new BigDecimal(perAttendee),
                        0,
                        null,
                        null,
                        LocalDate.of(2020, 1, 1),
                        null),
                gym.gym());
    }

    /** How much there is of all that a rollover makes. */
    private String everything() {
        return gym.value("""
                select concat_ws(' ', (select count(*) from payroll_periods), (select count(*) from payslips),
                    (select count(*) from payslip_lines), (select count(*) from journal_entries),
                    (select count(*) from transfers), (select count(*) from audit_log))
                """);
    }

    private static TestGym at(String now) {
        return new TestGym(database.database(), Instant.parse(now));
    }
}
