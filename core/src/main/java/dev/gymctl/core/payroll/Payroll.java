package dev.gymctl.core.payroll;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.db.PlainJdbc;
import dev.gymctl.core.db.Rows;
import dev.gymctl.core.db.SqlErrors;
import dev.gymctl.core.finance.Ledger;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.money.Money;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The payslips and the monthly rollover that makes them. A month is open until it is closed, and stays closed; a class
 * is paid once, ever; what changes afterwards is corrected in the earliest open month after it.
 */
public final class Payroll {
    private final PlainJdbc plain;
    private final Changes changes;
    private final Clock clock;

    public Payroll(PlainJdbc plain, Changes changes, Clock clock) {
        this.plain = plain;
        this.changes = changes;
        this.clock = clock;
    }

    /** The month if it is closed. */
    public Optional<PayrollPeriod> closed(YearMonth month) {
        return period(plain, month).filter(period -> period.closedAt() != null);
    }

    /** INVALID unless the month is over in the gym's zone. */
    public void checkOver(YearMonth month) {
        Gym gym = GymSettings.current(plain);
        if (!gym.isOver(month, clock)) {
            throw new GymException(
                    Kind.INVALID,
                    "%s is not over yet in %s".formatted(month, gym.zone()),
                    "gymctl payroll preview --month %s shows what it comes to so far".formatted(month));
        }
    }

    /** Coaches without a payslip for the month, by id, beyond one; they need not have earned anything. */
    public List<Long> coachesToPay(YearMonth month, long afterCoachId, int limit) {
        return plain.read("""
                select user_id from coaches c
                where user_id > ?
                  and not exists (select from payslips p where p.month = ? and p.coach_id = c.user_id)
                order by user_id limit ?
                """, row -> row.getLong(1), afterCoachId, month.atDay(1), limit);
    }

    /** Where {@link #coachesToPay} ends; 0 when there is nobody. */
    public long lastCoach() {
        return plain.read("select coalesce(max(user_id), 0) from coaches", row -> row.getLong(1))
                .get(0);
    }

    /**
     * Makes the payslips of some coaches for a month and posts them to the ledger, in one transaction. A coach without a
     * class or an adjustment gets none, nor does one who has it already.
     *
     * @return how many payslips were made
     * @throws GymException INVALID unless the month is over; CONFLICT if it is closed and there is something to pay
     */
    public int pay(YearMonth month, List<Long> coachIds) {
        checkOver(month);
        return changes.make("payroll calculate", change -> pay(change, month, coachIds));
    }

    /** Marks a month closed, once all coaches are paid; INVALID unless it is over. */
    public PayrollPeriod close(YearMonth month) {
        checkOver(month);
        return changes.make("payroll close", change -> {
            PlainJdbc transaction = change.plain();
            begin(transaction, month);
            int closed = transaction.update(
                    "update payroll_periods set closed_at = now() where month = ? and closed_at is null",
                    month.atDay(1));
            PayrollPeriod period = period(transaction, month).orElseThrow();
            if (closed > 0) {
                change.note("month", month);
                change.note("payslips", period.payslips());
                change.note("total", period.total());
            }
            return period;
        });
    }

    /**
     * What the month comes to as things stand: the payslips that a rollover would make now, made and taken back. For a
     * closed month, its payslips.
     *
     * @throws GymException BUSY while another process makes payslips of the month
     */
    public List<Payslip> preview(YearMonth month) {
        if (closed(month).isPresent()) {
            return list(month);
        }
        try {
            return changes.make("payroll preview", true, change -> {
                List<Long> coaches =
                        change.plain().read("select user_id from coaches order by user_id", row -> row.getLong(1));
                pay(change, month, coaches);
                return payslips(change.plain(), month, null);
            });
        } catch (JdbiException e) {
            if (SqlErrors.isUniqueViolation(e)) {
                throw new GymException(
                        Kind.BUSY, "payroll for %s is being run".formatted(month), "try again when it is done", e);
            }
            throw e;
        }
    }

    /** The payslips of a month, by the coach's e-mail; while it is open, those made so far. */
    public List<Payslip> list(YearMonth month) {
        return payslips(plain, month, null);
    }

    /** The same of one coach alone: one or none. */
    public List<Payslip> list(YearMonth month, long coachId) {
        return payslips(plain, month, coachId);
    }

    /** One payslip with its lines; NOT_FOUND if the coach has none for the month. */
    public Payslip get(YearMonth month, String coach) {
        return plain.inTransaction(connection -> {
            PlainJdbc transaction = new PlainJdbc(connection);
            long coachId = Coaches.id(Jdbi.open(connection), coach);
            Payslip payslip = payslips(transaction, month, coachId).stream()
                    .findFirst()
                    .orElseThrow(() -> new GymException(
                            Kind.NOT_FOUND,
                            "coach %s has no payslip for %s".formatted(coach, month),
                            "gymctl payroll list --month %s shows who has".formatted(month)));
            return withLines(transaction, payslip);
        });
    }

