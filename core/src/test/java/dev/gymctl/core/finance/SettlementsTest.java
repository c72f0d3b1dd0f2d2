package dev.gymctl.core.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.classes.EnrollmentStatus;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How attendances are paid for, and that it is taken back when they were none. */
class SettlementsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);

    private TestGym gym;
    private TestGym then;
    private List<Long> members;
    private final List<Long> classes = new ArrayList<>();

    @BeforeEach
    void classesOfOctober() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-10-01T06:00:00Z")).in("Europe/Berlin");
        gym.settings.set(Map.of("drop_in_price", "12.50"));
        gym.coach("ada@gym.example");
        members = gym.activeMembers(4);
        classes.clear();
        for (int day = 2; day <= 13; day++) {
            classes.add(gym.taught("ada@gym.example", "Yoga", "2026-10-%02dT18:30".formatted(day), 60));
        }
        then = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z"));
    }

    @Test
    void whatNothingCoversIsCharged() {
        attend(0, 0);

        assertThat(settled()).isEqualTo("1 charge 1250 2026-10-02 2026-10-16");
        assertThat(balances()).isEqualTo("class_fee_income -1250, member_receivable 1250");
    }

    @Test
    void theNewestDropInPlanSaysWhatAClassCosts() {
        gym.plans.add(dropIn("Old", "9"), gym.gym());
        gym.plans.add(dropIn("New", "8"), gym.gym());
        attend(0, 0);
        gym.plans.retire("New", LocalDate.of(2026, 10, 3));
        attend(1, 0);
        gym.plans.add(dropIn("Free", "0"), gym.gym());
        attend(2, 0);

        assertThat(gym.value("select string_agg(amount::text, ' ' order by id) from charges"))
                .isEqualTo("800 900");
        assertThat(gym.value(
                        "select count(*) from settlements where num_nonnulls(membership_id, spend_id, charge_id) = 0"))
                .isEqualTo("1");
    }

    @Test
    void aMembershipCoversWhatItsPlanSaysAndTheNextOneTheRest() {
        plan("Two", Coverage.of(2));
        plan("All", Coverage.UNLIMITED);
        plan("Locker", Coverage.NOTHING);
        subscribe(0, "Locker", TODAY, null);
        subscribe(0, "Two", TODAY, null);
        subscribe(0, "All", LocalDate.of(2026, 10, 6), LocalDate.of(2026, 10, 7));

        for (int i = 0; i < 6; i++) { // the 2nd to the 7th
            attend(i, 0);
        }

        assertThat(gym.value("""
                select string_agg(coalesce(p.name || s.number, 'charge'), ' ' order by s.enrollment_id)
                from settlements s left join memberships m on m.id = s.membership_id left join plans p on p.id = m.plan_id
                """)).isEqualTo("Two1 Two2 charge charge All1 All2");

        then.classes.attend(classes.get(0), member(0), EnrollmentStatus.NO_SHOW, false);
        attend(7, 0);
        assertThat(gym.value("select string_agg(number::text, ' ' order by number) from settlements where not undone"))
                .as("the cover is free again")
                .isEqualTo("1 1 2 2");
    }

    @Test
    void whoIsFrozenIsNotCovered() {
        plan("All", Coverage.UNLIMITED);
        subscribe(0, "All", TODAY, null);
        gym.sql("insert into member_freezes (member_id, during) values (?, '[2026-10-03,2026-10-04)')", members.get(0));

        attend(0, 0);
        attend(1, 0);

        assertThat(
                        gym.value(
                                "select string_agg(coalesce('covered by ' || membership_id, 'charged'), ', ' order by id) from settlements"))
                .isEqualTo("covered by 1, charged");
    }

    @Test
    void creditsAreSpentFirstExpiringFirstAndALotEndsAtZero() {
        lot(0, 3, 1000, "2026-10-01", "2026-10-31");
        lot(0, 2, 999, "2026-09-01", "2026-10-03");
        lot(0, 1, 0, "2026-08-01", null);

        for (int i = 0; i < 8; i++) {
            attend(i, 0);
        }

        assertThat(gym.value("""
                select string_agg(coalesce(p.lot_id || '.' || p.number, 'charge'), ' ' order by s.id)
                from settlements s left join prepaid_spends p on p.id = s.spend_id
                """))
                .as("the second lot expires on the 3rd")
                .isEqualTo("2.1 2.2 1.1 1.2 1.3 3.1 charge charge");
        assertThat(balances()).isEqualTo("class_fee_income -4499, member_receivable 2500, opening_balances 1999");
    }

    @Test
    void whatIsSettledTwiceIsSettledOnce() {
        attend(0, 0);
        attend(0, 0);
        String all = "select id as enrollment_id from enrollments";
        gym.jdbi.useTransaction(handle -> new Settlements(then.clock).settle(handle, all, Map.of()));

        assertThat(gym.value("select count(*) from charges")).isEqualTo("1");
    }

    @Test
    void importedAttendanceIsSettledInTheOrderOfTheClasses() {
        plan("Two", Coverage.of(2));
        for (int member = 0; member < 3; member++) {
            subscribe(member, "Two", TODAY, null);
        }
        for (int i = classes.size() - 1; i >= 0; i--) {
            gym.attended(classes.get(i), 3);
        }
        String all = "select id as enrollment_id from enrollments";

        gym.jdbi.useTransaction(handle -> new Settlements(then.clock).settle(handle, all, Map.of()));
        gym.jdbi.useTransaction(handle -> new Settlements(then.clock).settle(handle, all, Map.of()));

        assertThat(gym.value("""
                select string_agg(distinct local_date(e.starts_at)::text, ' ') || ' of ' || count(distinct e.member_id)
                from settlements s join enrollments e on e.id = s.enrollment_id where s.membership_id is not null
                """)).isEqualTo("2026-10-02 2026-10-03 of 3");
        assertThat(gym.value("select count(*) from charges")).isEqualTo("30");
    }

    @Test
    void aChargeThatWasPaidBecomesCreditAgain() {
        attend(0, 0);
        pay(0, 2000);
        gym.sql("""
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    values ('2026-10-02', '2026-10-02', 'allocation', 'allocation 1') returning id),
                transfer as (
                    insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
                    select id, 'member_credit', ?, 'member_receivable', ?, 1250 from entry)
                insert into allocations (payment_id, charge_id, amount, entry_id) select 1, 1, 1250, id from entry
                """, members.get(0), members.get(0));

        then.classes.attend(classes.get(0), member(0), EnrollmentStatus.LATE_CANCEL, false);

        assertThat(balances()).isEqualTo("cash 2000, member_credit -2000");
        assertThat(gym.value("select open from charge_balances")).isEqualTo("0");
        assertThat(gym.value("select left_over from payment_balances")).isEqualTo("2000");
        attend(0, 0);
        assertThat(gym.value("select string_agg(open::text, ' ' order by charge_id) from charge_balances"))
                .as("the second charge is paid by the credit of the first")
                .isEqualTo("0 0");
        assertThat(gym.value("select left_over from payment_balances")).isEqualTo("750");
    }

    @Test
    void anImportThatCorrectsTakesBackWhatWasSettled() {
        gym.sql("update classes set class_ref = 'c' || id");
        attend(0, 0);

        gym.importAttendance(TestGym.csv(
                "a.csv", "class_ref,member,status\nc%d,member0@mail.example,no_show\n".formatted(classes.get(0))));

        assertThat(balances()).isEmpty();
        assertThat(gym.value("select bool_and(undone)::text from settlements")).isEqualTo("true");
    }

    /** Attendances come, go and come back; the model knows lots and a plan of 2 classes a month, and nothing of tables. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomCorrectionsEndAsTheModelSays(long seed) {
        Random random = new Random(seed);
        plan("Two", Coverage.of(2));
        subscribe(0, "Two", TODAY, null);
        subscribe(1, "Two", LocalDate.of(2026, 10, 8), null);
        lot(1, 3, 1000, "2026-10-01", "2026-10-09");
        lot(1, 2, 777, "2026-10-01", null);
        lot(2, 4, 4999, "2026-10-01", null);
        Model model = new Model();
        for (int i = 0; i < 120; i++) {
            int which = random.nextInt(classes.size());
            int member = random.nextInt(members.size());
            boolean came = random.nextInt(3) > 0;
            then.classes.attend(
                    classes.get(which),
                    member(member),
                    came ? EnrollmentStatus.ATTENDED : EnrollmentStatus.NO_SHOW,
                    false);
            model.attend(member, which + 2, came);
            assertThat(ways()).isEqualTo(model.ways());
        }
        assertThat(gym.value("""
                select coalesce(sum(l.price) - sum(coalesce((select sum(release_of(l.price, l.credits, s.number))
                       from prepaid_spends s where s.lot_id = l.id and not s.undone), 0)), 0)::bigint from prepaid_lots l
                """)).isEqualTo(balance("prepaid_fees"));
        assertThat(gym.value("select coalesce(sum(open), 0)::bigint from charge_balances"))
                .isEqualTo(gym.value(
                        "select 1250 * count(*) from settlements where charge_id is not null and not undone"));
        for (int member = 0; member < members.size(); member++) {
            for (long id : classes) {
                then.classes.attend(id, member(member), EnrollmentStatus.NO_SHOW, false);
            }
        }
        assertThat(balances()).isEqualTo("opening_balances 6776, prepaid_fees -6776");
    }

    @Test
    void twentyAtOnceSettleEachOnce() throws Exception {
        lot(0, 5, 1000, "2026-10-01", null);
        plan("Two", Coverage.of(2));
        subscribe(0, "Two", TODAY, null);
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int which = i % 10;
            List<String> both = List.of(member(0).get(0), member(1).get(0));
            work.add(() -> then.classes.attend(classes.get(which), both, EnrollmentStatus.ATTENDED, false));
        }
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(gym.value("""
                select concat_ws(' ', count(*), count(membership_id), count(spend_id), count(charge_id)) from settlements
                """)).isEqualTo("20 2 5 13");
        assertThat(balances()).isEqualTo("class_fee_income -17250, member_receivable 16250, opening_balances 1000");
    }

    /** What is attended is settled by; corrections free covers and credits, lowest number first. */
    private static final class Model {
        private record Way(String what) {}

        private final Map<String, Way> settled = new TreeMap<>();

        void attend(int member, int day, boolean came) {
            String key = member + "/" + day;
            if (!came) {
                settled.remove(key);
            } else if (!settled.containsKey(key)) {
                settled.put(key, new Way(next(member, day)));
            }
        }

        private String next(int member, int day) {
            if (member == 0 || (member == 1 && day >= 8)) {
                String cover = free(member, "cover", 2);
                if (cover != null) {
                    return cover;
                }
            }
            String credit = null;
            if (member == 1) {
                credit = day <= 9 ? free(member, "lot1", 3) : null;
                credit = credit != null ? credit : free(member, "lot2", 2);
            } else if (member == 2) {
                credit = free(member, "lot3", 4);
            }
            return credit != null ? credit : "charge";
        }

        private String free(int member, String what, int most) {
            for (int n = 1; n <= most; n++) {
                String way = what + "." + n;
                boolean taken = settled.entrySet().stream()
                        .anyMatch(e -> e.getKey().startsWith(member + "/")
                                && e.getValue().what().equals(way));
                if (!taken) {
                    return way;
                }
            }
            return null;
        }

        Map<String, String> ways() {
            Map<String, String> ways = new TreeMap<>();
            settled.forEach((key, way) -> ways.put(key, way.what()));
            return ways;
        }
    }

    private Map<String, String> ways() {
        Map<Long, Integer> index = new HashMap<>();
        members.forEach(id -> index.put(id, members.indexOf(id)));
        Map<String, String> ways = new TreeMap<>();
        gym.jdbi.useHandle(handle -> handle.createQuery("""
                        select e.member_id, extract(day from local_date(e.starts_at))::integer as day,
                               case when s.membership_id is not null then 'cover.' || s.number
                                    when p.id is not null then 'lot' || p.lot_id || '.' || p.number else 'charge' end as way
                        from settlements s join enrollments e on e.id = s.enrollment_id
                        left join prepaid_spends p on p.id = s.spend_id
                        where not s.undone
                        """)
                .map((row, context) ->
                        ways.put(index.get(row.getLong("member_id")) + "/" + row.getInt("day"), row.getString("way")))
                .list());
        return ways;
    }

    private void attend(int which, int member) {
        then.classes.attend(classes.get(which), member(member), EnrollmentStatus.ATTENDED, false);
    }

    private List<String> member(int index) {
        return List.of(members.get(index).toString());
    }

    private void plan(String name, Coverage covers) {
        gym.plans.add(
                new NewPlan(
                        name,
                        PlanKind.DUES,
                        new BigDecimal("30"),
                        covers,
                        null,
                        Proration.DAILY,
                        OnFreeze.SUSPEND,
                        null,
                        null),
                gym.gym());
    }

    private static NewPlan dropIn(String name, String price) {
        return new NewPlan(
                name,
                PlanKind.DROP_IN,
                new BigDecimal(price),
                Coverage.NOTHING,
                null,
                Proration.DAILY,
                OnFreeze.SUSPEND,
                null,
                null);
    }

    private void subscribe(int member, String plan, LocalDate from, LocalDate to) {
        gym.subscriptions.subscribe(
                new NewSubscription(members.get(member).toString(), plan, from, to, null, null), false);
    }

    private void lot(int member, int credits, long price, String boughtOn, String expiresOn) {
        gym.sql(
                """
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    select ?::date, ?::date, 'opening', 'lot ' || count(*) from prepaid_lots where ? > 0 having ? > 0 returning id),
                transfer as (
                    insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)
                    select id, 'opening_balances', 'prepaid_fees', ?, ? from entry)
                insert into prepaid_lots (member_id, credits, price, bought_on, expires_on, key)
                select ?, ?, ?, ?::date, ?::date, 'lot ' || count(*) from prepaid_lots
                """,
                boughtOn,
                boughtOn,
                price,
                price,
                members.get(member),
                price,
                members.get(member),
                credits,
                price,
                boughtOn,
                expiresOn);
    }

    private void pay(int member, long amount) {
        gym.sql("""
                with entry as (
                    insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                    values ('2026-10-02', '2026-10-02', 'payment', 'payment x') returning id),
                transfer as (
                    insert into transfers (entry_id, debit_account, credit_account, credit_party, amount)
                    select id, 'cash', 'member_credit', ?, ? from entry)
                insert into payments (member_id, amount, method, received_on, key, entry_id)
                select ?, ?, 'cash', '2026-10-02', 'x', id from entry
                """, members.get(member), amount, members.get(member), amount);
    }

    private String settled() {
        return gym.value("""
                select concat_ws(' ', count(*) over (), 'charge', c.amount, c.charged_on, c.due_on)
                from settlements s join charges c on c.id = s.charge_id
                """);
    }

    private String balance(String account) {
        return gym.value("""
                select (coalesce(sum(amount) filter (where credit_account = ?), 0)
                       - coalesce(sum(amount) filter (where debit_account = ?), 0))::bigint from transfers
                """, account, account);
    }

    /** Debits less credits of each account, those that are not zero, by name. */
    private String balances() {
        return gym.value("""
                select coalesce(string_agg(account || ' ' || balance, ', ' order by account), '')
                from (select account, sum(amount)::bigint as balance
                      from (select debit_account as account, amount from transfers
                            union all select credit_account, -amount from transfers) side
                      group by account having sum(amount) <> 0) balance
                """);
    }
}
