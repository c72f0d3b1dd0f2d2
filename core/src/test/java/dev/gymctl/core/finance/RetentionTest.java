package dev.gymctl.core.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who came, stayed and went; at the end, against a count of every member on every day. */
class RetentionTest {
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);

    /** What a month is by its definition, member by member and day by day. */
    private static final String COUNTED = """
            with m as (select :first::date as first, :last::date as last),
            day as (
                select u.user_id, d::date as day, s.status in ('active', 'frozen') as is_member, s.status
                from m cross join members u cross join lateral generate_series(first - 1, last, interval '1 day') d
                cross join lateral status_of(u.user_id, d::date) s),
            turn as (
                select user_id, bool_or(is_member and day < (select first from m)) as at_start,
                       bool_or(is_member and day = (select last from m)) as at_end,
                       bool_or(is_member) as ever, bool_or(status = 'frozen' and day = (select last from m)) as frozen
                from day group by user_id)
            select concat_ws(' ', count(*) filter (where at_start), count(*) filter (where not at_start and ever),
                             count(*) filter (where (at_start or ever) and not at_end), count(*) filter (where at_end),
                             count(*) filter (where frozen),
                             (select coalesce(sum(p.price), 0) from m cross join memberships s join plans p on p.id = s.plan_id
                              cross join lateral status_of(s.member_id, m.last) t
                              where t.status = 'active' and s.starts_on <= m.last
                                and coalesce(last_day_of(s.id) >= m.last, true)))
            from turn
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Retention retention;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2025-06-01T06:00:00Z")).in("Europe/Berlin");
        retention = new Retention(gym.jdbi);
    }

    @Test
    void startAndJoinedLessLeftIsEnd() {
        member("approved 2025-11-30");
        member("approved 2025-12-31, cancelled 2026-02-01"); // still one on the last day of January
        member("approved 2026-01-01, cancelled 2026-01-31"); // came and went
        member("approved 2025-07-01, cancelled 2026-02-10, approved 2026-02-20"); // a gap within a month
        member("approved 2025-07-01, cancelled 2026-01-10, approved 2026-03-05"); // left and came back
        member("approved 2026-02-05, cancelled 2026-02-06, approved 2026-02-07"); // joined once
        member("approved 2026-04-30, cancelled 2026-04-30"); // never a day
        member("approved 2026-03-10, cancelled 2026-06-01, cancelled 2026-04-02"); // thought better of it
        member("rejected 2026-01-15");
        member("");

        assertThat(months()).isEqualTo("""
                2026-01 4 +1 -2 3
                2026-02 3 +1 -1 3
                2026-03 3 +2 -0 5
                2026-04 5 +0 -1 4""");
        assertThat(retention.byMonth(JANUARY, JANUARY, gym.gym()).get(0).churnRate())
                .isEqualTo(new BigDecimal("0.5000"));
        assertThat(retention
                        .byMonth(YearMonth.of(2020, 1), YearMonth.of(2020, 1), gym.gym())
                        .get(0)
                        .churnRate())
                .as("of nobody")
                .isNull();
        agreesWithTheDays(JANUARY, APRIL);
    }

    @Test
    void recurringRevenueIsOfMembershipsThatRunAndMembersWhoAreActiveOnTheLastDay() {
        gym.sql("""
                insert into plans (name, kind, price, covers, on_freeze) values
                    ('Gold', 'dues', 4900, 'unlimited', 'suspend'), ('Silver', 'dues', 2950, 'unlimited', 'extend'),
                    ('Guest', 'dues', 0, 'nothing', 'suspend')
                """);
        long ann = member("approved 2025-12-01");
        subscribe(ann, "Gold", "2026-01-31", "2026-02-28"); // both of these days count
        subscribe(ann, "Gold", "2026-03-01", "2026-03-30"); // not the last day of March
        subscribe(ann, "Guest", "2026-01-01", null);
        long bob = member("approved 2025-12-01, cancelled 2026-03-01");
        subscribe(bob, "Gold", "2025-01-01", null); // ends with the member
        freeze(bob, "[2026-01-31,2026-02-01)");
        long eve = member("approved 2025-12-01");
        subscribe(eve, "Silver", "2026-01-01", "2026-03-25"); // and ten days more, which were frozen
        freeze(eve, "[2026-02-01,2026-02-11)");
        freeze(eve, "[2026-04-30,)");
        subscribe(member(""), "Gold", "2026-01-01", null);

        assertThat(retention.byMonth(JANUARY, APRIL, gym.gym()).stream()
                        .map(month -> month.recurring() + " " + month.frozen())
                        .toList())
                .containsExactly("78.50 1", "127.50 0", "29.50 0", "0.00 1");
        agreesWithTheDays(JANUARY, APRIL);
    }

    @Test
    void aCohortIsFollowedMonthByMonth() {
        member("approved 2025-12-31");
        member("approved 2026-01-01");
        member("approved 2026-01-31, cancelled 2026-02-01");
        member("approved 2026-01-10, cancelled 2026-02-10, approved 2026-04-01"); // stays in the cohort of January
        member("approved 2026-01-10, cancelled 2026-01-11");
        member("approved 2026-03-10, cancelled 2026-05-01");
        member("approved 2026-03-20, cancelled 2026-03-20"); // never a day

        assertThat(retention.cohorts(JANUARY, APRIL))
                .containsExactly(
                        new Cohort(JANUARY, 4, List.of(3L, 1L, 1L, 2L)),
                        new Cohort(YearMonth.of(2026, 2), 0, List.of(0L, 0L, 0L)),
                        new Cohort(YearMonth.of(2026, 3), 1, List.of(1L, 1L)),
                        new Cohort(APRIL, 0, List.of(0L)));
        Cohort january = retention.cohorts(JANUARY, APRIL).get(0);
        assertThat(january.retentionRate(0)).isEqualTo(new BigDecimal("0.7500"));
        assertThat(retention.cohorts(APRIL, APRIL).get(0).retentionRate(0)).isNull();
    }

    @Test
    void whateverHappenedItIsWhatCountingTheDaysGives() {
        gym.sql("""
                insert into plans (name, kind, price, covers, on_freeze) values
                    ('Gold', 'dues', 4900, 'unlimited', 'suspend'), ('Silver', 'dues', 2950, 'unlimited', 'extend')
                """);
        Random random = new Random(20261128);
        int happened = 0;
        for (int i = 0; i < 40; i++) {
            long member = member("");
            LocalDate day = LocalDate.of(2025, 11, 1);
            for (int event = 0; event < 6; event++) {
                day = day.plusDays(random.nextInt(70) - 8); // now and then a decision for an earlier day
                String on = day.toString();
                boolean freezes = random.nextInt(3) == 0;
                String kind = event % 2 == 0 ? "approved" : "cancelled";
                LocalDate until = day.plusDays(1 + random.nextInt(50));
                // What is impossible is refused, and left out.
                Throwable refused = catchThrowable(() -> {
                    if (freezes) {
                        freeze(member, "[" + on + "," + until + ")");
                    } else {
                        event(member, kind, on);
                    }
                });
                happened += refused == null ? 1 : 0;
            }
            subscribe(
                    member,
                    random.nextBoolean() ? "Gold" : "Silver",
                    LocalDate.of(2025, 12, 1).plusDays(random.nextInt(60)).toString(),
                    random.nextBoolean()
                            ? null
                            : LocalDate.of(2026, 2, 1)
                                    .plusDays(random.nextInt(90))
                                    .toString());
        }
        List<RetentionMonth> counted = agreesWithTheDays(YearMonth.of(2025, 12), YearMonth.of(2026, 7));
        assertThat(happened).isGreaterThan(100);
        assertThat(counted).anyMatch(month -> month.left() > 2).anyMatch(month -> month.frozen() > 2);
        for (Cohort cohort : retention.cohorts(YearMonth.of(2025, 12), YearMonth.of(2026, 7))) {
            for (int i = 0; i < cohort.members().size(); i++) {
                assertThat(cohort.members().get(i))
                        .as(cohort.month() + " after " + i)
                        .isEqualTo(Long.valueOf(gym.value(
                                """
                                select count(*) from (
                                    select user_id from members cross join generate_series(date '2025-10-01', ?::date, '1 day') d
                                    cross join lateral status_of(user_id, d::date) s
                                    where s.status in ('active', 'frozen')
                                    group by user_id having date_trunc('month', min(d::date::timestamp)) = ?::timestamp
                                        and max(d)::date = ?::date) x
                                """,
                                cohort.month().plusMonths(i).atEndOfMonth().toString(),
                                cohort.month().atDay(1).toString(),
                                cohort.month().plusMonths(i).atEndOfMonth().toString())));
            }
        }
    }

    private List<RetentionMonth> agreesWithTheDays(YearMonth from, YearMonth to) {
        List<RetentionMonth> months = retention.byMonth(from, to, gym.gym());
        for (RetentionMonth month : months) {
            String counted = gym.jdbi.withHandle(handle -> handle.createQuery(COUNTED)
                    .bind("first", month.month().atDay(1))
                    .bind("last", month.month().atEndOfMonth())
                    .mapTo(String.class)
                    .one());
            assertThat("%d %d %d %d %d %d"
                            .formatted(
                                    month.atStart(),
                                    month.joined(),
                                    month.left(),
                                    month.atEnd(),
                                    month.frozen(),
                                    month.recurring().minorUnits()))
                    .as(month.month().toString())
                    .isEqualTo(counted);
            assertThat(month.atStart() + month.joined() - month.left()).isEqualTo(month.atEnd());
        }
        return months;
    }

    private String months() {
        return retention.byMonth(JANUARY, APRIL, gym.gym()).stream()
                .map(month -> "%s %d +%d -%d %d"
                        .formatted(month.month(), month.atStart(), month.joined(), month.left(), month.atEnd()))
                .collect(Collectors.joining("\n"));
    }

    /** A new member with a history such as {@code approved 2026-01-01, cancelled 2026-02-01}. */
    private long member(String history) {
        long id = gym.members
                .add(new NewUser("Max", "Member", null, null, gym.clock.instant()), null, gym.gym())
                .user()
                .id();
        for (String event : history.split(", ", -1)) {
            if (!event.isEmpty()) {
                event(id, event.substring(0, event.indexOf(' ')), event.substring(event.indexOf(' ') + 1));
            }
        }
        return id;
    }

    private void event(long member, String kind, String day) {
        gym.sql("insert into member_events (member_id, kind, effective_on) values (?, ?, ?::date)", member, kind, day);
    }

    private void freeze(long member, String during) {
        gym.sql("insert into member_freezes (member_id, during) values (?, ?::daterange)", member, during);
    }

    private void subscribe(long member, String plan, String from, String to) {
        gym.sql("""
                insert into memberships (member_id, plan_id, starts_on, ends_on, bill_day)
                select ?, id, ?::date, ?::date, 1 from plans where name = ?
                """, member, from, to, plan);
    }
}
