package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The monthly assessment of dues: a charge for each membership that has a day in the month, once; run again, it adds only
 * what is new.
 *
 * <p>Dues are for the days of the membership in the month on which the member is active and not frozen. Due is the bill
 * day, or the month's last where it has no such day, and never before the membership begins.
 */
public final class Billing {
    /**
     * The dues of memberships for a month, those that are not charged yet. History, where member and membership have none
     * in the month, costs nothing more than a look.
     */
    private static final String DUES = """
            with running as (
                select m.id, m.member_id, m.bill_day, m.starts_on, p.name, p.price, p.proration,
                       greatest(m.starts_on, :first) as begins,
                       least(:last, case when p.on_freeze = 'extend' and m.ends_on is not null
                                             and exists (select from member_freezes f where f.member_id = m.member_id)
                                         then last_day_of(m.id) else m.ends_on end) as ends
                from memberships m join plans p on p.id = m.plan_id
                where (<which>) and p.price > 0 and m.starts_on <= :last
                  and (m.ends_on is null or m.ends_on >= :first or p.on_freeze = 'extend')
                  and not exists (select from charges c where c.membership_id = m.id and c.period = :first)),
            history as (
                select h.member_id, h.kind, h.effective_on as since,
                       lead(h.effective_on, 1, 'infinity') over (partition by h.member_id order by h.effective_on, h.id) as until
                from member_history h
                where h.member_id in (select member_id from running)),
            active as (
                select r.id, r.member_id, greatest(r.begins, h.since) as begins, least(r.ends, h.until - 1) as ends
                from running r join history h on h.member_id = r.member_id and h.kind = 'approved'
                where r.begins <= r.ends and h.since <= r.ends and h.until > r.begins and h.until > h.since),
            days as (
                select id, sum(days)::integer as days
                from (select id, ends - begins + 1 as days from active
                      union all
                      select a.id, greatest(a.begins, lower(f.during)) - least(a.ends + 1, coalesce(upper(f.during), 'infinity'))
                      from active a join member_freezes f
                        on f.member_id = a.member_id and f.during && daterange(a.begins, a.ends, '[]')) part
                group by id)
            select r.id as membership_id, r.member_id, r.name, r.begins as charged_on,
                   greatest(r.starts_on, :first + least(r.bill_day, :days) - 1) as due_on,
                   case when d.days = :days or r.proration = 'full' then r.price
                        when r.proration = 'daily' then half_even(r.price * d.days, :days)
                        else 0 end as amount
            from running r join days d on d.id = r.id
            where d.days > 0
            """;

    private final Jdbi jdbi;
    private final Changes changes;
    private final GymSettings settings;
    private final Clock clock;

    public Billing(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.settings = new GymSettings(jdbi, changes);
        this.clock = clock;
    }

    /**
     * Memberships whose ids are beyond one and up to another.
     *
     * @param after at least 0
     */
    public record Chunk(long after, long upTo) {}

