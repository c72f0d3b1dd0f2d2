package dev.gymctl.core.payroll;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The pay rates. Two for the same coach and title never overlap; the schema holds that. */
public final class PayRates {
    private static final int MOST_ATTENDEES = 100_000;

    private final Jdbi jdbi;
    private final Changes changes;

    public PayRates(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * Rates, the most specific first within a coach.
     *
     * @param validOn only those valid on that day, or empty for all there ever were
     */
    public List<PayRate> list(Optional<LocalDate> validOn) {
        return jdbi.withHandle(handle -> select(
                handle,
                ":day::date is null or :day between r.valid_from and coalesce(r.valid_to, 'infinity')",
                validOn.orElse(null),
                0));
    }

    /**
     * Sets a rate; setting one that is there already changes nothing.
     *
     * @throws GymException INVALID for an amount the gym's currency does not have; CONFLICT if another rate for the same
     *     coach and title is valid on one of its days, or payroll is closed for one
     */
    public Outcome<PayRate> set(NewPayRate wanted, Gym gym) {
        return changes.tell("rate set", false, change -> {
            Handle handle = change.handle();
            Long coach = wanted.coach() == null ? null : Coaches.id(handle, wanted.coach());
            Optional<PayRate> overlapping = overlapping(handle, coach, wanted);
            if (overlapping.isPresent()) {
                if (isAsWanted(overlapping.get(), wanted, gym)) {
                    return overlapping.get();
                }
                throw new GymException(
                        Kind.CONFLICT,
                        "rate %d is valid on some of these days already"
                                .formatted(overlapping.get().id()),
                        overlapping.get().validFrom().isBefore(wanted.validFrom())
                                ? "gymctl rate end %d --on %s ends it before this one begins"
                                        .formatted(
                                                overlapping.get().id(),
                                                wanted.validFrom().minusDays(1))
                                : null);
            }
            long id = insert(handle, coach, wanted, gym);
            change.note("rate", id);
            return get(handle, id);
        });
    }

    /**
     * Ends a rate: it is valid for the last time on that day.
     *
     * @throws GymException NOT_FOUND; INVALID before the rate begins; CONFLICT if that changes a month whose payroll is
     *     closed
     */
    public Outcome<PayRate> end(long id, LocalDate lastDay) {
        return changes.tell("rate end", false, change -> {
            PayRate before = get(change.handle(), id);
            if (lastDay.isBefore(before.validFrom())) {
                throw new GymException(
                        Kind.INVALID, "rate %d begins on %s, after %s".formatted(id, before.validFrom(), lastDay));
            }
            if (lastDay.equals(before.validTo())) {
                return before;
            }
            change.handle().execute("update pay_rates set valid_to = ? where id = ?", lastDay, id);
            change.note("rate", id);
            change.note("valid_to", before.validTo(), lastDay);
            return get(change.handle(), id);
        });
    }

    /**
     * Adds the rates of a file. One that is there already stays; where only {@code valid_to} differs, it is changed.
     *
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken; then nothing is
     */
    public ImportCounts importFrom(CsvSource source, Gym gym, boolean trial) {
        List<Field> fields = List.of(
                new Field(Column.required("coach"), "text", row -> row.email("coach")),
                new Field(Column.required("class_title"), "text", row -> row.text("class_title")),
                new Field(Column.required("per_class"), "bigint", row -> amount(row, "per_class", gym)),
                new Field(Column.required("per_hour"), "bigint", row -> amount(row, "per_hour", gym)),
                new Field(Column.required("per_attendee"), "bigint", row -> amount(row, "per_attendee", gym)),
                new Field(Column.required("threshold"), "integer", row -> row.integer("threshold", 0, MOST_ATTENDEES)),
                new Field(Column.required("minimum"), "bigint", row -> amount(row, "minimum", gym)),
                new Field(Column.required("maximum"), "bigint", row -> maximum(row, gym)),
                new Field(Column.filled("valid_from"), "date", row -> row.date("valid_from")),
                new Field(Column.required("valid_to"), "date", row -> row.date("valid_to")));
        return changes.make("rate import", trial, change -> {
            Import rates = Import.load(change, source, "rate_rows", fields);
            check(change, rates);
            merge(change.handle(), rates);
            return rates.finish(change, ImportKind.RATE, "rate_id");
        });
    }

    private static void check(Change change, Import rates) {
        change.handle().execute("alter table rate_rows add column coach_id bigint, add column rate_id bigint");
        change.handle().execute("""
                        update rate_rows set coach_id = c.user_id
                        from coaches c join users u on u.id = c.user_id
                        where lower(u.email) = lower(rate_rows.coach)
                        """);
        rates.rejectWhere("""
                select line, 'coach', coach, 'is no coach' from rate_rows
                where coach is not null and coach_id is null order by line
                """);
        rates.rejectWhere("""
                select line, 'valid_to', valid_to::text, 'is before valid_from ' || valid_from from rate_rows
                where valid_to < valid_from order by line
                """);
        rates.throwIfRejected();
        rates.rejectWhere("""
                select line, null, null, 'has none of per_class, per_hour and per_attendee' from rate_rows
                where coalesce(per_class, per_hour, per_attendee) is null order by line
                """);
        rates.rejectWhere("""
                select later.line, 'valid_from', later.valid_from::text, 'overlaps the rate on line ' || min(earlier.line)
                from rate_rows later join rate_rows earlier
                    on earlier.line < later.line
                    and (earlier.coach_id, earlier.class_title) is not distinct from (later.coach_id, later.class_title)
                    and daterange(earlier.valid_from, earlier.valid_to, '[]') && daterange(later.valid_from, later.valid_to, '[]')
                group by later.line, later.valid_from order by later.line
                """);
        change.handle().execute("""
                        update rate_rows n set rate_id = r.id
                        from pay_rates r
                        where (r.coach_id, r.class_title, r.per_class, r.per_hour, r.per_attendee, r.threshold, r.minimum, r.maximum, r.valid_from)
                            is not distinct from (n.coach_id, n.class_title, coalesce(n.per_class, 0), coalesce(n.per_hour, 0),
                                coalesce(n.per_attendee, 0), coalesce(n.threshold, 0), n.minimum, n.maximum, n.valid_from)
                        """);
        rates.rejectWhere("""
                select n.line, 'valid_from', n.valid_from::text, 'overlaps rate ' || min(r.id)
                from rate_rows n join pay_rates r
                    on (r.coach_id, r.class_title) is not distinct from (n.coach_id, n.class_title)
                    and daterange(r.valid_from, r.valid_to, '[]') && daterange(n.valid_from, n.valid_to, '[]')
                    and r.id is distinct from n.rate_id
                where not exists (select from rate_rows ended where ended.rate_id = r.id)
                group by n.line, n.valid_from order by n.line
                """);
        rates.rejectWhere("""
                select n.line, case when r.id is null then 'valid_from' else 'valid_to' end,
                       case when r.id is null then n.valid_from else n.valid_to end::text,
                       'would change pay in ' || to_char(max(p.month), 'YYYY-MM') || ', which is closed'
                from rate_rows n left join pay_rates r on r.id = n.rate_id
                join payroll_periods p on p.closed_at is not null
                    and daterange(p.month, (p.month + interval '1 month')::date) &&
                        case when r.id is null then daterange(n.valid_from, n.valid_to, '[]')
                             else daterange(least(coalesce(r.valid_to, 'infinity'), coalesce(n.valid_to, 'infinity')),
                                      greatest(coalesce(r.valid_to, 'infinity'), coalesce(n.valid_to, 'infinity')), '(]')
                        end
                group by n.line, n.valid_from, n.valid_to, r.id order by n.line
                """);
        rates.throwIfRejected();
    }

    private static void merge(Handle handle, Import rates) {
        rates.remember(ImportKind.RATE, """
                select n.rate_id from rate_rows n join pay_rates r on r.id = n.rate_id
                where r.valid_to is distinct from n.valid_to
                """);
        handle.execute("""
                with ended as (
                    update pay_rates r set valid_to = n.valid_to
                    from rate_rows n
                    where r.id = n.rate_id and r.valid_to is distinct from n.valid_to
                    returning r.id)
                update rate_rows set outcome = 'changed' from ended where rate_rows.rate_id = ended.id
                """);
        handle.execute("""
                with added as (
                    insert into pay_rates (coach_id, class_title, per_class, per_hour, per_attendee, threshold, minimum, maximum, valid_from, valid_to)
                    select coach_id, class_title, coalesce(per_class, 0), coalesce(per_hour, 0), coalesce(per_attendee, 0),
                           coalesce(threshold, 0), minimum, maximum, valid_from, valid_to
                    from rate_rows where rate_id is null order by line
                    returning id, coach_id, class_title, valid_from)
                update rate_rows r set outcome = 'added', rate_id = added.id
                from added
                where (added.coach_id, added.class_title, added.valid_from)
                    is not distinct from (r.coach_id, r.class_title, r.valid_from)
                """);
    }

    private static Long amount(CsvRow row, String column, Gym gym) {
        BigDecimal decimal = row.decimal(column);
        if (decimal == null) {
            return null;
        }
        if (decimal.signum() < 0) {
            row.reject(column, "is negative");
            return null;
        }
        try {
            return gym.money(decimal).minorUnits();
        } catch (GymException e) {
            row.reject(column, e.getMessage());
            return null;
        }
    }

    private static Long maximum(CsvRow row, Gym gym) {
        Long maximum = amount(row, "maximum", gym);
        Long minimum = maximum == null ? null : amount(row, "minimum", gym);
        if (minimum != null && minimum > maximum) {
            row.reject("maximum", "is less than the minimum " + gym.money(minimum));
        }
        return maximum;
    }

    private static Optional<PayRate> overlapping(Handle handle, Long coach, NewPayRate wanted) {
        return handle.createQuery("""
                        select id from pay_rates
                        where (coach_id, class_title) is not distinct from (:coach::bigint, :title::text)
                          and daterange(valid_from, valid_to, '[]') && daterange(:from, :to, '[]')
                        order by valid_from limit 1
                        """)
                .bind("coach", coach)
                .bind("title", wanted.classTitle())
                .bind("from", wanted.validFrom())
                .bind("to", wanted.validTo())
                .mapTo(long.class)
                .findOne()
                .map(id -> get(handle, id));
    }

    private static boolean isAsWanted(PayRate rate, NewPayRate wanted, Gym gym) {
        return rate.perClass().equals(orZero(wanted.perClass(), gym))
                && rate.perHour().equals(orZero(wanted.perHour(), gym))
                && rate.perAttendee().equals(orZero(wanted.perAttendee(), gym))
                && rate.threshold() == wanted.threshold()
                && Optional.ofNullable(rate.minimum())
                        .equals(Optional.ofNullable(wanted.minimum()).map(gym::money))
                && Optional.ofNullable(rate.maximum())
                        .equals(Optional.ofNullable(wanted.maximum()).map(gym::money))
                && rate.validFrom().equals(wanted.validFrom())
                && Optional.ofNullable(rate.validTo()).equals(Optional.ofNullable(wanted.validTo()));
    }

    private static long insert(Handle handle, Long coach, NewPayRate wanted, Gym gym) {
        return handle.createUpdate("""
                        insert into pay_rates (coach_id, class_title, per_class, per_hour, per_attendee, threshold, minimum, maximum, valid_from, valid_to)
                        values (:coach, :title, :perClass, :perHour, :perAttendee, :threshold, :minimum, :maximum, :from, :to)
                        """)
                .bind("coach", coach)
                .bind("title", wanted.classTitle())
                .bind("perClass", orZero(wanted.perClass(), gym).minorUnits())
                .bind("perHour", orZero(wanted.perHour(), gym).minorUnits())
                .bind("perAttendee", orZero(wanted.perAttendee(), gym).minorUnits())
                .bind("threshold", wanted.threshold())
                .bind(
                        "minimum",
                        wanted.minimum() == null
                                ? null
                                : gym.money(wanted.minimum()).minorUnits())
                .bind(
                        "maximum",
                        wanted.maximum() == null
                                ? null
                                : gym.money(wanted.maximum()).minorUnits())
                .bind("from", wanted.validFrom())
                .bind("to", wanted.validTo())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
    }

    private static Money orZero(BigDecimal amount, Gym gym) {
        return amount == null ? gym.money(0) : gym.money(amount);
    }

    private static PayRate get(Handle handle, long id) {
        return select(handle, "r.id = :id", null, id).stream()
                .findFirst()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND, "there is no rate %d".formatted(id), "gymctl rate list shows them all"));
    }

    private static List<PayRate> select(Handle handle, String condition, LocalDate day, long id) {
        return handle.createQuery("""
                        select r.*, u.email, u.full_name, gym.currency
                        from gym cross join pay_rates r left join users u on u.id = r.coach_id
                        where <condition>
                        order by u.email collate "C" nulls last, r.class_title collate "C" nulls last, r.valid_from
                        """)
                .define("condition", condition)
                .bind("day", day)
                .bind("id", id)
                .map((row, context) -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return new PayRate(
                            row.getLong("id"),
                            row.getObject("coach_id", Long.class),
                            row.getString("email"),
                            row.getString("full_name"),
                            row.getString("class_title"),
                            new Money(row.getLong("per_class"), currency),
                            new Money(row.getLong("per_hour"), currency),
                            new Money(row.getLong("per_attendee"), currency),
                            row.getInt("threshold"),
                            moneyOrNull(row, "minimum", currency),
                            moneyOrNull(row, "maximum", currency),
                            row.getObject("valid_from", LocalDate.class),
                            row.getObject("valid_to", LocalDate.class));
                })
                .list();
    }

    private static Money moneyOrNull(ResultSet row, String column, Currency currency) throws SQLException {
        Long minor = row.getObject(column, Long.class);
        return minor == null ? null : new Money(minor, currency);
    }
}
