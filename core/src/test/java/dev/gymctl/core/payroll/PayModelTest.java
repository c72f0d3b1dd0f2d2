package dev.gymctl.core.payroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pay of random classes by random rates, against the formula written once more in decimals. */
class PayModelTest {
    private static final int COACHES = 6;
    private static final int MEMBERS = 9;
    private static final List<String> TITLES = List.of("Yoga", "Boxing", "Spinning", "Tennis");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private record Rate(
            Long coach,
            String title,
            BigDecimal perClass,
            BigDecimal perHour,
            BigDecimal perAttendee,
            int threshold,
            BigDecimal minimum,
            BigDecimal maximum,
            LocalDate from,
            LocalDate to) {}

    private record Taught(long coach, String title, LocalDateTime start, int minutes, int attended) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyClassPaysWhatTheModelSays(long seed) {
        database.reset();
        Random random = new Random(seed);
        TestGym gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Pacific/Auckland");
        List<Long> coaches = new ArrayList<>();
        for (int i = 0; i < COACHES; i++) {
            coaches.add(gym.coach("coach" + i + "@gym.example"));
        }
        gym.activeMembers(MEMBERS);
        List<Rate> rates = rates(random, coaches);
        insertRates(gym, rates);
        List<Taught> taught = classes(random, coaches, 400);
        insertClasses(gym, taught);

        Map<String, String> paid = new HashMap<>();
        gym.jdbi.useHandle(handle -> handle.createQuery("""
                        select c.class_ref, p.pay::numeric / 100
                               || case when p.pay = p.per_class + p.hours + p.attendees + p.minimum_raise + p.maximum_cut
                                  then '' else ' is not the sum of its parts' end as pay
                        from class_pay p join classes c on c.id = p.class_id
                        """)
                .map((row, context) -> paid.put(row.getString(1), row.getString(2)))
                .list());

        for (int i = 0; i < taught.size(); i++) {
            assertThat(new BigDecimal(paid.get("class " + i)))
                    .as("%s by %s", taught.get(i), rates)
                    .isEqualByComparingTo(pay(taught.get(i), rates));
        }
    }

    private static BigDecimal pay(Taught taught, List<Rate> rates) {
        LocalDate day = taught.start().toLocalDate();
        Rate best = null;
        for (Rate rate : rates) {
            boolean applies = (rate.coach() == null || rate.coach() == taught.coach())
                    && (rate.title() == null || rate.title().equals(taught.title()))
                    && !day.isBefore(rate.from())
                    && (rate.to() == null || !day.isAfter(rate.to()));
            if (applies && (best == null || specificity(rate) > specificity(best))) {
                best = rate;
            }
        }
        if (best == null) {
            return BigDecimal.TEN;
        }
        BigDecimal hours = best.perHour()
                .multiply(BigDecimal.valueOf(taught.minutes()))
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_EVEN);
        BigDecimal attendees =
                best.perAttendee().multiply(BigDecimal.valueOf(Math.max(0, taught.attended() - best.threshold())));
        BigDecimal pay = best.perClass().add(hours).add(attendees);
        if (best.minimum() != null) {
            pay = pay.max(best.minimum());
        }
        return best.maximum() == null ? pay : pay.min(best.maximum());
    }

    private static int specificity(Rate rate) {
        return (rate.coach() == null ? 0 : 2) + (rate.title() == null ? 0 : 1);
    }

    /** For everyone, titles, coaches and both: spans of days one after the other, with gaps. */
    private static List<Rate> rates(Random random, List<Long> coaches) {
        List<Rate> rates = new ArrayList<>();
        List<Long> whose = new ArrayList<>(coaches);
        whose.add(null);
        List<String> which = new ArrayList<>(TITLES);
        which.add(null);
        for (Long coach : whose) {
            for (String title : which) {
                LocalDate day = FIRST_DAY.plusDays(random.nextInt(25) - 3);
                while (random.nextInt(3) > 0) {
                    LocalDate to = random.nextInt(6) == 0 ? null : day.plusDays(random.nextInt(9));
                    boolean bounded = random.nextInt(3) == 0;
                    BigDecimal minimum = bounded ? cents(random, 3000) : null;
                    rates.add(new Rate(
                            coach,
                            title,
                            cents(random, 2000),
                            cents(random, 6000),
                            cents(random, 800),
                            random.nextInt(6),
                            minimum,
                            bounded ? minimum.add(cents(random, 500)) : null,
                            day,
                            to));
                    if (to == null) {
                        break;
                    }
                    day = to.plusDays(1 + random.nextInt(3));
                }
            }
        }
        return rates;
    }

    private static BigDecimal cents(Random random, int most) {
        return BigDecimal.valueOf(random.nextInt(3) == 0 ? 0 : random.nextInt(most), 2);
    }

    private static List<Taught> classes(Random random, List<Long> coaches, int count) {
        List<Taught> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(new Taught(
                    coaches.get(random.nextInt(coaches.size())),
                    TITLES.get(random.nextInt(TITLES.size())),
                    FIRST_DAY.atStartOfDay().plusMinutes(random.nextInt(31 * 24 * 60)),
                    1 + random.nextInt(120),
                    random.nextInt(MEMBERS + 1)));
        }
        return classes;
    }

    private static void insertRates(TestGym gym, List<Rate> rates) {
        gym.jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into pay_rates (coach_id, class_title, per_class, per_hour, per_attendee, threshold, minimum,
                                           maximum, valid_from, valid_to)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """);
            for (Rate rate : rates) {
                batch.add(
                        rate.coach(),
                        rate.title(),
                        minor(rate.perClass()),
                        minor(rate.perHour()),
                        minor(rate.perAttendee()),
                        rate.threshold(),
                        minor(rate.minimum()),
                        minor(rate.maximum()),
                        rate.from(),
                        rate.to());
            }
            batch.execute();
        });
    }

    private static Long minor(BigDecimal amount) {
        return amount == null ? null : amount.movePointRight(2).longValueExact();
    }

    private static void insertClasses(TestGym gym, List<Taught> taught) {
        gym.jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into classes (class_ref, class_title, coach_id, starts_at, ends_at, capacity, overlap_allowed)
                    select ?, ?, ?, t, t + ? * interval '1 minute', 20, true
                    from (select ?::timestamp at time zone 'Pacific/Auckland' as t) start
                    """);
            for (int i = 0; i < taught.size(); i++) {
                Taught one = taught.get(i);
                batch.add("class " + i, one.title(), one.coach(), one.minutes(), Objects.toString(one.start()));
            }
            batch.execute();
            PreparedBatch attendance = handle.prepareBatch("""
                    insert into enrollments (class_id, member_id, starts_at, ends_at, status, overlap_allowed)
                    select c.id, m.user_id, c.starts_at, c.ends_at, 'attended', true
                    from classes c cross join (select user_id from members order by user_id limit ?) m
                    where c.class_ref = ?
                    """);
            for (int i = 0; i < taught.size(); i++) {
                attendance.add(taught.get(i).attended(), "class " + i);
            }
            attendance.execute();
        });
    }
}