    /**
     * What is to be assessed so that a month is, in order: the months since the last one that was, and the month itself,
     * again if it was; before it, those that have an account that was parked and then accepted.
     *
     * @throws GymException INVALID unless the month has begun in the gym's zone
     */
    public List<YearMonth> monthsToAssess(YearMonth month) {
        checkBegun(month);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select to_char(m, 'YYYY-MM') from (
                            select generate_series(coalesce(max(month) + interval '1 month', :month), :month, '1 month') as m
                            from billing_months
                            union
                            select month from parked_accounts where accepted_at is not null and month < :month
                            union
                            select :month) months
                        order by m
                        """)
                .bind("month", month.atDay(1))
                .mapTo(String.class)
                .map(YearMonth::parse)
                .list());
    }

    /** INVALID unless the month has begun in the gym's zone. */
    private void checkBegun(YearMonth month) {
        Gym gym = settings.current();
        if (month.atDay(1).isAfter(gym.today(clock))) {
            throw new GymException(
                    Kind.INVALID,
                    "%s has not begun yet in %s".formatted(month, gym.zone()),
                    "its dues are assessed from %s on".formatted(month.atDay(1)));
        }
    }

    /**
     * Parks the accounts that look wrong: those that would get more than the gym's charges_a_day on a day. One that does not
     * any more, is parked no longer; one that was accepted stays so.
     */
    public void park(YearMonth month) {
        changes.make("billing park", change -> {
            park(change, month);
            return null;
        });
    }

    private static void park(Change change, YearMonth month) {
        Handle handle = change.handle();
        // Few have so many memberships and other charges, whatever days they are on.
        findDues(handle, month, """
                m.member_id in (
                    select member_id
                    from (select member_id from memberships where starts_on <= :last
                          union all
                          select member_id from charges where charged_on between :first and :last and kind <> 'dues') charged
                    group by member_id having count(*) > (select charges_a_day from gym))
                """, Map.of());
        int parked = handle.createUpdate("""
                        with wrong as (
                            select distinct on (member_id) member_id, charged_on, charges
                            from (select d.member_id, d.charged_on,
                                         count(*) + (select count(*) from charges c
                                                     where c.member_id = d.member_id and c.charged_on = d.charged_on
                                                       and not exists (select from reversed_entries r where r.entry_id = c.entry_id))
                                             as charges
                                  from dues d group by d.member_id, d.charged_on) a_day
                            where charges > (select charges_a_day from gym)
                            order by member_id, charged_on),
                        right_again as (
                            delete from parked_accounts p
                            where month = :first and accepted_at is null
                              and not exists (select from wrong w where w.member_id = p.member_id))
                        insert into parked_accounts as p (member_id, month, reason)
                        select w.member_id, :first, w.charges || ' charges on ' || w.charged_on || ', more than ' || gym.charges_a_day || ' a day'
                        from wrong w cross join gym
                        on conflict (member_id, month) do update set reason = excluded.reason
                        where p.accepted_at is null and p.reason <> excluded.reason
                        """).bind("first", month.atDay(1)).execute();
        handle.execute("drop table dues");
        if (parked > 0) {
            change.note("month", month);
            change.note("parked", parked);
        }
    }

    /** The next memberships after one, by id; empty when there is none. */
    public Optional<Chunk> next(long after, int size) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select max(id) from (select id from memberships where id > :after order by id limit :size) next
                        """)
                .bind("after", after)
                .bind("size", size)
                .map((row, context) -> row.getObject(1, Long.class))
                .findOne()
                .map(upTo -> new Chunk(after, upTo)));
    }

    /** The end of the last chunk; 0 when there is none. */
    public long last() {
        return jdbi.withHandle(handle -> handle.select("select coalesce(max(id), 0) from memberships")
                .mapTo(long.class)
                .one());
    }

    /**
     * Charges the dues of some memberships for a month and posts them to the ledger, in one transaction; those of parked
     * accounts, and those that are charged already, are left out.
     *
     * @return how many charges were made
     */
    public int assess(YearMonth month, Chunk memberships) {
        return changes.make("billing assess", change -> assess(change, month, memberships));
    }

    private static int assess(Change change, YearMonth month, Chunk memberships) {
        Handle handle = change.handle();
        findDues(handle, month, """
                m.id > :after and m.id <= :upTo
                    and not exists (select from parked_accounts p
                                    where p.member_id = m.member_id and p.month = :first and p.accepted_at is null)
                """, Map.of("after", memberships.after(), "upTo", memberships.upTo()));
        int charges = Ledger.record(handle, """
                select 'dues ' || membership_id || ' %1$s' as key, 'dues' as kind, charged_on as value_on,
                       name || ' %1$s' as memo, 'member_receivable' as debit_account, member_id as debit_party,
                       'dues_income' as credit_account, null::bigint as credit_party, amount, membership_id, due_on
                from dues
                """.formatted(month), """
                insert into charges (member_id, kind, memo, amount, charged_on, due_on, membership_id, period, entry_id)
                select p.debit_party, p.kind, p.memo, p.amount, p.value_on, p.due_on, p.membership_id, :period, p.entry_id
                from booked p
                """, Map.of("period", month.atDay(1)));
        if (charges > 0) {
            change.note("month", month);
            change.note("charges", charges);
            change.note(
                    "total",
                    handle.createQuery(
                                    "select decimal_text(sum(amount)::bigint, currency_digits) from dues cross join gym group by currency_digits")
                            .mapTo(String.class)
                            .one());
        }
        handle.execute("drop table dues");
        return charges;
    }

    /** Puts dues into a temporary table first: of what is in a query PostgreSQL would not know how much it is. */
    private static void findDues(Handle handle, YearMonth month, String which, Map<String, ?> parameters) {
        handle.execute("""
                create temp table dues (
                    membership_id bigint, member_id bigint, name text, charged_on date, due_on date, amount bigint) on commit drop
                """);
        handle.createUpdate("insert into dues select * from (" + DUES + ") d where amount > 0 order by membership_id")
                .define("which", which)
                .bindMap(parameters)
                .bind("first", month.atDay(1))
                .bind("last", month.atEndOfMonth())
                .bind("days", month.lengthOfMonth())
                .execute();
        handle.execute("analyze dues");
    }

    /** What is left of prepaid lots on whose last day the month, or today, is over, is the gym's. */
    public void expireLots(YearMonth month) {
        LocalDate nextMonth = month.plusMonths(1).atDay(1);
        LocalDate today = settings.current().today(clock);
        LocalDate before = today.isBefore(nextMonth) ? today : nextMonth;
        changes.make("billing expire", change -> {
            expireLots(change, before);
            return null;
        });
    }

    private static void expireLots(Change change, LocalDate before) {
        Handle handle = change.handle();
        handle.createQuery("""
                        select user_id from members
                        where user_id in (select member_id from prepaid_balances where expires_on < :before and credits_left > 0)
                        order by user_id for no key update
                        """).bind("before", before).mapTo(long.class).list();
        int lots = Ledger.record(handle, """
                select * from (
                    select 'expiry of lot ' || l.id as key, 'prepaid_expiry' as kind, l.expires_on + 1 as value_on,
                           b.credits_left || ' of ' || l.credits || ' classes' as memo,
                           'prepaid_fees' as debit_account, l.member_id as debit_party,
                           'expired_credit_income' as credit_account, null::bigint as credit_party,
                           l.price - coalesce((select sum(release_of(l.price, l.credits, s.number))
                                               from prepaid_spends s where s.lot_id = l.id and not s.undone), 0)::bigint as amount,
                           l.id as lot_id, b.credits_left
                    from prepaid_lots l join prepaid_balances b on b.lot_id = l.id
                    where l.expires_on < :before and b.credits_left > 0) rest
                where amount > 0
                """, """
                insert into prepaid_lot_expiries (lot_id, expired_on, credits, entry_id)
                select p.lot_id, p.value_on, p.credits_left, p.entry_id
                from booked p
                """, Map.of("before", before));
        lots += handle.createUpdate("""
                        insert into prepaid_lot_expiries (lot_id, expired_on, credits)
                        select lot_id, expires_on + 1, credits_left from prepaid_balances
                        where expires_on < :before and credits_left > 0
                        """).bind("before", before).execute();
        if (lots > 0) {
            change.note("lots", lots);
            change.note("before", before);
        }
    }

    /** Uses what members have paid too much for what they owe now. */
    public void useCredit(YearMonth month) {
        changes.make("billing credit", change -> {
            useCredit(change, month);
            return null;
        });
    }

    private static void useCredit(Change change, YearMonth month) {
        int allocations = Allocations.useCredit(change.handle(), Allocations.EVERYONE, Map.of());
        if (allocations > 0) {
            change.note("month", month);
            change.note("allocations", allocations);
        }
    }

    /**
     * Holds the facts against the ledger, and then says that the month is assessed.
     *
     * @throws GymException CONFLICT with both figures when they do not tie; then the month is not marked
     */
    public void close(YearMonth month) {
        changes.make("billing close", change -> {
            close(change, month);
            return null;
        });
    }

    private void close(Change change, YearMonth month) {
        Handle handle = change.handle();
        tie(handle, month);
        int accepted = handle.execute(
                "delete from parked_accounts where month = ? and accepted_at is not null", month.atDay(1));
        int first =
                handle.execute("insert into billing_months (month) values (?) on conflict do nothing", month.atDay(1));
        if (first + accepted > 0) {
            change.note("month", month);
        }
    }

    private void tie(Handle handle, YearMonth month) {
        Gym gym = settings.current();
        handle.createQuery("""
                        with reversed as (select reverses from journal_entries where reverses is not null),
                        booked as (
                            select coalesce(sum(amount) filter (where debit_account = 'member_receivable'), 0)
                                   - coalesce(sum(amount) filter (where credit_account = 'member_receivable'), 0) as receivable,
                                   coalesce(sum(amount) filter (where credit_account = 'member_credit'), 0)
                                   - coalesce(sum(amount) filter (where debit_account = 'member_credit'), 0) as credit,
                                   coalesce(sum(amount) filter (where credit_account = 'prepaid_fees'), 0)
                                   - coalesce(sum(amount) filter (where debit_account = 'prepaid_fees'), 0) as prepaid
                            from transfers),
                        fact as (
                            select (select coalesce(sum(amount), 0) from charges c where not exists (select from reversed where reverses = c.entry_id)) as charged,
                                   (select coalesce(sum(amount), 0) from payments p where not exists (select from reversed where reverses = p.entry_id)) as paid,
                                   (select coalesce(sum(amount), 0) from allocations a where not exists (select from reversed where reverses = a.entry_id)) as allocated,
                                   (select coalesce(sum(amount), 0) from write_offs w where not exists (select from reversed where reverses = w.entry_id)) as written_off,
                                   (select coalesce(sum(amount), 0) from refunds f where not exists (select from reversed where reverses = f.entry_id)) as refunded,
                                   (select coalesce(sum(l.price - coalesce(
                                               (select sum(release_of(l.price, l.credits, s.number))
                                                from prepaid_spends s where s.lot_id = l.id and not s.undone), 0)), 0)
                                    from prepaid_lots l
                                    where not exists (select from prepaid_lot_expiries x where x.lot_id = l.id)
                                      and not exists (select from prepaid_lot_reversals v where v.lot_id = l.id)) as prepaid)
                        select what, in_books::bigint, in_facts::bigint
                        from booked b cross join fact f
                        cross join lateral (values
                            ('member receivable', b.receivable, 'open charges', f.charged - f.allocated - f.written_off),
                            ('member credit', b.credit, 'unused payments', f.paid - f.allocated - f.refunded),
                            ('prepaid fees', b.prepaid, 'prepaid lots', f.prepaid)) t (account, in_books, facts, in_facts)
                        cross join lateral (select account || ' is %s, ' || facts || ' are %s' as what) sentence
                        where in_books <> in_facts
                        """)
                .map((row, context) -> row.getString("what")
                        .formatted(gym.money(row.getLong("in_books")), gym.money(row.getLong("in_facts"))))
                .findFirst()
                .ifPresent(mismatch -> {
                    throw new GymException(
                            Kind.CONFLICT,
                            "billing %s does not tie with the ledger: %s %s".formatted(month, mismatch, gym.currency()),
                            "gymctl finance trial-balance; the charges are made, and the month is not marked as assessed");
                });
    }

    /** What a month's billing comes to by now. */
    public BilledMonth get(YearMonth month) {
        return jdbi.withHandle(handle -> get(handle, month));
    }

    private BilledMonth get(Handle handle, YearMonth month) {
        Gym gym = settings.current();
        List<ParkedAccount> parked = parked(handle, month);
        return handle.createQuery("""
                        select dues.charges, dues.total, expired.credits, expired.total as expired_total, balance.*
                        from (select count(*) as charges, coalesce(sum(c.amount), 0) as total
                              from charges c
                              where c.kind = 'dues' and c.period = :first
                                and not exists (select from reversed_entries r where r.entry_id = c.entry_id)) dues
                        cross join (
                              select coalesce(sum(x.credits), 0) as credits, coalesce(sum(t.amount), 0) as total
                              from prepaid_lot_expiries x left join transfers t on t.entry_id = x.entry_id
                              where x.expired_on > :first and x.expired_on <= :next) expired
                        cross join (
                              select coalesce(sum(amount) filter (where debit_account = 'member_receivable'), 0)
                                     - coalesce(sum(amount) filter (where credit_account = 'member_receivable'), 0) as receivable,
                                     coalesce(sum(amount) filter (where credit_account = 'member_credit'), 0)
                                     - coalesce(sum(amount) filter (where debit_account = 'member_credit'), 0) as credit,
                                     coalesce(sum(amount) filter (where credit_account = 'prepaid_fees'), 0)
                                     - coalesce(sum(amount) filter (where debit_account = 'prepaid_fees'), 0) as prepaid
                              from transfers) balance
                        """)
                .bind("first", month.atDay(1))
                .bind("next", month.plusMonths(1).atDay(1))
                .map((row, context) -> new BilledMonth(
                        month,
                        row.getInt("charges"),
                        money(gym, row, "total"),
                        row.getInt("credits"),
                        money(gym, row, "expired_total"),
                        parked,
                        money(gym, row, "receivable"),
                        money(gym, row, "credit"),
                        money(gym, row, "prepaid")))
                .one();
    }

    private static Money money(Gym gym, ResultSet row, String column) throws SQLException {
        return gym.money(row.getLong(column));
    }

    /** What {@code billing run} would come to, made and taken back. */
    public List<BilledMonth> preview(YearMonth upTo) {
        List<YearMonth> months = monthsToAssess(upTo);
        LocalDate today = settings.current().today(clock);
        return changes.make(
                "billing preview",
                true,
                change -> months.stream()
                        .map(month -> {
                            LocalDate next = month.plusMonths(1).atDay(1);
                            park(change, month);
                            assess(change, month, new Chunk(0, Long.MAX_VALUE));
                            expireLots(change, today.isBefore(next) ? today : next);
                            useCredit(change, month);
                            close(change, month);
                            return get(change.handle(), month);
                        })
                        .toList());
    }

    /** The accounts that are parked, the latest month first. */
    public List<ParkedAccount> parked(Optional<YearMonth> month) {
        return jdbi.withHandle(handle -> parked(handle, month.orElse(null)));
    }

    private static List<ParkedAccount> parked(Handle handle, YearMonth month) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("month", month == null ? null : month.atDay(1));
        return handle.createQuery("""
                        select p.*, to_char(p.month, 'YYYY-MM') as year_month, u.full_name
                        from parked_accounts p join users u on u.id = p.member_id
                        where p.month = coalesce(:month::date, p.month)
                        order by p.month desc, p.member_id
                        """)
                .bindMap(parameters)
                .map((row, context) -> {
                    OffsetDateTime accepted = row.getObject("accepted_at", OffsetDateTime.class);
                    return new ParkedAccount(
                            row.getLong("member_id"),
                            row.getString("full_name"),
                            YearMonth.parse(row.getString("year_month")),
                            row.getString("reason"),
                            row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                            accepted == null ? null : accepted.toInstant());
                })
                .list();
    }

    /**
     * Says that a parked account is right as it is: the next run charges it.
     *
     * @param member id or e-mail
     * @throws GymException NOT_FOUND if the member's account is not parked in that month
     */
    public Outcome<ParkedAccount> accept(String member, YearMonth month) {
        return changes.tell("billing accept", false, change -> {
            Handle handle = change.handle();
            long id = Members.id(handle, member);
            int accepted = handle.execute(
                    "update parked_accounts set accepted_at = now() where member_id = ? and month = ? and accepted_at is null",
                    id,
                    month.atDay(1));
            ParkedAccount account = parked(handle, month).stream()
                    .filter(parked -> parked.memberId() == id)
                    .findFirst()
                    .orElseThrow(() -> new GymException(
                            Kind.NOT_FOUND,
                            "the account of member %d is not parked in %s".formatted(id, month),
                            "gymctl billing parked shows those that are"));
            if (accepted > 0) {
                change.note("member", id);
                change.note("month", month);
            }
            return account;
        });
    }
}
