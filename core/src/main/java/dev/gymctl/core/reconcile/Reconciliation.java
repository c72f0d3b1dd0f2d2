package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Allocations;
import dev.gymctl.core.finance.Ledger;
import dev.gymctl.core.finance.Payments;
import dev.gymctl.core.finance.Settlements;
import dev.gymctl.core.finance.Statements;
import dev.gymctl.core.finance.Ties;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.CreditorReference;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Banks' statements against the books: each line is taken in once, matched by rules or by people, and explained.
 *
 * <p>A line is booked between its bank and Unidentified receipts when it comes in, so that Bank always is what the bank says;
 * what it turns out to be takes it from there, and back there when it turns out otherwise.
 */
public final class Reconciliation {
    private static final Pattern LETTERED = Pattern.compile("(?i)([CM])([1-9]\\d{0,17})");
    private static final Pattern PAYOUT = Pattern.compile("(?i)P([1-9]\\d{0,17})");

    /**
     * Lines that take an earlier one back, where exactly one fits. It goes from few pairs to their lines: the other way around,
     * each line would ask for all pairs.
     */
    private static final String RETURNS = """
            with gone as materialized (
                select l.* from live_lines l
                where l.reversal or l.returned is not null
                union all
                select l.* from line_details d join live_lines l on l.id = d.line_id
                where d.returned is not null and not l.reversal and l.returned is null),
            back as materialized (
                select g.id, g.bank_account_id, g.booked_on, g.amount, coalesce(g.end_to_end_id, d.end_to_end_id) as end_to_end_id,
                       coalesce(g.reference, d.reference) as reference, coalesce(g.payer_account, d.payer_account) as payer_account, g.text,
                       g.reversal, coalesce(g.returned, d.returned) as returned, coalesce(g.fee, d.fee) as fee
                from gone g left join line_details d on d.line_id = g.id
                where not exists (select from line_links k where k.line_id = g.id)
                  and not exists (select from line_reversals v where v.line_id = g.id)
                  and not exists (select from line_reversals v where v.reverses = g.id)),
            pair as materialized (
                select l.id, o.id as original from back l join statement_lines o on o.end_to_end_id = l.end_to_end_id
                union
                select l.id, o.line_id from back l join line_details o on o.end_to_end_id = l.end_to_end_id
                union
                select l.id, o.id from back l join statement_lines o on o.reference = l.reference
                where l.end_to_end_id is null
                union
                select l.id, o.id from back l join statement_lines o on o.payer_account = l.payer_account and o.text = l.text
                where l.end_to_end_id is null and l.reference is null and l.reversal),
            fits as (
                select l.id, o.id as original, l.booked_on, l.returned, l.amount + o.amount as rest,
                       count(*) over (partition by l.id) as originals, count(*) over (partition by o.id) as returns
                from pair p
                join back l on l.id = p.id
                cross join lateral (select * from live_lines where id = p.original offset 0) o
                where o.bank_account_id = l.bank_account_id and o.booked_on <= l.booked_on
                  and (l.amount = -o.amount or l.amount < 0 and l.fee is not null and l.amount = -o.amount - l.fee)
                  and not (o.reversal or o.returned is not null)
                  and not exists (select from line_reversals v where v.line_id = o.id)
                  and not exists (select from line_reversals v where v.reverses = o.id))
            select f.id, f.original, -f.rest as fee, f.booked_on, coalesce(f.returned, 'reversed by the bank') as reason
            from fits f
            where f.originals = 1 and f.returns = 1
            order by f.id
            """;

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
        int returned = takeBackReturned(change.handle());
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

    private record Returned(long line, long original, long fee, LocalDate day, String reason) {}

    /** Returned debits and reversals: what the first line had become is taken back, and what the bank took is booked apart. */
    private static int takeBackReturned(Handle handle) {
        List<Returned> all = handle.createQuery(RETURNS)
                .map((row, context) -> new Returned(
                        row.getLong("id"),
                        row.getLong("original"),
                        row.getLong("fee"),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("reason")))
                .list();
        int done = 0;
        for (Returned returned : all) {
            done += takeBack(handle, returned) ? 1 : 0;
        }
        return done;
    }

    private record Link(long id, String kind, Long payment, long entry, boolean refunded) {}

