package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What members paid, what is left over of it, and what of it was given back. */
public final class Payments {
    /** Keys that are made here; nobody else gives one like it. */
    private static final Pattern MADE_KEY = Pattern.compile("made-\\d+");

    /** A reference of ours that names a member. */
    private static final Pattern MEMBER_REFERENCE = Pattern.compile("RF\\d\\dM(\\d{1,18})");

    private final Jdbi jdbi;
    private final Changes changes;
    private final Clock clock;

    public Payments(Jdbi jdbi, Changes changes, Clock clock) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Records money received, and pays with it what the member owes: the charge that it names, then the oldest. What is
     * left over is credit. With the key of a payment that is there already, and the same in it, it changes nothing.
     *
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for an amount that is none or a day to come; CONFLICT for a key of another
     *     payment, a charge of somebody else, or one of which nothing is owed
     */
    public Outcome<Payment> receive(NewPayment wanted, Gym gym, boolean trial) {
        Money amount = MemberAccounts.positive(wanted.amount(), gym);
        requireKey(wanted.key());
        LocalDate today = gym.today(clock);
        LocalDate receivedOn = wanted.receivedOn() == null ? today : wanted.receivedOn();
        if (receivedOn.isAfter(today)) {
            throw new GymException(Kind.INVALID, "%s is yet to come".formatted(receivedOn));
        }
        return changes.tell("finance pay", trial, change -> {
            Handle handle = change.handle();
            long member = MemberAccounts.lock(handle, wanted.member());
            Optional<Payment> before = withKey(handle, wanted.key(), gym);
            if (before.isPresent()) {
                return same(before.get(), member, amount, wanted);
            }
            Optional<Long> charge = charge(handle, member, wanted, gym);
            long payment = MemberAccounts.nextId(handle, "payments");
            boolean recorded = insert(
                    handle, payment, member, amount, wanted.method(), wanted.key(), wanted.reference(), receivedOn);
            if (!recorded) { // by somebody else for another member, just now
                return same(withKey(handle, wanted.key(), gym).orElseThrow(), member, amount, wanted);
            }
            charge.ifPresent(first -> Allocations.allocate(handle, payment, first));
            Allocations.useCredit(handle, member);
            note(change, payment, member, amount);
            return find(handle, payment, gym);
        });
    }

    /**
     * One payment.
     *
     * @throws GymException NOT_FOUND
     */
    public Payment get(long id, Gym gym) {
        return jdbi.withHandle(handle -> find(handle, id, gym));
    }

    /**
     * A member's payments, the oldest first.
     *
     * @throws GymException NOT_FOUND
     */
    public List<Payment> of(String member, Gym gym) {
        return jdbi.withHandle(
                handle -> select(handle, "p.member_id = :id", Map.of("id", Members.id(handle, member)), gym));
    }

