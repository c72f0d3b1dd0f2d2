package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of a few members, against the rules written once more with lists in memory. */
class MoneyModelTest {
    private static final int MEMBERS = 3;
    private static final int OPERATIONS = 120;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 5);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final class Owed {
        private final long id;
        private final int member;
        private final LocalDate due;
        private final long amount;
        private long writtenOff;
        private boolean reversed;

        private Owed(long id, int member, LocalDate due, long amount) {
            this.id = id;
            this.member = member;
            this.due = due;
            this.amount = amount;
        }
    }

    private static final class Paid {
        private final long id;
        private final int member;
        private final LocalDate on;
        private final long amount;
        private final boolean cash;
        private long refunded;
        private boolean reversed;

        private Paid(long id, int member, LocalDate on, long amount, boolean cash) {
            this.id = id;
            this.member = member;
            this.on = on;
            this.amount = amount;
            this.cash = cash;
        }
    }

    private record Part(Paid from, Owed to, long amount) {}

    private record Undoable(Reversible kind, long id, Owed charge, Paid payment, long amount) {}

    private TestGym gym;
    private Random random;
    private List<String> members;
    private List<Owed> owed;
    private List<Paid> paid;
    private List<Part> parts;
    private List<Undoable> writeOffs;
    private List<Undoable> refunds;
    private List<Undoable> lots;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theBooksSayWhatTheModelSaysAndAllOfItCanBeTakenBack(long seed) {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        random = new Random(seed);
        members = gym.activeMembers(MEMBERS).stream().map(String::valueOf).toList();
        owed = new ArrayList<>();
        paid = new ArrayList<>();
        parts = new ArrayList<>();
        writeOffs = new ArrayList<>();
        refunds = new ArrayList<>();
        lots = new ArrayList<>();

        for (int i = 0; i < OPERATIONS; i++) {
            String did = operate();
            assertThat(balances()).as("seed %d, operation %d: %s", seed, i, did).isEqualTo(modelled());
        }
        Books.tie(gym);
        assertThat(parts).as("something happened").isNotEmpty();

        takeEverythingBack();
        Books.tie(gym);
        assertThat(Books.open(gym)).isEmpty();
        assertThat(gym.value("select count(*) from charge_balances where open <> 0"))
                .isEqualTo("0");
        assertThat(gym.value("select count(*) from payment_balances where left_over <> 0"))
                .isEqualTo("0");
        assertThat(gym.value("select coalesce(sum(credits_left), 0) from prepaid_balances"))
                .isEqualTo("0");
    }

    private String operate() {
        int member = random.nextInt(MEMBERS);
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> charge(member);
            case 3, 4, 5 -> pay(member);
            case 6 -> refund(member);
            case 7 -> writeOff();
            case 8 -> giveBack();
            case 9 -> prepay(member);
            default -> reverse();
        };
    }

    private String charge(int member) {
        LocalDate on = TODAY.minusDays(random.nextInt(60));
        LocalDate due = on.plusDays(random.nextInt(40));
        long amount = 1L + random.nextInt(5000);
        Charge made = gym.charges.add(
                new NewCharge(members.get(member), decimal(amount), ChargeKind.PENALTY, null, on, due),
                gym.gym(),
                false);
        owed.add(new Owed(made.id(), member, due, amount));
        useCredit(member);
        return "charge";
    }

    private String pay(int member) {
        LocalDate on = TODAY.minusDays(random.nextInt(60));
        long amount = 1L + random.nextInt(6000);
        List<Owed> open = open(member);
        Owed first = open.isEmpty() || random.nextInt(3) > 0 ? null : open.get(random.nextInt(open.size()));
        boolean cash = random.nextBoolean();
        Payment made = gym.payments
                .receive(
                        new NewPayment(
                                members.get(member),
                                decimal(amount),
                                cash ? PaymentMethod.CASH : PaymentMethod.DIRECT_DEBIT,
                                null,
                                null,
                                on,
                                first == null ? null : String.valueOf(first.id)),
                        gym.gym(),
                        false)
                .now();
        Paid payment = new Paid(made.id(), member, on, amount, cash);
        paid.add(payment);
        if (first != null) {
            put(payment, first);
        }
        useCredit(member);
        return "pay";
    }

    private String refund(int member) {
        long credit = paid.stream()
                .filter(p -> p.member == member)
                .mapToLong(this::leftOver)
                .sum();
        long amount = 1L + random.nextInt((int) credit + 200);
        if (amount > credit) {
            assertThat(refusal(() -> refund(member, amount)).kind()).isEqualTo(Kind.CONFLICT);
            return "refund too much";
        }
        for (Refund part : refund(member, amount)) {
            Paid from = paid.stream()
                    .filter(p -> p.id == part.paymentId())
                    .findFirst()
                    .orElseThrow();
            refunds.add(new Undoable(
                    Reversible.REFUND, part.id(), null, from, part.amount().minorUnits()));
        }
        long rest = amount;
        for (Paid from : oldestPayments(member)) {
            long part = Math.min(rest, leftOver(from));
            from.refunded += part;
            rest -= part;
        }
        return "refund";
    }

    private List<Refund> refund(int member, long amount) {
        return gym.payments
                .refund(members.get(member), decimal(amount), null, null, null, gym.gym(), false)
                .now();
    }

    private String writeOff() {
        if (owed.isEmpty()) {
            return "nothing";
        }
        Owed charge = owed.get(random.nextInt(owed.size()));
        long amount = 1L + random.nextInt((int) charge.amount);
        if (amount > open(charge)) {
            assertThat(refusal(() -> writeOff(charge, amount)).kind()).isEqualTo(Kind.CONFLICT);
            return "write off too much";
        }
        writeOffs.add(
                new Undoable(Reversible.WRITE_OFF, writeOff(charge, amount).id(), charge, null, amount));
        charge.writtenOff += amount;
        return "write off";
    }

    private WriteOff writeOff(Owed charge, long amount) {
        return gym.charges.writeOff(String.valueOf(charge.id), decimal(amount), null, gym.gym(), false);
    }

    private String giveBack() {
        if (paid.isEmpty()) {
            return "nothing";
        }
        Paid payment = paid.get(random.nextInt(paid.size()));
        BigDecimal fee = random.nextBoolean() ? decimal(350) : null;
        boolean chargeFee = fee != null && random.nextBoolean();
        if (payment.reversed || payment.cash || payment.refunded > 0) {
            if (!payment.reversed) {
                assertThat(refusal(() -> giveBack(payment, fee, chargeFee)).kind())
                        .isEqualTo(Kind.CONFLICT);
            }
            return "return what cannot be";
        }
        ReturnedPayment back = giveBack(payment, fee, chargeFee);
        payment.reversed = true;
        parts.removeIf(part -> part.from() == payment);
        if (back.feeChargeId() != null) {
            owed.add(new Owed(back.feeChargeId(), payment.member, TODAY.plusDays(14), 350));
        }
        useCredit(payment.member);
        return "return";
    }

    private ReturnedPayment giveBack(Paid payment, BigDecimal fee, boolean chargeFee) {
        return gym.payments
                .giveBackByBank(payment.id, null, fee, chargeFee, null, gym.gym(), false)
                .now();
    }

    private String prepay(int member) {
        long price = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(9000);
        PaymentMethod method = random.nextBoolean() ? PaymentMethod.CASH : null;
        PrepaidLot lot = gym.prepaidSales.sell(
                new NewPrepaidLot(members.get(member), 1 + random.nextInt(10), null, decimal(price), method),
                gym.gym(),
                false);
        Owed charge = null;
        if (lot.chargeId() != null) {
            charge = new Owed(lot.chargeId(), member, TODAY.plusDays(14), price);
            owed.add(charge);
        }
        if (lot.paymentId() != null) {
            Paid payment = new Paid(lot.paymentId(), member, TODAY, price, true);
            paid.add(payment);
            put(payment, charge);
        }
        lots.add(new Undoable(Reversible.PREPAY, lot.id(), charge, null, price));
        useCredit(member);
        return "prepay";
    }

    private String reverse() {
        switch (random.nextInt(5)) {
            case 0 -> {
                if (!owed.isEmpty()) {
                    Owed charge = owed.get(random.nextInt(owed.size()));
                    boolean used = charge.writtenOff > 0 || lots.stream().anyMatch(lot -> lot.charge() == charge);
                    if (used && !charge.reversed) {
                        refused(Reversible.CHARGE, charge.id);
                    } else {
                        reverse(new Undoable(Reversible.CHARGE, charge.id, charge, null, 0));
                    }
                }
            }
            case 1 -> {
                if (!paid.isEmpty()) {
                    Paid payment = paid.get(random.nextInt(paid.size()));
                    if (payment.refunded > 0) {
                        refused(Reversible.PAYMENT, payment.id);
                    } else {
                        reverse(new Undoable(Reversible.PAYMENT, payment.id, null, payment, 0));
                    }
                }
            }
            case 2 -> reverseOneOf(refunds);
            case 3 -> reverseOneOf(writeOffs);
            default -> {
                if (!lots.isEmpty()
                        && lots.get(0).charge() != null
                        && lots.get(0).charge().writtenOff > 0) {
                    refused(Reversible.PREPAY, lots.get(0).id());
                } else if (!lots.isEmpty()) {
                    reverse(lots.remove(0));
                }
            }
        }
        return "reverse";
    }

    private void reverseOneOf(List<Undoable> facts) {
        if (!facts.isEmpty()) {
            reverse(facts.remove(random.nextInt(facts.size())));
        }
    }

    private void refused(Reversible kind, long id) {
        assertThat(refusal(() -> gym.reversals.reverse(kind, id, null, gym.gym(), false))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
    }

    private void reverse(Undoable fact) {
        int member = members.indexOf(String.valueOf(gym.reversals
                .reverse(fact.kind(), fact.id(), null, gym.gym(), false)
                .now()
                .personId()));
        switch (fact.kind()) {
            case CHARGE, PREPAY -> {
                if (fact.charge() != null) {
                    fact.charge().reversed = true;
                    parts.removeIf(part -> part.to() == fact.charge());
                }
            }
            case PAYMENT -> {
                fact.payment().reversed = true;
                parts.removeIf(part -> part.from() == fact.payment());
            }
            case REFUND -> fact.payment().refunded -= fact.amount();
            case WRITE_OFF -> fact.charge().writtenOff -= fact.amount();
            case PAYOUT -> throw new AssertionError("members are paid no payouts");
        }
        useCredit(member);
    }

    private void takeEverythingBack() {
        refunds.forEach(this::reverse);
        writeOffs.forEach(this::reverse);
        lots.forEach(this::reverse);
        List.copyOf(owed).forEach(charge -> reverse(new Undoable(Reversible.CHARGE, charge.id, charge, null, 0)));
        List.copyOf(paid).forEach(payment -> reverse(new Undoable(Reversible.PAYMENT, payment.id, null, payment, 0)));
    }

    /** The oldest charge from the oldest payment, one after the other. */
    private void useCredit(int member) {
        for (Owed charge : open(member)) {
            for (Paid payment : oldestPayments(member)) {
                put(payment, charge);
            }
        }
    }

    private void put(Paid payment, Owed charge) {
        long amount = Math.min(leftOver(payment), open(charge));
        if (amount > 0) {
            parts.add(new Part(payment, charge, amount));
        }
    }

    private List<Owed> open(int member) {
        return owed.stream()
                .filter(charge -> charge.member == member && open(charge) > 0)
                .sorted(Comparator.<Owed, LocalDate>comparing(charge -> charge.due)
                        .thenComparing(charge -> charge.id))
                .toList();
    }

    private List<Paid> oldestPayments(int member) {
        return paid.stream()
                .filter(payment -> payment.member == member)
                .sorted(Comparator.<Paid, LocalDate>comparing(payment -> payment.on)
                        .thenComparing(payment -> payment.id))
                .toList();
    }

    private long open(Owed charge) {
        return charge.reversed
                ? 0
                : charge.amount
                        - charge.writtenOff
                        - parts.stream()
                                .filter(part -> part.to() == charge)
                                .mapToLong(Part::amount)
                                .sum();
    }

    private long leftOver(Paid payment) {
        return payment.reversed
                ? 0
                : payment.amount
                        - payment.refunded
                        - parts.stream()
                                .filter(part -> part.from() == payment)
                                .mapToLong(Part::amount)
                                .sum();
    }

    private Map<String, Long> modelled() {
        Map<String, Long> balances = new TreeMap<>();
        owed.forEach(charge -> balances.put("charge " + charge.id, open(charge)));
        paid.forEach(payment -> balances.put("payment " + payment.id, leftOver(payment)));
        return balances;
    }

    private Map<String, Long> balances() {
        Map<String, Long> balances = new TreeMap<>();
        gym.jdbi.useHandle(handle -> handle.createQuery("""
                        select 'charge ' || charge_id as what, open as amount from charge_balances
                        union all select 'payment ' || payment_id, left_over from payment_balances
                        """)
                .map((row, context) -> balances.put(row.getString("what"), row.getLong("amount")))
                .list());
        return balances;
    }

    private static BigDecimal decimal(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