    private int pay(Change change, YearMonth month, List<Long> coachIds) {
        Handle handle = change.handle();
        begin(change.plain(), month);
        int lines = handle.createUpdate(CALCULATE)
                .registerArrayType(Long.class, "bigint")
                .bindArray("coaches", Long.class, coachIds)
                .bind("month", month.atDay(1))
                .execute();
        if (lines == 0) {
            return 0;
        }
        handle.registerArrayType(Long.class, "bigint");
        Ledger.post(handle, """
                select 'payslip ' || to_char(p.month, 'YYYY-MM') || ' of coach ' || p.coach_id as key,
                       'payroll' as kind, (p.month + interval '1 month - 1 day')::date as value_on,
                       'payslip ' || to_char(p.month, 'YYYY-MM') as memo,
                       'coach_expense' as debit_account, null::bigint as debit_party,
                       'coach_payable' as credit_account, p.coach_id as credit_party, p.total as amount
                from payslips p
                where p.month = :month and p.coach_id = any (:coaches) and p.total > 0
                """, Map.of("month", month.atDay(1), "coaches", coachIds.toArray(new Long[0])));
        int payslips = handle.createQuery(
                        "select count(*) from payslips where month = :month and coach_id = any (:coaches) and created_at = now()")
                .bind("month", month.atDay(1))
                .bindArray("coaches", Long.class, coachIds)
                .mapTo(int.class)
                .one();
        change.note("month", month);
        change.note("coaches", coachIds.get(0) + " to " + coachIds.get(coachIds.size() - 1));
        change.note("payslips", payslips);
        return payslips;
    }

    /** Makes sure of the month's row; the schema refuses payslips once it is closed. */
    private static void begin(PlainJdbc plain, YearMonth month) {
        plain.update("insert into payroll_periods (month) values (?) on conflict do nothing", month.atDay(1));
    }

    /**
     * Payslips with their lines, for coaches without one in the month: the pay of classes that nobody was paid for yet,
     * corrections (what a class of a closed month pays now, less what it paid so far), adjustments, and what is carried.
     */
    private static final String CALCULATE = """
            with wanted as materialized (
                select unnest(:coaches) as coach_id
                except select coach_id from payslips where month = :month),

            taught as materialized (
                select p.* from class_pay p join wanted using (coach_id)
                where p.local_date >= :month and p.local_date < :month::date + interval '1 month'
                  -- for the index: whatever the zone, no class of the month starts outside of these
                  and p.starts_at >= :month::date - interval '2 days' and p.starts_at < :month::date + interval '1 month 2 days'
                  and not exists (select from payslip_lines l where l.class_id = p.class_id)),

            paid as (
                select l.class_id, s.coach_id, sum(l.amount)::bigint as amount
                from payslip_lines l join payslips s on s.id = l.payslip_id join wanted on wanted.coach_id = s.coach_id
                where l.class_id is not null
                group by l.class_id, s.coach_id),
            due as (
                select p.class_id, p.coach_id, p.pay, p.rate_id from class_pay p join wanted using (coach_id)),
            changed as (
                select class_id, coach_id, due.rate_id, coalesce(due.pay, 0) - coalesce(paid.amount, 0) as amount
                from due full join paid using (class_id, coach_id)
                where coalesce(due.pay, 0) <> coalesce(paid.amount, 0)
                   or -- added late and pays nothing: a line of 0 says that it is dealt with
                      paid.amount is null and not exists (select from payslip_lines l where l.class_id = due.class_id)),
            reach as ( -- the months closed one after the other right before this one: it corrects what changed in them
                select coalesce(min(month), :month) as since
                from (select month, row_number() over (order by month desc) as back
                      from payroll_periods where closed_at is not null and month < :month) closed
                where month = :month::date - back * interval '1 month'),
            retro as (
                select c.*, origin.month as origin
                from reach cross join changed c
                cross join lateral (
                    select coalesce(
                        (select min(s.month) from payslip_lines l join payslips s on s.id = l.payslip_id
                         where l.class_id = c.class_id),
                        (select date_trunc('month', local_date(k.starts_at))::date from classes k where k.id = c.class_id)
                    ) as month) origin
                where origin.month >= reach.since and origin.month < :month),

            line as (
                select t.coach_id, t.starts_at, t.class_id, part.*, t.rate_id, null as memo, null::bigint as adjustment_id
                from taught t
                cross join lateral (values
                    (1, 'class', 1::bigint, 'class', t.per_class, t.per_class),
                    (2, 'hours', t.duration_minutes, 'minute', t.per_hour, t.hours),
                    (3, 'attendees', t.attendees_paid, 'attendee', t.per_attendee, t.attendees),
                    (4, 'minimum', 1, 'class', null, t.minimum_raise),
                    (5, 'maximum', 1, 'class', null, t.maximum_cut))
                    part (position, kind, quantity, unit, unit_price, amount)
                where part.kind = 'class' or part.amount <> 0
                union all
                select r.coach_id, k.starts_at, r.class_id, 6, 'retro', 1, 'class', null, r.amount, r.rate_id,
                       'correction of ' || to_char(r.origin, 'YYYY-MM'), null
                from retro r join classes k on k.id = r.class_id
                union all
                select a.coach_id, a.recorded_at, null, 7, 'adjustment', 1, 'once', null, a.amount, null, a.reason, a.id
                from reach cross join pay_adjustments a join wanted using (coach_id)
                where a.month between reach.since and :month
                  and not exists (select from payslip_lines l where l.adjustment_id = a.id)),
            earned as (
                select coach_id, sum(amount)::bigint as gross, count(*) filter (where kind = 'class') as classes
                from line group by coach_id),
            carried as ( -- a negative total carries forward
                select e.coach_id, coalesce(-sum(l.amount), 0)::bigint as carried_in
                from earned e
                left join payslips s on s.coach_id = e.coach_id
                left join payslip_lines l on l.payslip_id = s.id and l.kind in ('carried_in', 'carried_out')
                group by e.coach_id),
            payslip as (
                insert into payslips (month, coach_id, classes_taught, gross, total)
                select :month, coach_id, e.classes, e.gross, greatest(e.gross + c.carried_in, 0)
                from earned e join carried c using (coach_id)
                order by coach_id
                returning id, coach_id, gross, total)

            insert into payslip_lines
                (payslip_id, class_id, kind, quantity, unit, unit_price, amount, rate_id, memo, adjustment_id)
            select s.id, l.class_id, l.kind, l.quantity, l.unit, l.unit_price, l.amount, l.rate_id, l.memo, l.adjustment_id
            from payslip s
            join (
                select * from line
                union all
                select coach_id, null, null, 8, 'carried_in', 1, 'once', null, carried_in, null, 'carried over from before', null
                from carried where carried_in <> 0
                union all
                select s.coach_id, null, null, 9, 'carried_out', 1, 'once', null, s.total - s.gross - c.carried_in, null, 'carried forward', null
                from payslip s join carried c using (coach_id) where s.total > s.gross + c.carried_in
            ) l using (coach_id)
            order by s.coach_id, l.position > 5, l.starts_at, l.class_id, l.position
            """;