    private static boolean takeBack(Handle handle, Returned returned) {
        List<Link> links = links(handle, returned.original());
        boolean cleared = links.stream().anyMatch(link -> link.kind().equals("cleared"));
        if (links.stream().anyMatch(Link::refunded)
                || (cleared && (links.size() > 1 || links.get(0).payment() == null))) {
            return false; // waits for a person
        }
        Long feeEntry = returned.fee() > 0 ? bookFee(handle, returned) : null;
        if (cleared) {
            Payments.takeBackByStatement(
                    handle,
                    links.get(0).payment(),
                    returned.day(),
                    returned.reason(),
                    Math.max(0, returned.fee()),
                    feeEntry);
            Ledger.record(
                    handle,
                    """
                    select 'return of line ' || l.id as key, 'clearing' as kind, l.booked_on as value_on, 'line ' || l.id as memo,
                           'clearing' as debit_account, null::bigint as debit_party,
                           'unidentified_receipts' as credit_account, null::bigint as credit_party, o.amount
                    from statement_lines l cross join statement_lines o where l.id = :line and o.id = :original
                    """,
                    """
                    insert into line_links (line_id, kind, amount, payment_id, rule, reason, entry_id)
                    select :line, 'return', p.amount, :payment, 'return', :reason, p.entry_id from booked p
                    """,
                    Map.of(
                            "line", returned.line(),
                            "original", returned.original(),
                            "payment", links.get(0).payment(),
                            "reason", returned.reason()));
            return true;
        }
        boolean first = true;
        for (Link link : links) {
            if (link.kind().equals("payment")) {
                Payments.takeBackByStatement(
                        handle,
                        link.payment(),
                        returned.day(),
                        returned.reason(),
                        first ? Math.max(0, returned.fee()) : 0,
                        first ? feeEntry : null);
                first = false;
            } else {
                Ledger.reverse(
                        handle, "select :entry::bigint as entry_id", Map.of("entry", link.entry()), returned.day());
            }
        }
        handle.execute(
                "insert into line_reversals (line_id, reverses, reason) values (?, ?, ?)",
                returned.line(),
                returned.original(),
                returned.reason());
        handle.execute("delete from line_findings where line_id in (?, ?)", returned.line(), returned.original());
        return true;
    }

    private static Long bookFee(Handle handle, Returned returned) {
        Ledger.record(handle, """
                select 'fee of line ' || :line::bigint as key, 'bank_fee' as kind, :day::date as value_on, 'line ' || :line::bigint as memo,
                       'bank_fees' as debit_account, null::bigint as debit_party,
                       'unidentified_receipts' as credit_account, null::bigint as credit_party, :fee::bigint as amount
                """, """
                insert into line_links (line_id, kind, amount, rule, reason, entry_id)
                select :line, 'fee', p.amount, 'return', 'fee of the bank', p.entry_id from booked p
                """, Map.of("line", returned.line(), "day", returned.day(), "fee", returned.fee()));
        return handle.createQuery("select id from journal_entries where idempotency_key = :key")
                .bind("key", "fee of line " + returned.line())
                .mapTo(long.class)
                .one();
    }

    private static List<Link> links(Handle handle, long line) {
        return handle.createQuery("""
                        select k.id, k.kind, k.payment_id, k.entry_id,
                               exists (select from refunds f where f.payment_id = k.payment_id
                                       and not exists (select from reversed_entries r where r.entry_id = f.entry_id)) as refunded
                        from live_links k where k.line_id = :line order by k.id
                        """)
                .bind("line", line)
                .map((row, context) -> new Link(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getObject("payment_id", Long.class),
                        row.getLong("entry_id"),
                        row.getBoolean("refunded")))
                .list();
    }

    /**
     * Lines, the oldest first.
     *
     * @param state null: of any
     */
    public List<BankLine> lines(LineState state, Gym gym) {
        return jdbi.withHandle(handle -> select(
                handle,
                state == null ? "true" : "b.state = :state",
                state == null ? Map.of() : Map.of("state", state.code()),
                gym));
    }

    /**
     * One line.
     *
     * @throws GymException NOT_FOUND
     */
    public BankLine line(long id, Gym gym) {
        return jdbi.withHandle(handle -> line(handle, id, gym));
    }

