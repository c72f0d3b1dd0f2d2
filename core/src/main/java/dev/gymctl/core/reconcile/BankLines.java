package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.finance.Ledger;
import dev.gymctl.core.finance.Payments;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.CreditorReference;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The lines of banks' statements, one by one, and what people say that they are. */
public final class BankLines {
    private static final Pattern LETTERED = Pattern.compile("(?i)([CM])([1-9]\\d{0,17})");
    private static final Pattern PAYOUT = Pattern.compile("(?i)P([1-9]\\d{0,17})");

    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;

    public BankLines(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
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
            List<LineLink> links = LineLink.of(handle, id);
            LocalDate day = line.bookedOn().isAfter(today) ? line.bookedOn() : today;
            for (LineLink link : links) {
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
