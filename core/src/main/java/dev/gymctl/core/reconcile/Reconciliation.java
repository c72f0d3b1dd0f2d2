package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.finance.Allocations;
import dev.gymctl.core.finance.Settlements;
import dev.gymctl.core.finance.Statements;
import dev.gymctl.core.finance.Ties;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Banks' statements against the books: each line is taken in once, matched by rules or by people, and explained.
 *
 * <p>A line is booked between its bank and Unidentified receipts when it comes in, so that Bank always is what the bank says;
 * what it turns out to be takes it from there, and back there when it turns out otherwise.
 */
public final class Reconciliation {
    private final Jdbi jdbi;
    private final Changes changes;
    private final GymSettings settings;
    private final Clock clock;

    public Reconciliation(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.settings = new GymSettings(jdbi, changes);
        this.clock = clock;
    }

    /** What would come of a run, or did. */
    public record Run(int settled, ImportedStatements imported, int matched) {}

    /**
     * Makes sure that a month can be reconciled.
     *
     * @throws GymException INVALID unless it has begun in the gym's zone
     */
    public void checkBegun(YearMonth month) {
        Gym gym = settings.current();
        if (month.atDay(1).isAfter(gym.today(clock))) {
            throw new GymException(Kind.INVALID, "%s has not begun yet in %s".formatted(month, gym.zone()));
        }
    }

    /** Settles what was attended in a month and came in from a file, in order of class start; returns how many. */
    public int settle(YearMonth month) {
        return changes.make("reconcile settle", change -> settle(change, month));
    }

    private int settle(Change change, YearMonth month) {
        int settled = new Settlements(clock).settleMonth(change.handle(), month);
        if (settled > 0) {
            change.note("month", month);
            change.note("settled", settled);
        }
        return settled;
    }

    /**
     * Takes statements in, in one transaction; what is there already is left out.
     *
     * @throws GymException CONFLICT when what a bank's account has in the ledger is not its last statement's closing balance; then
     *     nothing is taken in
     */
    public ImportedStatements importFrom(List<StatementSource> files) {
        return changes.make("reconcile import", change -> importFrom(change, files));
    }

    private ImportedStatements importFrom(Change change, List<StatementSource> files) {
        Gym gym = settings.current();
        ImportedStatements imported = new BankStatements(change.handle(), gym).take(files);
        if (!files.isEmpty()) {
            tieBanks(change.handle(), gym);
        }
        if (imported.statements() + imported.details() + imported.quarantined().size() > 0) {
            change.note("statements", imported.statements());
            change.note("lines", imported.lines());
            change.note("duplicates", imported.duplicates());
            change.note("details", imported.details());
            change.note("advised", imported.advised());
            change.note("quarantined", imported.quarantined().size());
        }
        return imported;
    }

    /** Finds out what the lines are that wait, by the rules; returns how many were found out. */
    public int match() {
        return changes.make("reconcile match", this::match);
    }

    private int match(Change change) {
        int returned = ReturnedLines.takeBack(change.handle());
        int matched = new Matching(change.handle()).match();
        if (returned + matched > 0) {
            change.note("matched", matched);
            change.note("returned", returned);
        }
        return returned + matched;
    }

    /** Uses what members have paid too much for what they owe now. */
    public int useCredit() {
        return changes.make("reconcile allocate", change -> useCredit(change));
    }

    private static int useCredit(Change change) {
        int allocations = Allocations.useCredit(change.handle(), Allocations.EVERYONE, Map.of());
        if (allocations > 0) {
            change.note("allocations", allocations);
        }
        return allocations;
    }

    /**
     * Holds the books against the statements and the facts.
     *
     * @throws GymException CONFLICT naming what does not tie
     */
    public void tie() {
        changes.make("reconcile report", change -> {
            tie(change.handle());
            return null;
        });
    }