    private static BankLine line(Handle handle, long id, Gym gym) {
        return select(handle, "l.id = :id", Map.of("id", id), gym).stream()
                .findFirst()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND, "there is no line %d".formatted(id), "gymctl reconcile lines lists them"));
    }

    /**
     * Says what a line that came in is: payment of these charges, in this order, and then of these members' oldest. What the last
     * gets too much is credit. And what one that went out is: these payouts to coaches, each as a whole.
     *
     * @param targets charges ({@code 12}, {@code C12} or a payment reference) and members ({@code M7}, an e-mail or a payment
     *     reference); payouts ({@code P12})
     * @param amount of the line that is used; null: all that is left of it
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for an amount that is none; CONFLICT if the line has not that much left, or went out
     */
    public BankLine match(long id, List<String> targets, BigDecimal amount, Gym gym, boolean trial) {
        return changes.make("reconcile match", trial, change -> {
            Handle handle = change.handle();
            BankLine line = line(handle, id, gym);
            if (line.amount().isNegative()) {
                matchPayouts(change, line, targets, amount, gym);
                return line(handle, id, gym);
            }
            long rest = usable(line, amount == null ? line.open() : gym.money(amount), gym);
            Map<Long, Long> shares = new LinkedHashMap<>();
            handle.execute(
                    "create temp table named (line_id bigint, rule integer, position integer, member_id bigint, charge_id bigint) on commit drop");
            long member = 0;
            int position = 0;
            for (String target : targets) {
                Optional<Long> charge = charge(handle, target);
                member = charge.isPresent()
                        ? number(handle, "select member_id from charges where id = ?", charge.get())
                        : member(handle, target);
                position++;
                handle.execute("insert into named values (?, 0, ?, ?, ?)", id, position, member, charge.orElse(null));
                long owed = number(
                        handle,
                        charge.isPresent()
                                ? "select open from charge_balances where charge_id = ?"
                                : "select coalesce(sum(open), 0)::bigint from charge_balances where member_id = ?",
                        charge.orElse(member));
                long part = Math.min(rest, owed);
                shares.merge(member, part, Long::sum);
                rest -= part;
            }
            shares.merge(member, rest, Long::sum);
            handle.execute(
                    "create temp table decided (line_id bigint, member_id bigint, amount bigint, booked_on date, reference text, rule text, reason text) on commit drop");
            shares.forEach((who, part) -> {
                if (part > 0) {
                    handle.execute(
                            "insert into decided values (?, ?, ?, ?, ?, 'manual', ?)",
                            id,
                            who,
                            part,
                            line.bookedOn(),
                            line.reference(),
                            "matched by " + change.operator().name());
                }
            });
            Matching.pay(handle);
            handle.execute("drop table named, decided");
            handle.execute("delete from line_findings where line_id = ?", id);
            change.note("line", id);
            shares.forEach((who, part) -> change.note("member_" + who, gym.money(part)));
            return line(handle, id, gym);
        });
    }

    private static void matchPayouts(Change change, BankLine line, List<String> targets, BigDecimal amount, Gym gym) {
        if (!targets.stream().allMatch(target -> PAYOUT.matcher(target).matches())) {
            throw new GymException(
                    Kind.CONFLICT,
                    "line %d went out".formatted(line.id()),
                    "P12 says that it is payout 12; gymctl finance refund or return, or payroll pay, records what it was, and the next run matches it; reconcile exclude says that it is not the gym's");
        }
        Handle handle = change.handle();
        List<Long> payouts = targets.stream()
                .map(target -> Long.parseLong(target.substring(1)))
                .distinct()
                .toList();
        long sum = 0;
        for (long payout : payouts) {
            sum += transferred(handle, payout);
        }
        if (amount != null && gym.money(amount).minorUnits() != sum) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the payouts come to %s %s, and each is on a statement as a whole"
                            .formatted(gym.money(sum), gym.currency()));
        }
        usable(line, gym.money(sum), gym);
        Ledger.record(
                handle.registerArrayType(Long.class, "bigint"),
                """
                select 'clearing of line ' || l.id || ' by payout ' || p.id || ' no. '
                       || (select count(*) + 1 from line_links k where k.line_id = l.id and k.payout_id = p.id) as key,
                       'clearing' as kind, l.booked_on as value_on, 'line ' || l.id as memo,
                       'clearing' as debit_account, null::bigint as debit_party,
                       'unidentified_receipts' as credit_account, null::bigint as credit_party, p.amount, p.id as payout_id
                from statement_lines l cross join payouts p where l.id = :line and p.id = any (:payouts)
                """,
                """
                insert into line_links (line_id, kind, amount, payout_id, rule, reason, entry_id)
                select :line, 'cleared', p.amount, p.payout_id, 'manual', :reason, p.entry_id from booked p order by p.payout_id
                """,
                Map.of(
                        "line",
                        line.id(),
                        "payouts",
                        payouts.toArray(new Long[0]),
                        "reason",
                        "matched by " + change.operator().name()));
        handle.execute("delete from line_findings where line_id = ?", line.id());
        change.note("line", line.id());
        payouts.forEach(payout -> change.note("payout_" + payout, "cleared"));
    }

    /** The amount of a payout that can be on a statement, in minor units. */
    private static long transferred(Handle handle, long payout) {
        return handle.createQuery("select amount, method from payouts where id = :id")
                .bind("id", payout)
                .map((row, context) -> {
                    if (row.getString("method").equals("cash")) {
                        throw new GymException(
                                Kind.CONFLICT, "payout %d was in cash, and is on no statement".formatted(payout));
                    }
                    return row.getLong("amount");
                })
                .findOne()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND,
                        "there is no payout %d".formatted(payout),
                        "gymctl payroll payouts lists them"));
    }

    private static void requireLive(BankLine line) {
        if (line.state() == LineState.SPLIT) {
            throw new GymException(
                    Kind.CONFLICT,
                    "line %d is split: its details are lines of their own".formatted(line.id()),
                    "gymctl reconcile lines lists them");
        } else if (line.state() == LineState.ADVISED) {
            throw new GymException(
                    Kind.CONFLICT, "line %d is not booked yet".formatted(line.id()), "it %s".formatted(line.reason()));
        }
    }

    private static long usable(BankLine line, Money used, Gym gym) {
        requireLive(line);
        if (used.compareTo(line.open()) > 0 || line.open().minorUnits() == 0) {
            throw new GymException(
                    Kind.CONFLICT,
                    "of line %d only %s %s is left".formatted(line.id(), line.open(), gym.currency()),
                    "gymctl reconcile unmatch %d takes back what it was matched to".formatted(line.id()));
        } else if (used.minorUnits() <= 0) {
            throw new GymException(Kind.INVALID, "the amount %s is not greater than zero".formatted(used));
        }
        return used.minorUnits();
    }

    /** The charge that a target names, unless it names a member. */
    private static Optional<Long> charge(Handle handle, String target) {
        Matcher lettered = LETTERED.matcher(target);
        Optional<Long> id = Optional.empty();
        if (lettered.matches()) {
            id = lettered.group(1).equalsIgnoreCase("C") ? Optional.of(Long.parseLong(lettered.group(2))) : id;
        } else if (target.matches("[1-9]\\d{0,17}")) {
            id = Optional.of(Long.parseLong(target));
        } else if (CreditorReference.isMeantBy(target)) {
            CreditorReference reference = CreditorReference.parse(target);
            id = reference.charge().isPresent() ? Optional.of(reference.charge().getAsLong()) : id;
        }
        id.ifPresent(charge -> {
            if (number(handle, "select count(*) from charges where id = ?", charge) == 0) {
                throw new GymException(
                        Kind.NOT_FOUND,
                        "there is no charge '%s'".formatted(target),
                        "a member is named by M and the number, or an e-mail");
            }
        });
        return id;
    }

    private static long member(Handle handle, String target) {
        Matcher lettered = LETTERED.matcher(target);
        if (lettered.matches()) {
            return Members.id(handle, lettered.group(2));
        } else if (CreditorReference.isMeantBy(target)) {
            return Members.id(
                    handle,
                    String.valueOf(CreditorReference.parse(target)
                            .member()
                            .orElseThrow(() -> new GymException(
                                    Kind.INVALID, "'%s' names neither a charge nor a member".formatted(target)))));
        }
        return Members.id(handle, target);
    }

    /**
     * Takes back what was made of a line; the next runs leave it to people.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; CONFLICT when something of its payment was refunded, or it is reversed
     */
    public Outcome<BankLine> unmatch(long id, Gym gym, boolean trial) {
        LocalDate today = gym.today(clock);
        return changes.tell("reconcile unmatch", trial, change -> {
            Handle handle = change.handle();
            BankLine line = line(handle, id, gym);
            if (line.state() == LineState.REVERSED) {
                throw new GymException(
                        Kind.CONFLICT, "line %d and its reversal by the bank belong together".formatted(id));
            }
            List<Link> links = links(handle, id);
            LocalDate day = line.bookedOn().isAfter(today) ? line.bookedOn() : today;
            for (Link link : links) {
                if (link.kind().equals("return")) {
                    throw new GymException(
                            Kind.CONFLICT, "line %d says that payment %d went back".formatted(id, link.payment()));
                } else if (link.kind().equals("payment")) {
                    Payments.takeBackOfLine(handle, link.payment(), day);
                } else {
                    Ledger.reverse(handle, "select :entry::bigint as entry_id", Map.of("entry", link.entry()), day);
                }
            }
            if (!links.isEmpty()) {
                handle.execute("""
                        insert into line_findings (line_id, rule, reason) values (?, 'manual', 'was taken apart: gymctl reconcile match says what it is')
                        on conflict (line_id) do update set rule = excluded.rule, reason = excluded.reason, member_id = null, charge_id = null
                        """, id);
                change.note("line", id);
                change.note("links", links.size());
            }
            return line(handle, id, gym);
        });
    }

    /**
     * Says that what is left of a line is not the business of gymctl.
     *
     * @param reason null: none
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; CONFLICT when nothing is left of it
     */
    public Outcome<BankLine> exclude(long id, String reason, Gym gym, boolean trial) {
        return changes.tell("reconcile exclude", trial, change -> {
            Handle handle = change.handle();
            BankLine line = line(handle, id, gym);
            requireLive(line);
            if (line.state() == LineState.EXCLUDED) {
                return line;
            } else if (line.open().minorUnits() == 0) {
                throw new GymException(
                        Kind.CONFLICT,
                        "nothing is left of line %d".formatted(id),
                        "gymctl reconcile unmatch %d takes back what it was matched to".formatted(id));
            }
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("line", id);
            parameters.put("open", line.open().minorUnits());
            parameters.put("in", !line.amount().isNegative());
            parameters.put("day", line.bookedOn());
            parameters.put(
                    "reason",
                    reason == null || reason.isBlank()
                            ? "excluded by " + change.operator().name()
                            : reason);
            Ledger.record(handle, """
                    select 'exclusion of line ' || :line::bigint || ' no. '
                           || (select count(*) + 1 from line_links where line_id = :line and kind = 'outside') as key,
                           'exclusion' as kind, :day::date as value_on, 'line ' || :line::bigint as memo,
                           case when :in then 'unidentified_receipts' else 'outside_gymctl' end as debit_account,
                           null::bigint as debit_party,
                           case when :in then 'outside_gymctl' else 'unidentified_receipts' end as credit_account,
                           null::bigint as credit_party, :open::bigint as amount
                    """, """
                    insert into line_links (line_id, kind, amount, rule, reason, entry_id)
                    select :line, 'outside', p.amount, 'manual', :reason, p.entry_id from booked p
                    """, parameters);
            handle.execute("delete from line_findings where line_id = ?", id);
            change.note("line", id);
            change.note("amount", line.open());
            change.note("reason", parameters.get("reason"));
            return line(handle, id, gym);
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

    private static long number(Handle handle, String query, long id) {
        return handle.createQuery(query).bind(0, id).mapTo(long.class).one();
    }

    private static List<BankLine> select(Handle handle, String which, Map<String, ?> parameters, Gym gym) {
        return handle.createQuery("""
                        select l.*, a.number, b.open, b.state, t.file, coalesce(k.rule, f.rule) as decided_by,
                               case b.state when 'split' then 'its ' || sa.details || ' details are lines of their own'
                                            when 'advised' then w.reason when 'duplicate' then 'tells of line ' || p.line_id
                                            else coalesce(k.reason, v.reason, f.reason) end as because,
                               coalesce(k.member_id, f.member_id) as member_id, f.charge_id, k.coach_id,
                               case when p.splits then p.line_id end as part_of
                        from statement_lines l
                        join line_balances b on b.line_id = l.id
                        join bank_accounts a on a.id = l.bank_account_id
                        join statements t on t.id = l.statement_id
                        left join line_findings f on f.line_id = l.id
                        left join line_reversals v on v.line_id = l.id or v.reverses = l.id
                        left join advised_lines p on p.advice_id = l.advice_id
                        left join advice_findings w on w.advice_id = l.advice_id
                        left join advised_lines s on s.line_id = l.id and s.splits
                        left join advices sa on sa.id = s.advice_id
                        left join lateral (
                            select k.rule, k.reason, p.member_id, o.coach_id
                            from live_links k left join payments p on p.id = k.payment_id left join payouts o on o.id = k.payout_id
                            where k.line_id = l.id order by k.id limit 1) k on true
                        where <which>
                        order by l.booked_on, l.id
                        """)
                .define("which", which)
                .bindMap(parameters)
                .map((row, context) -> from(row, gym))
                .list();
    }

    private static BankLine from(ResultSet row, Gym gym) throws SQLException {
        return new BankLine(
                row.getLong("id"),
                row.getString("number"),
                row.getObject("booked_on", LocalDate.class),
                gym.money(row.getLong("amount")),
                gym.money(row.getLong("open")),
                LineState.of(row.getString("state")),
                row.getString("decided_by"),
                row.getString("because"),
                row.getObject("member_id", Long.class),
                row.getObject("charge_id", Long.class),
                row.getString("payer_name"),
                row.getString("payer_account"),
                row.getString("reference"),
                row.getString("text"),
                row.getString("file"),
                row.getLong("line"),
                row.getObject("coach_id", Long.class),
                row.getObject("part_of", Long.class));
    }
}