    /**
     * Gives back what is left over of a member's payments, the oldest first.
     *
     * @param method null: as each was paid, and what was debited by a transfer
     * @param key of the refund; null: one is made. With the key of one that is there already, and the same in it, nothing
     *     is changed
     * @param payment only what is left of this; null: of any
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for an amount that is none; CONFLICT if not that much is left over, or for a
     *     key of another refund
     */
    public Outcome<List<Refund>> refund(
            String member, BigDecimal amount, RefundMethod method, String key, Long payment, Gym gym, boolean trial) {
        Money wanted = MemberAccounts.positive(amount, gym);
        requireKey(key);
        LocalDate today = gym.today(clock);
        return changes.tell("finance refund", trial, change -> {
            Handle handle = change.handle();
            long id = MemberAccounts.lock(handle, member);
            List<Refund> before = key == null ? List.of() : refunds(handle, key, gym);
            if (!before.isEmpty()) {
                return sameRefund(handle, before, id, wanted, key);
            }
            if (payment != null && find(handle, payment, gym).memberId() != id) {
                throw new GymException(Kind.CONFLICT, "payment %d is not member %d's".formatted(payment, id));
            }
            List<Payment> leftOver = select(
                    handle,
                    "p.member_id = :id and b.left_over > 0" + (payment == null ? "" : " and p.id = " + payment),
                    Map.of("id", id),
                    gym);
            long rest = wanted.minorUnits();
            String made = key == null ? "made-" + MemberAccounts.nextId(handle, "refunds") : key;
            for (Payment from : leftOver) {
                long part = Math.min(rest, from.leftOver().minorUnits());
                if (part > 0) {
                    String how = method != null ? method.code() : backBy(from.method());
                    giveBack(handle, from, part, how, made, today);
                    rest -= part;
                }
            }
            if (rest > 0) {
                throw new GymException(
                        Kind.CONFLICT,
                        "only %s %s is left over of %s"
                                .formatted(
                                        gym.money(wanted.minorUnits() - rest),
                                        gym.currency(),
                                        payment == null ? "the payments of member " + id : "payment " + payment));
            }
            change.note("member", id);
            change.note("amount", wanted);
            change.note("key", made);
            return refunds(handle, made, gym);
        });
    }

    /**
     * Records that the bank gave a payment back: what it had paid is owed again, and what the bank took for it is booked.
     *
     * @param on null: today
     * @param fee what the bank took; null: nothing
     * @param chargeFee whether the member is charged that much
     * @param reason may be null
     * @param trial everything but the commit
     * @throws GymException NOT_FOUND; INVALID for a day before the payment or to come; CONFLICT for cash, and for a payment
     *     of which something was refunded, or that was taken back otherwise
     */
    public Outcome<ReturnedPayment> giveBackByBank(
            long id, LocalDate on, BigDecimal fee, boolean chargeFee, String reason, Gym gym, boolean trial) {
        Money cost = fee == null ? gym.money(0) : MemberAccounts.positive(fee, gym);
        LocalDate today = gym.today(clock);
        LocalDate day = on == null ? today : on;
        return changes.tell("finance return", trial, change -> {
            Handle handle = change.handle();
            MemberAccounts.lock(handle, find(handle, id, gym).memberId());
            Payment payment = find(handle, id, gym);
            if (payment.returned()) {
                return returned(handle, payment, List.of(), gym);
            }
            refuseToReturn(handle, payment, day, today);
            List<Long> paid = payment.allocations().stream()
                    .map(Allocation::chargeId)
                    .distinct()
                    .toList();
            Allocations.takeBackOfPayment(handle, id, day);
            Long feeEntry = cost.minorUnits() == 0 ? null : bookFee(handle, id, cost, day);
            Long feeCharge = feeEntry == null || !chargeFee
                    ? null
                    : Charges.insert(
                            handle,
                            payment.memberId(),
                            ChargeKind.PENALTY.code(),
                            ChargeKind.PENALTY.account(),
                            null,
                            "fee of returned payment " + id,
                            cost.minorUnits(),
                            day,
                            day.plusDays(Charges.paymentDays(handle)));
            handle.createUpdate("""
                            insert into returned_payments (payment_id, returned_on, reason, fee, fee_entry_id, fee_charge_id)
                            values (:id, :day, :reason, :fee, :feeEntry, :feeCharge)
                            """)
                    .bind("id", id)
                    .bind("day", day)
                    .bind("reason", reason == null ? "" : reason)
                    .bind("fee", cost.minorUnits())
                    .bind("feeEntry", feeEntry)
                    .bind("feeCharge", feeCharge)
                    .execute();
            MemberAccounts.reverse(handle, entry(handle, id), day);
            Allocations.useCredit(handle, payment.memberId());
            note(change, id, payment.memberId(), payment.amount());
            if (cost.minorUnits() > 0) {
                change.note("fee", cost);
            }
            if (reason != null) {
                change.note("reason", reason);
            }
            return returned(handle, find(handle, id, gym), paid, gym);
        });
    }