    private void tie(Handle handle) {
        Gym gym = settings.current();
        tieBanks(handle, gym);
        Ties.check(handle);
        handle.createQuery("""
                        with booked as (
                            select a.code, coalesce(sum(case when t.debit_account = a.code then t.amount else -t.amount end), 0) as amount,
                                   coalesce(sum(case when t.debit_account = a.code then t.amount else -t.amount end)
                                                filter (where coalesce(o.kind, e.kind) = 'opening'), 0) as opening
                            from accounts a
                            left join transfers t on a.code in (t.debit_account, t.credit_account)
                            left join journal_entries e on e.id = t.entry_id left join journal_entries o on o.id = e.reverses
                            where a.code in ('unidentified_receipts', 'clearing') group by a.code),
                        fact as (
                            select 'unidentified_receipts' as code, case when amount > 0 then -open else open end as amount
                            from line_balances where state <> 'reversed'
                            union all
                            select 'clearing', case when t.debit_account = 'clearing' then t.amount else -t.amount end
                            from (select entry_id from payments union all select entry_id from refunds
                                  union all select entry_id from payouts union all select fee_entry_id from returned_payments) f
                            join transfers t on t.entry_id = f.entry_id and 'clearing' in (t.debit_account, t.credit_account)
                            where not exists (select from journal_entries r where r.reverses = f.entry_id)
                            union all
                            select 'clearing', case when l.amount > 0 then -k.amount else k.amount end
                            from live_links k join statement_lines l on l.id = k.line_id where k.kind in ('cleared', 'return')),
                        held as (select code, sum(amount) as amount from fact group by code)
                        select a.name, b.amount::bigint as booked, (b.opening + coalesce(h.amount, 0))::bigint as held
                        from booked b join accounts a using (code) left join held h using (code)
                        where b.amount <> b.opening + coalesce(h.amount, 0)
                        order by b.code limit 1
                        """)
                .map((row, context) -> "%s is %s in the ledger, and lines and payments make it %s"
                        .formatted(
                                row.getString("name"),
                                gym.money(row.getLong("booked")),
                                gym.money(row.getLong("held"))))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new GymException(
                            Kind.CONFLICT,
                            "the books do not tie: " + wrong,
                            "gymctl finance journal shows what is booked");
                });
    }

    /** Per bank account the ledger has what the last statement ends with, and what later lines without balances add. */
    private static void tieBanks(Handle handle, Gym gym) {
        handle.createQuery("""
                        select b.number, x.booked, s.closing, s.closing_on
                        from bank_accounts b
                        cross join lateral (
                            select s.* from statements s
                            where s.bank_account_id = b.id and s.quarantined is null and s.closing is not null
                            order by s.closing_on desc nulls last,
                                     exists (select from statements n
                                             where n.bank_account_id = b.id and n.quarantined is null and n.id <> s.id
                                               and n.opening = s.closing and n.opening_on = s.closing_on and n.closing_on = s.closing_on),
                                     s.id desc
                            limit 1) s
                        cross join lateral (
                            select coalesce((select sum(t.amount) from transfers t where t.debit_account = b.account), 0)
                                 - coalesce((select sum(t.amount) from transfers t where t.credit_account = b.account), 0)
                                 - coalesce((select sum(l.amount) from statement_lines l join statements o on o.id = l.statement_id
                                             where l.bank_account_id = b.id and l.entry_id is not null
                                               and o.closing is null and l.booked_on > s.closing_on), 0) as booked) x
                        where x.booked <> s.closing
                        order by b.id limit 1
                        """)
                .map((row, context) -> "bank account %s is %s in the ledger, and its last statement ends with %s on %s"
                        .formatted(
                                row.getString("number"),
                                gym.money(row.getLong("booked")),
                                gym.money(row.getLong("closing")),
                                row.getString("closing_on")))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new GymException(
                            Kind.CONFLICT,
                            wrong,
                            "a statement between two others is missing: give all of them at once");
                });
    }

    /** What a run would come to, made and taken back. */
    public Run preview(YearMonth month, List<StatementSource> files) {
        return changes.make("reconcile preview", true, change -> {
            int settled = settle(change, month);
            ImportedStatements imported = importFrom(change, files);
            int matched = match(change);
            useCredit(change);
            tie(change.handle());
            return new Run(settled, imported, matched);
        });
    }

    /**
     * What became of a month's lines: the opening balance and all that follows it make the closing. Then, by age at the month's
     * end, what waits of all lines up to then, what is advised and at no line yet, and what is owed of charges.
     */
    public List<ReportRow> report(YearMonth month, Gym gym) {
        List<ReportRow> rows = new ArrayList<>(jdbi.withHandle(handle -> ofMonth(handle, month, gym)));
        new Statements(jdbi)
                .owedByAge(month.atEndOfMonth(), gym)
                .forEach(owed -> rows.add(new ReportRow(month, "owed_" + owed.age(), owed.charges(), owed.amount())));
        return List.copyOf(rows);
    }

    private static List<ReportRow> ofMonth(Handle handle, YearMonth month, Gym gym) {
        return handle.createQuery("""
                        with line as (
                            select l.id, sign(l.amount)::integer as way, l.amount, b.open, b.state
                            from statement_lines l join line_balances b on b.line_id = l.id
                            where l.booked_on between :first and :last and l.duplicate_of is null),
                        part as (
                            select case when k.kind = 'outside' then 'excluded'
                                        when k.rule in ('return', 'manual') then k.rule else 'rule_' || k.rule end as what,
                                   l.id, l.way * k.amount as amount
                            from line l join live_links k on k.line_id = l.id
                            union all
                            select case when state = 'suggested' then 'suggested' else 'unidentified' end, id, way * open
                            from line where open > 0
                            union all
                            select 'reversed', l.id, l.amount - l.way * coalesce((select sum(k.amount) from live_links k where k.line_id = l.id), 0)
                            from line l where l.state = 'reversed'),
                        balance as (
                            select coalesce(sum(case when t.debit_account = b.account then t.amount else -t.amount end)
                                            filter (where e.value_on < :first or e.kind = 'opening'), 0) as opening,
                                   coalesce(sum(case when t.debit_account = b.account then t.amount else -t.amount end), 0) as closing
                            from bank_accounts b join transfers t on b.account in (t.debit_account, t.credit_account)
                            join journal_entries e on e.id = t.entry_id and e.value_on <= :last)
                        select 1 as place, 0 as n, 'opening' as what, 0 as lines, opening as amount from balance
                        union all
                        select 2, 0, w.what, count(distinct p.id)::integer, coalesce(sum(p.amount), 0)
                        from unnest(array['rule_0', 'rule_1', 'rule_2', 'rule_3', 'rule_4', 'return', 'manual', 'excluded', 'reversed',
                                          'suggested', 'unidentified']) w (what)
                        left join part p on p.what = w.what group by w.what
                        union all
                        select 3, 0, 'closing', 0, closing from balance
                        union all
                        select 4, a.n, 'waiting_' || a.age, count(w.amount)::integer, coalesce(sum(w.amount), 0)
                        from unnest(array['to_30', 'to_60', 'to_90', 'over_90']) with ordinality a (age, n)
                        left join (
                            select sign(l.amount) * b.open as amount, :last::date - l.booked_on as days
                            from statement_lines l join line_balances b on b.line_id = l.id
                            where b.open > 0 and l.booked_on <= :last) w
                        on a.age = case when w.days <= 30 then 'to_30' when w.days <= 60 then 'to_60'
                                        when w.days <= 90 then 'to_90' else 'over_90' end
                        group by a.age, a.n
                        union all
                        select 5, 0, 'advised', count(*)::integer, coalesce(sum(l.amount), 0)
                        from statement_lines l
                        where l.advice_id is not null and l.booked_on <= :last
                          and not exists (select from advised_lines a where a.advice_id = l.advice_id)
                        order by place, n, what
                        """)
                .bind("first", month.atDay(1))
                .bind("last", month.atEndOfMonth())
                .map((row, context) -> new ReportRow(
                        month, row.getString("what"), row.getInt("lines"), gym.money(row.getLong("amount"))))
                .list();
    }
}