    private static Optional<PayrollPeriod> period(PlainJdbc plain, YearMonth month) {
        return plain
                .read(
                        """
                        select p.closed_at, count(s.id) as payslips, coalesce(sum(s.total), 0) as total, gym.currency
                        from gym cross join payroll_periods p left join payslips s on s.month = p.month
                        where p.month = ?
                        group by p.month, gym.currency
                        """,
                        row -> new PayrollPeriod(
                                month,
                                Rows.instant(row, "closed_at"),
                                row.getInt("payslips"),
                                new Money(row.getLong("total"), Currency.getInstance(row.getString("currency")))),
                        month.atDay(1))
                .stream()
                .findFirst();
    }

    private static List<Payslip> payslips(PlainJdbc plain, YearMonth month, Long coachId) {
        return plain.read(
                """
                select s.coach_id, u.email, u.full_name, s.classes_taught, s.gross, s.total, gym.currency,
                       (select b.paid from pay_balances b where b.payslip_id = s.id) as paid
                from gym cross join payslips s join users u on u.id = s.coach_id
                where s.month = ? and s.coach_id = coalesce(?::bigint, s.coach_id)
                order by u.email collate "C" nulls last, s.coach_id
                """,
                row -> {
                    Currency currency = Currency.getInstance(row.getString("currency"));
                    return new Payslip(
                            month,
                            row.getLong("coach_id"),
                            row.getString("email"),
                            row.getString("full_name"),
                            row.getInt("classes_taught"),
                            new Money(row.getLong("gross"), currency),
                            new Money(row.getLong("total"), currency),
                            new Money(row.getLong("paid"), currency),
                            List.of());
                },
                month.atDay(1),
                coachId);
    }

    private static Payslip withLines(PlainJdbc plain, Payslip payslip) {
        Currency currency = payslip.total().currency();
        List<PayslipLine> lines = plain.read(
                """
                select l.*, c.class_title, c.starts_at
                from payslips s join payslip_lines l on l.payslip_id = s.id left join classes c on c.id = l.class_id
                where s.month = ? and s.coach_id = ?
                order by l.id
                """,
                row -> new PayslipLine(
                        row.getString("kind"),
                        row.getObject("class_id", Long.class),
                        row.getString("class_title"),
                        Rows.instant(row, "starts_at"),
                        row.getLong("quantity"),
                        row.getString("unit"),
                        row.getObject("unit_price", Long.class) == null
                                ? null
                                : new Money(row.getLong("unit_price"), currency),
                        new Money(row.getLong("amount"), currency),
                        row.getObject("rate_id", Long.class),
                        row.getString("memo")),
                payslip.month().atDay(1),
                payslip.coachId());
        return new Payslip(
                payslip.month(),
                payslip.coachId(),
                payslip.coachEmail(),
                payslip.coachName(),
                payslip.classesTaught(),
                payslip.gross(),
                payslip.total(),
                payslip.paid(),
                lines);
    }
}
