package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What members owe. A charge is a fact; it is paid by allocations, written off, or taken back as a whole. */
public final class Charges {
    /** A reference of ours that names a charge: RF, two check digits, C and its number. */
    private static final Pattern REFERENCE = Pattern.compile("RF\\d\\dC(\\d{1,18})");

    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;

    public Charges(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Charges a member; what is left over of payments pays it at once.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for an amount that is none, a day to come, or a due day before it
     */
    public Charge add(NewCharge wanted, Gym gym, boolean trial) {
        Money owed = MemberAccounts.positive(wanted.amount(), gym);
        LocalDate today = gym.today(clock);
        LocalDate chargedOn = wanted.chargedOn() == null ? today : wanted.chargedOn();
        if (chargedOn.isAfter(today)) {
            throw new GymException(Kind.INVALID, "%s is yet to come".formatted(chargedOn), "--due says when to pay");
        }
        ChargeKind kind = wanted.kind();
        return changes.make("finance charge", trial, change -> {
            Handle handle = change.handle();
            long id = MemberAccounts.lock(handle, wanted.member());
            LocalDate dueOn = wanted.dueOn() == null ? chargedOn.plusDays(paymentDays(handle)) : wanted.dueOn();
            if (dueOn.isBefore(chargedOn)) {
                throw new GymException(Kind.INVALID, "it would be due on %s, before %s".formatted(dueOn, chargedOn));
            }
            long charge = insert(
                    handle, id, kind.code(), kind.account(), null, wanted.memo(), owed.minorUnits(), chargedOn, dueOn);
            Allocations.useCredit(handle, id);
            change.note("member", id);
            change.note("charge", charge);
            change.note("kind", kind.code());
            change.note("amount", owed);
            return get(handle, charge, gym);
        });
    }

    /**
     * One charge.
     *
     * @param idOrReference its number or its reference by ISO 11649
     * @throws GymException NOT_FOUND
     */
    public Charge get(String idOrReference, Gym gym) {
        return jdbi.withHandle(handle -> get(handle, id(handle, idOrReference), gym));
    }

    /**
     * A member's charges, the oldest first by due day.
     *
     * @param openOnly only those of which something is owed
     * @throws GymException NOT_FOUND
     */
    public List<Charge> of(String member, boolean openOnly, Gym gym) {
        return jdbi.withHandle(handle -> {
            long id = Members.id(handle, member);
            String which = "c.member_id = :id" + (openOnly ? " and b.open > 0" : "");
            return select(handle, which, Map.of("id", id), gym);
        });
    }

    /** Everybody's charges of which something is owed, the oldest first by due day. */
    public List<Charge> open(Gym gym) {
        return jdbi.withHandle(handle -> select(handle, "b.open > 0", Map.of(), gym));
    }

    /**
     * Gives up what is owed of a charge, or a part of it.
     *
     * @param idOrReference names the charge
     * @param amount null: all that is owed
     * @param reason may be null
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for an amount that is none; CONFLICT if not that much is owed
     */
    public WriteOff writeOff(String idOrReference, BigDecimal amount, String reason, Gym gym, boolean trial) {
        Money given = amount == null ? null : MemberAccounts.positive(amount, gym);
        LocalDate today = gym.today(clock);
        return changes.make("finance write-off", trial, change -> {
            Handle handle = change.handle();
            Charge charge = lock(handle, idOrReference, gym);
            if (charge.open().minorUnits() == 0) {
                throw new GymException(Kind.CONFLICT, "nothing is owed of charge %d".formatted(charge.id()));
            }
            Money gone = given == null ? charge.open() : given;
            if (gone.compareTo(charge.open()) > 0) {
                throw new GymException(
                        Kind.CONFLICT,
                        "of charge %d only %s %s is owed".formatted(charge.id(), charge.open(), gym.currency()));
            }
            LocalDate day = MemberAccounts.dayOfReversal(today, charge.chargedOn());
            long id = MemberAccounts.nextId(handle, "write_offs");
            Map<String, Object> parameters = new HashMap<>();
            parameters.put("id", id);
            parameters.put("charge", charge.id());
            parameters.put("member", charge.memberId());
            parameters.put("amount", gone.minorUnits());
            parameters.put("day", day);
            parameters.put("memo", "charge " + charge.id() + (reason == null ? "" : ", " + reason));
            parameters.put("reason", reason == null ? "" : reason);
            Ledger.record(handle, """
                    select 'write-off ' || :id::bigint as key, 'write_off' as kind, :day::date as value_on, :memo::text as memo,
                           'bad_debt' as debit_account, null::bigint as debit_party,
                           'member_receivable' as credit_account, :member::bigint as credit_party, :amount::bigint as amount
                    """, """
                    insert into write_offs (id, charge_id, amount, written_off_on, reason, entry_id) overriding system value
                    select :id, :charge, :amount, :day, :reason, entry.id from entry
                    """, parameters);
            change.note("member", charge.memberId());
            change.note("charge", charge.id());
            change.note("write_off", id);
            change.note("amount", gone);
            if (reason != null) {
                change.note("reason", reason);
            }
            Money open = gym.money(charge.open().minorUnits() - gone.minorUnits());
            return new WriteOff(id, charge.id(), charge.memberId(), gone, day, reason == null ? "" : reason, open);
        });
    }

    /**
     * Makes one charge inside a change; whoever does uses the member's credit then.
     *
     * @param account that is credited
     * @param party of that account, or null
     * @param memo null: none
     * @return its id
     */
    static long insert(
            Handle handle,
            long member,
            String kind,
            String account,
            Long party,
            String memo,
            long amount,
            LocalDate chargedOn,
            LocalDate dueOn) {
        long id = MemberAccounts.nextId(handle, "charges");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("member", member);
        parameters.put("kind", kind);
        parameters.put("account", account);
        parameters.put("party", party);
        parameters.put("memo", memo == null ? "" : memo);
        parameters.put("amount", amount);
        parameters.put("chargedOn", chargedOn);
        parameters.put("dueOn", dueOn);
        Ledger.record(handle, """
                select 'charge ' || :id::bigint as key, :kind::text as kind, :chargedOn::date as value_on, :memo::text as memo,
                       'member_receivable' as debit_account, :member::bigint as debit_party,
                       :account::text as credit_account, :party::bigint as credit_party, :amount::bigint as amount
                """, """
                insert into charges (id, member_id, kind, memo, amount, charged_on, due_on, entry_id) overriding system value
                select :id, :member, :kind, :memo, :amount, :chargedOn, :dueOn, entry.id from entry
                """, parameters);
        return id;
    }

    /**
     * The id of a charge that is named by number or reference.
     *
     * @throws GymException NOT_FOUND; INVALID if it is neither
     */
    static long id(Handle handle, String idOrReference) {
        return handle.createQuery("select id from charges where id = :id")
                .bind("id", CreditorReference.charge(idOrReference))
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND,
                        "there is no charge '%s'".formatted(idOrReference),
                        "gymctl finance charges MEMBER lists a member's"));
    }

    /** The charge that a payment's reference names, if it is one of ours with the right check digits. */
    static Optional<Long> referred(Handle handle, String reference) {
        String compact = reference.replace(" ", "").toUpperCase(Locale.ROOT);
        Matcher ours = REFERENCE.matcher(compact);
        if (!ours.matches()) {
            return Optional.empty();
        }
        return handle.createQuery("select id from charges where id = :id and charge_reference(id) = :reference")
                .bind("id", Long.parseLong(ours.group(1)))
                .bind("reference", compact)
                .mapTo(Long.class)
                .findOne();
    }

    /** A charge whose member's account nobody else changes until the end of the change. */
    static Charge lock(Handle handle, String idOrReference, Gym gym) {
        long id = id(handle, idOrReference);
        MemberAccounts.lock(handle, get(handle, id, gym).memberId());
        return get(handle, id, gym);
    }

    static Charge get(Handle handle, long id, Gym gym) {
        return select(handle, "c.id = :id", Map.of("id", id), gym).get(0);
    }

    /** How many days after a charge it is due. */
    static int paymentDays(Handle handle) {
        return handle.createQuery("select payment_days from gym")
                .mapTo(int.class)
                .one();
    }

    private static List<Charge> select(Handle handle, String which, Map<String, ?> parameters, Gym gym) {
        return handle.createQuery("""
                        select c.id, c.member_id, u.full_name, c.kind, c.memo, c.amount, b.open, c.charged_on, c.due_on,
                               charge_reference(c.id) as reference, r.reversed_on
                        from charges c
                        join charge_balances b on b.charge_id = c.id
                        join users u on u.id = c.member_id
                        left join reversed_entries r on r.entry_id = c.entry_id
                        where <which>
                        order by c.due_on, c.id
                        """)
                .define("which", which)
                .bindMap(parameters)
                .map((row, context) -> from(row, gym))
                .list();
    }

    private static Charge from(ResultSet row, Gym gym) throws SQLException {
        return new Charge(
                row.getLong("id"),
                row.getLong("member_id"),
                row.getString("full_name"),
                row.getString("kind"),
                row.getString("memo"),
                gym.money(row.getLong("amount")),
                gym.money(row.getLong("open")),
                row.getObject("charged_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getString("reference"),
                row.getObject("reversed_on", LocalDate.class));
    }
}
