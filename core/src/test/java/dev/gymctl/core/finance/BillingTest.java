package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dues of a month are, and that a run adds only what is new. */
class BillingTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private List<Long> members;

    @BeforeEach
    void membersSinceLongAgo() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2023-12-01T06:00:00Z")).in("Europe/Berlin");
        members = gym.activeMembers(3);
        gym = at("2025-04-15T06:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02, 2024-02-10, , 6897, 2024-02-29", // 20 of 29 days
        "2025-02, 2025-02-10, , 6786, 2025-02-28", // 19 of 28
        "2024-04, 2024-04-10, , 7000, 2024-04-30", // 21 of 30
        "2025-03, 2025-03-10, , 7097, 2025-03-31", // 22 of 31, one of 23 hours
        "2024-10, 2024-10-27, , 1613, 2024-10-31", // 5 of 31, one of 25 hours
        "2025-03, 2025-01-01, 2025-03-10, 3226, 2025-03-31", // the first 10 days
        "2025-03, 2025-03-31, 2025-03-31, 323, 2025-03-31",
        "2025-03, 2025-04-01, , 0, ",
        "2025-03, 2025-01-01, 2025-02-28, 0, ",
        "2025-03, 2024-01-31, , 10000, 2025-03-31"
    })
    void duesAreByTheDaysOfTheMonth(String month, LocalDate from, LocalDate to, long amount, LocalDate due) {
        plan("Gold", "100", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", from, to, 31);

        run(month);

        assertThat(gym.value("select coalesce(sum(amount), 0) from charges")).isEqualTo(String.valueOf(amount));
        if (amount > 0) {
            assertThat(gym.value("select due_on from charges")).isEqualTo(due.toString());
        }
    }

    @Test
    void aBillDayBeyondTheMonthIsItsLastAndComesBack() {
        plan("Gold", "100", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2024, 12, 31), null, null);
        subscribe(1, "Gold", LocalDate.of(2025, 1, 20), null, 5);

        for (String month : List.of("2024-12", "2025-01", "2025-02", "2025-03")) {
            run(month);
        }

        assertThat(gym.value(
                        "select string_agg(charged_on || ' ' || due_on, ', ' order by period) from charges where member_id = ?",
                        members.get(0)))
                .isEqualTo(
                        "2024-12-31 2024-12-31, 2025-01-01 2025-01-31, 2025-02-01 2025-02-28, 2025-03-01 2025-03-31");
        assertThat(gym.value(
                        "select string_agg(charged_on || ' ' || due_on, ', ' order by period) from charges where member_id = ?",
                        members.get(1)))
                .as("never before it begins")
                .isEqualTo("2025-01-20 2025-01-20, 2025-02-01 2025-02-05, 2025-03-01 2025-03-05");
    }

    @Test
    void whatAPlanSaysOfPartsOfAMonth() {
        plan("Full", "100", Proration.FULL, OnFreeze.SUSPEND);
        plan("Free", "100", Proration.FREE, OnFreeze.SUSPEND);
        plan("Daily", "100", Proration.DAILY, OnFreeze.SUSPEND);
        plan("Zero", "0", Proration.DAILY, OnFreeze.SUSPEND);
        for (String plan : List.of("Full", "Free", "Daily", "Zero")) {
            subscribe(0, plan, LocalDate.of(2025, 1, 31), LocalDate.of(2025, 3, 1), 1);
        }
        for (String month : List.of("2025-01", "2025-02", "2025-03")) {
            run(month);
        }

        assertThat(charges()).isEqualTo("""
                2025-01 Daily 323, 2025-01 Full 10000, 2025-02 Daily 10000, 2025-02 Free 10000, 2025-02 Full 10000, \
                2025-03 Daily 323, 2025-03 Full 10000""");
    }

    @Test
    void halfACentIsRoundedToEven() {
        plan("Half", "0.10", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Half", LocalDate.of(2025, 4, 28), null, 1); // 3 of 30 days of 10 cents: 1
        plan("Down", "0.05", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Down", LocalDate.of(2025, 4, 16), null, 1); // 15 of 30 days of 5 cents: 2.5
        plan("Up", "0.07", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Up", LocalDate.of(2025, 4, 16), null, 1); // 3.5

        run("2025-04");

        assertThat(charges()).isEqualTo("2025-04 Down 2, 2025-04 Half 1, 2025-04 Up 4");
    }

    @Test
    void frozenDaysCostNothingAndExtendOrNot() {
        plan("Suspend", "62", Proration.DAILY, OnFreeze.SUSPEND);
        plan("Extend", "62", Proration.DAILY, OnFreeze.EXTEND);
        for (String plan : List.of("Suspend", "Extend")) {
            subscribe(0, plan, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 2, 28), 1);
        }
        freeze(0, "[2025-01-11,2025-01-21)"); // 10 days
        freeze(0, "[2025-03-02,2025-03-04)"); // in the days that were added

        for (String month : List.of("2025-01", "2025-02", "2025-03")) {
            run(month);
        }

        assertThat(charges()).isEqualTo("""
                2025-01 Extend 4200, 2025-01 Suspend 4200, 2025-02 Extend 6200, 2025-02 Suspend 6200, 2025-03 Extend 2000""");
        assertThat(gym.subscriptions.list(members.get(0).toString()))
                .extracting(Subscription::lastDay)
                .containsExactly(LocalDate.of(2025, 2, 28), LocalDate.of(2025, 3, 12));
    }

    @Test
    void aFreezeWithoutAnEndCostsNothingFromItsFirstDay() {
        plan("Extend", "31", Proration.DAILY, OnFreeze.EXTEND);
        subscribe(0, "Extend", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 2, 28), 1);
        freeze(0, "[2025-01-31,)");

        run("2025-01");
        run("2025-02");
        run("2025-03");

        assertThat(charges()).isEqualTo("2025-01 Extend 3000");
    }

    @Test
    void onlyDaysOfActiveMembersCost() {
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2025, 1, 1), null, 1);
        subscribe(1, "Gold", LocalDate.of(2025, 1, 1), null, 1);
        event(0, "cancelled", "2025-01-11"); // until the 10th
        event(0, "approved", "2025-01-30"); // and again
        event(1, "cancelled", "2025-02-01");
        event(1, "cancelled", "2025-01-05"); // decided later for an earlier day: this one holds

        run("2025-01");
        run("2025-02");

        assertThat(charges()).isEqualTo("2025-01 Gold 400, 2025-01 Gold 1200, 2025-02 Gold 3100");
    }

    @Test
    void aRetiredPlanIsStillPaidFor() {
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2025, 1, 1), null, 1);
        gym.plans.retire("Gold", LocalDate.of(2025, 2, 1));

        run("2025-03");

        assertThat(charges()).isEqualTo("2025-03 Gold 3100");
    }

    @Test
    void anotherRunAddsOnlyWhatIsNew() {
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2025, 1, 1), null, 1);
        run("2025-01");
        String before = books();

        run("2025-01");
        assertThat(books()).isEqualTo(before);
        subscribe(1, "Gold", LocalDate.of(2025, 1, 31), null, 1);
        run("2025-01");

        assertThat(charges()).isEqualTo("2025-01 Gold 100, 2025-01 Gold 3100");
    }

    @Test
    void skippedMonthsAreMadeUpForInOrder() {
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2024, 6, 1), null, 1);
        assertThat(gym.billing.monthsToAssess(YearMonth.of(2025, 1))).containsExactly(YearMonth.of(2025, 1));
        run("2025-01");

        assertThat(gym.billing.monthsToAssess(YearMonth.of(2025, 4)))
                .containsExactly(YearMonth.of(2025, 2), YearMonth.of(2025, 3), YearMonth.of(2025, 4));
        assertThat(gym.billing.monthsToAssess(YearMonth.of(2024, 12))).containsExactly(YearMonth.of(2024, 12));
        assertThat(refusal(() -> gym.billing.monthsToAssess(YearMonth.of(2025, 5))))
                .hasMessage("2025-05 has not begun yet in Europe/Berlin")
                .extracting("kind")
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void aDryRunSaysWhatARunWouldComeTo() {
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2025, 1, 1), null, 1);
        run("2025-01");
        String before = books();

        List<BilledMonth> preview = gym.billing.preview(YearMonth.of(2025, 3));

        assertThat(preview)
                .extracting(month -> month.month() + " " + month.total() + " " + month.receivable())
                .containsExactly("2025-02 31.00 62.00", "2025-03 31.00 93.00");
        assertThat(books()).isEqualTo(before);
        run("2025-02");
        run("2025-03");
        assertThat(gym.billing.get(YearMonth.of(2025, 3))).isEqualTo(preview.get(1));
    }

    @Test
    void anAccountThatLooksWrongIsLeftAloneUntilItIsAccepted() {
        for (int i = 0; i < 6; i++) {
            plan("Plan" + i, "10", Proration.DAILY, OnFreeze.SUSPEND);
            subscribe(0, "Plan" + i, LocalDate.of(2025, 1, 1), null, 1);
            subscribe(1, "Plan" + i, LocalDate.of(2025, 1, 1 + i), null, 1); // one a day
        }
        run("2025-01");

        assertThat(charges().split(", ", -1)).hasSize(6);
        assertThat(gym.billing.parked(Optional.empty()))
                .extracting(account -> account.memberId() + " " + account.reason())
                .containsExactly(members.get(0) + " 6 charges on 2025-01-01, more than 5 a day");
        gym.sql("update gym set charges_a_day = 6");
        gym.sql(
                "insert into memberships (member_id, plan_id, starts_on, bill_day) select ?, id, '2025-01-01', 1 from plans where name = 'Plan0'",
                members.get(2));
        gym.sql("update gym set charges_a_day = 5");
        run("2025-02");
        assertThat(gym.billing.parked(Optional.of(YearMonth.of(2025, 2)))).hasSize(2);

        assertThat(gym.billing
                        .accept(members.get(0).toString(), YearMonth.of(2025, 1))
                        .changed())
                .isTrue();
        assertThat(gym.billing
                        .accept(members.get(0).toString(), YearMonth.of(2025, 1))
                        .changed())
                .isFalse();
        assertThat(refusal(() -> gym.billing.accept(members.get(2).toString(), YearMonth.of(2025, 1)))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(gym.billing.monthsToAssess(YearMonth.of(2025, 2)))
                .containsExactly(YearMonth.of(2025, 1), YearMonth.of(2025, 2));
        run("2025-01");
        assertThat(gym.value(
                        "select count(*) from charges where period = '2025-01-01' and member_id = ?", members.get(0)))
                .isEqualTo("6");
        assertThat(gym.billing.parked(Optional.of(YearMonth.of(2025, 1)))).isEmpty();
        gym.sql("update gym set charges_a_day = 6");
        run("2025-02");
        assertThat(gym.billing.parked(Optional.empty())).isEmpty();
    }

    @Test
    void lotsExpireWithTheRestOfTheirPrice() {
        lot(0, 3, 1000, "2025-01-15");
        lot(0, 3, 0, "2025-01-31");
        lot(0, 3, 500, "2025-02-01");
        run("2025-01");
        run("2025-01");

        assertThat(gym.value("""
                select string_agg(concat_ws(' ', x.lot_id, x.expired_on, x.credits, t.amount, e.value_on), ', ' order by lot_id)
                from prepaid_lot_expiries x left join journal_entries e on e.id = x.entry_id left join transfers t on t.entry_id = e.id
                """)).isEqualTo("1 2025-01-16 3 1000 2025-01-16, 2 2025-02-01 3");
        assertThat(gym.billing.get(YearMonth.of(2025, 1)).prepaid()).hasToString("5.00");
        assertThat(gym.billing.get(YearMonth.of(2025, 1)).expiredCredits()).isEqualTo(6);
    }

    @Test
    void booksThatDoNotTieFailTheRunWithBothFigures() {
        gym.sql("""
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    values ('2025-01-02', '2025-01-02', 'stray', 'stray') returning id)
                insert into transfers (entry_id, debit_account, debit_party, credit_account, amount)
                select id, 'member_receivable', ?, 'dues_income', 123 from entry
                """, members.get(0));
        plan("Gold", "31", Proration.DAILY, OnFreeze.SUSPEND);
        subscribe(0, "Gold", LocalDate.of(2025, 1, 1), null, 1);

        assertThat(refusal(() -> run("2025-01")))
                .hasMessage(
                        "billing 2025-01 does not tie with the ledger: member receivable is 32.23, open charges are 31.00 EUR");
        assertThat(gym.value("select count(*) from billing_months")).isEqualTo("0");
    }

    /** Random memberships, events and freezes, day by day in plain Java. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void duesAreWhatCountingTheDaysSays(long seed) {
        Random random = new Random(seed);
        plan("Suspend", "97.31", Proration.DAILY, OnFreeze.SUSPEND);
        plan("Extend", "97.31", Proration.DAILY, OnFreeze.EXTEND);
        LocalDate start = LocalDate.of(2024, 1, 1);
        long expected = 0;
        for (int member = 0; member < 3; member++) {
            LocalDate cancelled = start.plusDays(200 + random.nextInt(100));
            LocalDate back = cancelled.plusDays(1 + random.nextInt(40));
            LocalDate frozen = start.plusDays(random.nextInt(150));
            LocalDate thawed = frozen.plusDays(1 + random.nextInt(40));
            freeze(member, "[" + frozen + "," + thawed + ")");
            event(member, "cancelled", cancelled.toString());
            event(member, "approved", back.toString());
            for (String plan : List.of("Suspend", "Extend")) {
                LocalDate from = start.plusDays(random.nextInt(100));
                LocalDate to = from.plusDays(random.nextInt(250));
                subscribe(member, plan, from, to, 31);
                LocalDate last = to;
                if (plan.equals("Extend")) {
                    for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
                        if (!day.isBefore(frozen) && day.isBefore(thawed)) {
                            last = last.plusDays(1);
                        }
                    }
                }
                for (YearMonth month = YearMonth.of(2024, 1); month.getYear() == 2024; month = month.plusMonths(1)) {
                    int days = 0;
                    for (int d = 1; d <= month.lengthOfMonth(); d++) {
                        LocalDate day = month.atDay(d);
                        boolean active = day.isBefore(cancelled) || !day.isBefore(back);
                        boolean isFrozen = !day.isBefore(frozen) && day.isBefore(thawed);
                        if (!day.isBefore(from) && !day.isAfter(last) && active && !isFrozen) {
                            days++;
                        }
                    }
                    expected += dev.gymctl.core.money.Money.halfEven(9731L * days, month.lengthOfMonth());
                }
            }
        }
        for (int month = 1; month <= 12; month++) {
            run("2024-%02d".formatted(month));
        }
        assertThat(gym.value("select sum(amount) from charges")).isEqualTo(String.valueOf(expected));
    }

    private TestGym at(String now) {
        return new TestGym(database.database(), Instant.parse(now));
    }

    /** The job's steps without the job, in chunks of one membership. */
    private void run(String text) {
        YearMonth month = YearMonth.parse(text);
        gym.billing.park(month);
        Optional<Billing.Chunk> next = gym.billing.next(0, 1);
        while (next.isPresent()) {
            gym.billing.assess(month, next.get());
            next = gym.billing.next(next.get().upTo(), 1);
        }
        gym.billing.expireLots(month);
        gym.billing.useCredit(month);
        gym.billing.close(month);
    }

    private void plan(String name, String price, Proration proration, OnFreeze onFreeze) {
        gym.plans.add(
                new NewPlan(
                        name,
                        PlanKind.DUES,
                        new BigDecimal(price),
                        Coverage.NOTHING,
                        null,
                        proration,
                        onFreeze,
                        null,
                        null),
                gym.gym());
    }

    private void subscribe(int member, String plan, LocalDate from, LocalDate to, Integer billDay) {
        gym.subscriptions.subscribe(
                new NewSubscription(members.get(member).toString(), plan, from, to, billDay, null), false);
    }

    private void freeze(int member, String during) {
        gym.sql("insert into member_freezes (member_id, during) values (?, ?::daterange)", members.get(member), during);
    }

    private void event(int member, String kind, String on) {
        gym.sql(
                "insert into member_events (member_id, kind, effective_on) values (?, ?, ?::date)",
                members.get(member),
                kind,
                on);
    }

    private void lot(int member, int credits, long price, String expiresOn) {
        gym.sql("""
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    select '2025-01-01', '2025-01-01', 'opening', 'lot ' || count(*) from prepaid_lots having ? > 0 returning id),
                transfer as (
                    insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)
                    select id, 'opening_balances', 'prepaid_fees', ?, ? from entry)
                insert into prepaid_lots (member_id, credits, price, bought_on, expires_on, key)
                select ?, ?, ?, '2025-01-01', ?::date, 'lot ' || count(*) from prepaid_lots
                """, price, members.get(member), price, members.get(member), credits, price, expiresOn);
    }

    private String charges() {
        return gym.value("""
                select string_agg(to_char(c.period, 'YYYY-MM') || ' ' || p.name || ' ' || c.amount, ', '
                                  order by c.period, p.name, c.amount)
                from charges c join memberships m on m.id = c.membership_id join plans p on p.id = m.plan_id
                """);
    }

    private String books() {
        return gym.value("""
                select string_agg(concat_ws(' ', e.idempotency_key, e.value_on, t.debit_party, t.amount), ', ' order by t.id)
                from journal_entries e join transfers t on t.entry_id = e.id
                """);
    }
}