    /**
     * Records a payment inside a change; whoever does puts it to what is owed then.
     *
     * @param id that it gets, which makes its key if it has none
     * @param key null: one is made
     * @return whether it is recorded; not, if there is one with this key
     */
    static boolean insert(
            Handle handle,
            long id,
            long member,
            Money amount,
            PaymentMethod method,
            String key,
            String reference,
            LocalDate receivedOn) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("member", member);
        parameters.put("amount", amount.minorUnits());
        parameters.put("method", method.code());
        parameters.put("account", PaymentMethod.account(method.code()));
        parameters.put("key", key == null ? "made-" + id : key);
        parameters.put("reference", reference);
        parameters.put("receivedOn", receivedOn);
        parameters.put(
                "memo", PaymentMethod.words(method.code()) + (reference == null ? "" : ", " + reference.strip()));
        return Ledger.record(handle, """
                        select 'payment ' || :key::text as key, 'payment' as kind, :receivedOn::date as value_on, :memo::text as memo,
                               :account::text as debit_account, null::bigint as debit_party,
                               'member_credit' as credit_account, :member::bigint as credit_party, :amount::bigint as amount
                        """, """
                        insert into payments (id, member_id, amount, method, received_on, key, reference, entry_id)
                        overriding system value
                        select :id, :member, :amount, :method, :receivedOn, :key, :reference, entry.id from entry
                        """, parameters) > 0;
    }

    /** The entry that booked a payment. */
    static long entry(Handle handle, long payment) {
        return handle.createQuery("select entry_id from payments where id = :id")
                .bind("id", payment)
                .mapTo(long.class)
                .one();
    }

    /** The refunds of a payment that still count. */
    static List<Long> refundsOf(Handle handle, long payment) {
        return handle.createQuery("""
                        select f.id from refunds f
                        where f.payment_id = :id and not exists (select from reversed_entries r where r.entry_id = f.entry_id)
                        order by f.id
                        """).bind("id", payment).mapTo(Long.class).list();
    }

    static void refuseRefunded(Handle handle, long payment) {
        List<Long> refunds = refundsOf(handle, payment);
        if (!refunds.isEmpty()) {
            throw new GymException(
                    Kind.CONFLICT,
                    "something of payment %d was given back by refund %d".formatted(payment, refunds.get(0)),
                    "gymctl finance reverse refund %d takes that back first".formatted(refunds.get(0)));
        }
    }

    private static void note(Change change, long payment, long member, Money amount) {
        change.note("member", member);
        change.note("payment", payment);
        change.note("amount", amount);
    }

    static void requireKey(String key) {
        if (key != null && key.isBlank()) {
            throw new GymException(Kind.INVALID, "the key is empty");
        } else if (key != null && key.chars().anyMatch(Character::isISOControl)) {
            throw new GymException(Kind.INVALID, "the key contains a control character");
        }
    }

    /** Refuses a key that this would make for another. */
    static void refuseMadeKey(String key) {
        if (key != null && MADE_KEY.matcher(key).matches()) {
            throw new GymException(
                    Kind.INVALID, "the key %s is one that gymctl makes, and there is none like it".formatted(key));
        }
    }

    private static Optional<Payment> withKey(Handle handle, String key, Gym gym) {
        return key == null
                ? Optional.empty()
                : select(handle, "p.key = :key", Map.of("key", key), gym).stream()
                        .findFirst();
    }

    private static Payment same(Payment before, long member, Money amount, NewPayment wanted) {
        String other = null;
        if (before.memberId() != member) {
            other = "by member " + before.memberId();
        } else if (!before.amount().equals(amount)) {
            other = "of " + before.amount() + " " + amount.currency();
        } else if (!before.method().equals(wanted.method().code())) {
            other = "by " + PaymentMethod.words(before.method());
        } else if (wanted.receivedOn() != null && !wanted.receivedOn().equals(before.receivedOn())) {
            other = "of " + before.receivedOn();
        } else if (before.reversedOn() != null) {
            other = before.returned() ? "that the bank gave back" : "that was reversed";
        }
        if (other != null) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the key %s is of payment %d %s".formatted(before.key(), before.id(), other),
                    "another payment needs a key of its own");
        }
        return before;
    }

    private static Optional<Long> charge(Handle handle, long member, NewPayment wanted, Gym gym) {
        refuseMadeKey(wanted.key());
        Optional<Long> referred =
                wanted.reference() == null ? Optional.empty() : Charges.referred(handle, wanted.reference());
        if (wanted.reference() != null) {
            refuseForeignMember(handle, member, wanted.reference());
        }
        if (wanted.charge() == null) {
            referred.ifPresent(charge -> refuseForeign(handle, member, charge, gym));
            return referred;
        }
        long charge = Charges.id(handle, wanted.charge());
        Charge named = refuseForeign(handle, member, charge, gym);
        if (referred.isPresent() && referred.get() != charge) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the reference %s is of charge %d, not %d".formatted(wanted.reference(), referred.get(), charge));
        }
        if (named.open().minorUnits() == 0) {
            throw new GymException(Kind.CONFLICT, "nothing is owed of charge %d".formatted(charge));
        }
        return Optional.of(charge);
    }

    private static Charge refuseForeign(Handle handle, long member, long id, Gym gym) {
        Charge charge = Charges.get(handle, id, gym);
        if (charge.memberId() != member) {
            throw new GymException(
                    Kind.CONFLICT, "charge %d is member %d's, not %d's".formatted(id, charge.memberId(), member));
        }
        return charge;
    }

    private static void refuseForeignMember(Handle handle, long member, String reference) {
        String compact = reference.replace(" ", "").toUpperCase(Locale.ROOT);
        Matcher ours = MEMBER_REFERENCE.matcher(compact);
        if (ours.matches() && Long.parseLong(ours.group(1)) != member) {
            handle.createQuery(
                            "select user_id from members where user_id = :id and member_reference(user_id) = :reference")
                    .bind("id", Long.parseLong(ours.group(1)))
                    .bind("reference", compact)
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(other -> {
                        throw new GymException(
                                Kind.CONFLICT,
                                "the reference %s is member %d's, not %d's".formatted(reference, other, member));
                    });
        }
    }

    private static String backBy(String method) {
        return switch (method) {
            case "direct_debit", "opening" -> RefundMethod.BANK_TRANSFER.code();
            default -> method;
        };
    }

    private static void giveBack(Handle handle, Payment from, long amount, String method, String key, LocalDate today) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("payment", from.id());
        parameters.put("member", from.memberId());
        parameters.put("amount", amount);
        parameters.put("method", method);
        parameters.put("account", PaymentMethod.account(method));
        parameters.put("key", key);
        parameters.put("day", today);
        parameters.put("memo", PaymentMethod.words(method) + ", of payment " + from.id());
        int recorded = Ledger.record(handle, """
                select 'refund ' || :key::text || ' of payment ' || :payment::bigint as key, 'refund' as kind,
                       :day::date as value_on, :memo::text as memo,
                       'member_credit' as debit_account, :member::bigint as debit_party,
                       :account::text as credit_account, null::bigint as credit_party, :amount::bigint as amount
                """, """
                insert into refunds (payment_id, amount, method, refunded_on, key, entry_id)
                select :payment, :amount, :method, :day, :key, entry.id from entry
                """, parameters);
        if (recorded == 0) {
            throw new GymException(Kind.CONFLICT, "there is a refund with the key %s already".formatted(key));
        }
    }

    private static List<Refund> refunds(Handle handle, String key, Gym gym) {
        return handle.createQuery("""
                        select f.id, f.payment_id, p.member_id, f.amount, f.method, f.refunded_on, f.key
                        from refunds f join payments p on p.id = f.payment_id
                        where f.key = :key order by f.id
                        """)
                .bind("key", key)
                .map((row, context) -> new Refund(
                        row.getLong("id"),
                        row.getLong("payment_id"),
                        row.getLong("member_id"),
                        gym.money(row.getLong("amount")),
                        row.getString("method"),
                        row.getObject("refunded_on", LocalDate.class),
                        row.getString("key")))
                .list();
    }

    private static List<Refund> sameRefund(Handle handle, List<Refund> before, long member, Money amount, String key) {
        Money total = before.stream().map(Refund::amount).reduce(Money::plus).orElseThrow();
        Refund first = before.get(0);
        boolean reversed = !before.stream()
                .allMatch(part -> refundsOf(handle, part.paymentId()).contains(part.id()));
        String other = null;
        if (first.memberId() != member) {
            other = "for member " + first.memberId();
        } else if (!total.equals(amount)) {
            other = "of " + total + " " + amount.currency();
        } else if (reversed) {
            other = "that was reversed";
        }
        if (other != null) {
            throw new GymException(
                    Kind.CONFLICT,
                    "the key %s is of refund %d %s".formatted(key, first.id(), other),
                    "another refund needs a key of its own");
        }
        return before;
    }

    private static void refuseToReturn(Handle handle, Payment payment, LocalDate day, LocalDate today) {
        if (payment.reversedOn() != null) {
            throw new GymException(
                    Kind.CONFLICT, "payment %d was reversed on %s".formatted(payment.id(), payment.reversedOn()));
        } else if (payment.method().equals("cash") || payment.method().equals("opening")) {
            throw new GymException(
                    Kind.CONFLICT,
                    "payment %d did not come by a bank".formatted(payment.id()),
                    "gymctl finance reverse payment %d takes it back".formatted(payment.id()));
        } else if (day.isBefore(payment.receivedOn()) || day.isAfter(today)) {
            throw new GymException(
                    Kind.INVALID,
                    "payment %d came on %s and cannot go back on %s"
                            .formatted(payment.id(), payment.receivedOn(), day));
        }
        refuseRefunded(handle, payment.id());
    }

    /**
     * Takes a payment back that a bank's statement says went back: what it had paid is owed again, unless other credit pays it.
     *
     * @param handle inside the transaction; the member is locked here
     * @param day of the statement's line
     * @param feeEntry that books what the bank took; null: none
     * @throws GymException CONFLICT when something of it was refunded
     */
    public static void takeBackByStatement(
            Handle handle, long id, LocalDate day, String reason, long fee, Long feeEntry) {
        long member = lockMemberOf(handle, id);
        refuseRefunded(handle, id);
        Allocations.takeBackOfPayment(handle, id, day);
        handle.createUpdate("""
                        insert into returned_payments (payment_id, returned_on, reason, fee, fee_entry_id)
                        values (:id, :day, :reason, :fee, :feeEntry)
                        """)
                .bind("id", id)
                .bind("day", day)
                .bind("reason", reason == null ? "" : reason)
                .bind("fee", fee)
                .bind("feeEntry", feeEntry)
                .execute();
        MemberAccounts.reverse(handle, entry(handle, id), day);
        Allocations.useCredit(handle, member);
    }

    /**
     * Takes a payment back that was made of a bank's line, because the line is something else.
     *
     * @param handle inside the transaction; the member is locked here
     * @throws GymException CONFLICT when something of it was refunded
     */
    public static void takeBackOfLine(Handle handle, long id, LocalDate day) {
        long member = lockMemberOf(handle, id);
        refuseRefunded(handle, id);
        Allocations.takeBackOfPayment(handle, id, day);
        MemberAccounts.reverse(handle, entry(handle, id), day);
        Allocations.useCredit(handle, member);
    }

    private static long lockMemberOf(Handle handle, long payment) {
        long member = handle.createQuery("select member_id from payments where id = :id")
                .bind("id", payment)
                .mapTo(long.class)
                .one();
        MemberAccounts.lock(handle, member);
        return member;
    }

    private static long bookFee(Handle handle, long payment, Money fee, LocalDate day) {
        Ledger.post(handle, """
                select 'fee of returned payment ' || :payment::bigint as key, 'bank_fee' as kind, :day::date as value_on,
                       'of returned payment ' || :payment::bigint as memo,
                       'bank_fees' as debit_account, null::bigint as debit_party,
                       'clearing' as credit_account, null::bigint as credit_party, :fee::bigint as amount
                """, Map.of("payment", payment, "day", day, "fee", fee.minorUnits()));
        return handle.createQuery("select id from journal_entries where idempotency_key = :key")
                .bind("key", "fee of returned payment " + payment)
                .mapTo(long.class)
                .one();
    }

    private static ReturnedPayment returned(Handle handle, Payment payment, List<Long> reopened, Gym gym) {
        return handle.createQuery("""
                        select returned_on, reason, fee, fee_charge_id from returned_payments where payment_id = :id
                        """)
                .bind("id", payment.id())
                .map((row, context) -> new ReturnedPayment(
                        payment,
                        row.getObject("returned_on", LocalDate.class),
                        row.getString("reason"),
                        gym.money(row.getLong("fee")),
                        row.getObject("fee_charge_id", Long.class),
                        reopened))
                .one();
    }

    static Payment find(Handle handle, long id, Gym gym) {
        return select(handle, "p.id = :id", Map.of("id", id), gym).stream()
                .findFirst()
                .orElseThrow(() -> new GymException(
                        Kind.NOT_FOUND,
                        "there is no payment %d".formatted(id),
                        "gymctl finance payments MEMBER lists a member's"));
    }

    private static List<Payment> select(Handle handle, String which, Map<String, ?> parameters, Gym gym) {
        Map<Long, List<Allocation>> allocations = new HashMap<>();
        handle.createQuery("""
                        select a.id, a.payment_id, a.charge_id, a.amount
                        from payments p join payment_balances b on b.payment_id = p.id join allocations a on a.payment_id = p.id
                        where <which> and not exists (select from reversed_entries r where r.entry_id = a.entry_id)
                        order by a.id
                        """)
                .define("which", which)
                .bindMap(parameters)
                .map((row, context) -> new Allocation(
                        row.getLong("id"),
                        row.getLong("payment_id"),
                        row.getLong("charge_id"),
                        gym.money(row.getLong("amount"))))
                .forEach(part -> allocations
                        .computeIfAbsent(part.paymentId(), none -> new ArrayList<>())
                        .add(part));
        return handle.createQuery("""
                        select p.id, p.member_id, u.full_name, p.amount, b.left_over, p.method, p.received_on, p.key, p.reference,
                               r.reversed_on, t.payment_id is not null as returned
                        from payments p
                        join payment_balances b on b.payment_id = p.id
                        join users u on u.id = p.member_id
                        left join reversed_entries r on r.entry_id = p.entry_id
                        left join returned_payments t on t.payment_id = p.id
                        where <which>
                        order by p.received_on, p.id
                        """)
                .define("which", which)
                .bindMap(parameters)
                .map((row, context) -> from(row, allocations, gym))
                .list();
    }

    private static Payment from(ResultSet row, Map<Long, List<Allocation>> allocations, Gym gym) throws SQLException {
        long id = row.getLong("id");
        return new Payment(
                id,
                row.getLong("member_id"),
                row.getString("full_name"),
                gym.money(row.getLong("amount")),
                gym.money(row.getLong("left_over")),
                row.getString("method"),
                row.getObject("received_on", LocalDate.class),
                row.getString("key"),
                row.getString("reference"),
                row.getObject("reversed_on", LocalDate.class),
                row.getBoolean("returned"),
                List.copyOf(allocations.getOrDefault(id, List.of())));
    }
}
