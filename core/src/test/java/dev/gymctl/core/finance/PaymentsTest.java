package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charges and payments meet, oldest first, and every way back leads to where it began. */
class PaymentsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private String max;
    private String mia;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        List<Long> members = gym.activeMembers(2);
        max = members.get(0).toString();
        mia = members.get(1).toString();
    }

    @AfterEach
    void theBooksTie() {
        Books.tie(gym);
    }

    @Test
    void aPaymentPaysTheOldestChargeFirstAndTheRestIsCredit() {
        long later = charge("20", "2026-10-20");
        long earlier = charge("30", "2026-10-10");

        Payment first = pay("40", "one");
        assertThat(parts(first)).isEqualTo(earlier + ": 30.00, " + later + ": 10.00");
        assertThat(first.leftOver()).hasToString("0.00");

        Payment second = pay("15", "two");
        assertThat(parts(second)).isEqualTo(later + ": 10.00");
        assertThat(second.leftOver()).hasToString("5.00");

        Charge paidAtOnce = add("3", "2026-12-24");
        assertThat(paidAtOnce.open()).hasToString("0.00");
        assertThat(gym.payments.get(second.id(), gym.gym()).leftOver()).hasToString("2.00");
        assertThat(gym.value("select count(*) from journal_entries where kind = 'allocation'"))
                .as("an entry of its own for each")
                .isEqualTo(gym.value(
                        "select count(*) from allocations where entry_id = any (select id from journal_entries)"))
                .isEqualTo("4");
    }

    @Test
    void thePostingsAreThoseOfTheBooks() {
        gym.charges.add(
                new NewCharge(max, new BigDecimal("20"), ChargeKind.PENALTY, "late", day("2026-10-01"), null),
                gym.gym(),
                false);
        gym.payments.receive(
                new NewPayment(max, new BigDecimal("50"), PaymentMethod.CARD, "R 7", "thanks", day("2026-10-03"), null),
                gym.gym(),
                false);
        gym.payments.refund(max, new BigDecimal("10"), RefundMethod.CASH, "back", null, gym.gym(), false);

        List<String> postings = gym.jdbi.withHandle(
                handle -> handle.createQuery("""
                        select concat_ws(' | ', e.idempotency_key, e.kind, e.value_on, e.memo,
                            t.debit_account, t.debit_party is not null, t.credit_account, t.credit_party is not null, t.amount)
                        from journal_entries e join transfers t on t.entry_id = e.id order by e.id
                        """).mapTo(String.class).list());
        assertThat(postings)
                .containsExactly(
                        "charge 1 | penalty | 2026-10-01 | late | member_receivable | t | penalty_income | f | 2000",
                        "payment R 7 | payment | 2026-10-03 | card, thanks | clearing | f | member_credit | t | 5000",
                        "allocation 1 | allocation | 2026-10-03 | payment 1 to charge 1 | member_credit | t | member_receivable | t | 2000",
                        "refund back of payment 1 | refund | 2026-11-05 | cash, of payment 1 | member_credit | t | cash | f | 1000");
        assertThat(gym.charges.get("1", gym.gym()).dueOn()).isEqualTo("2026-10-15");
    }

    @Test
    void theChargeThatIsNamedIsPaidFirst() {
        long earlier = charge("30", "2026-10-10");
        long later = charge("20", "2026-10-20");
        String reference = gym.charges.get(String.valueOf(later), gym.gym()).reference();

        assertThat(parts(receive("12", "a", null, String.valueOf(later)).now())).isEqualTo(later + ": 12.00");
        String spaced = reference.toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ");
        assertThat(parts(receive("20", "b", spaced, null).now())).isEqualTo(later + ": 8.00, " + earlier + ": 12.00");
        assertThat(refusal(() -> receive("1", "c", "no reference of ours", reference)))
                .hasMessage("nothing is owed of charge " + later);
        assertThat(parts(receive("1", "c", reference, null).now()))
                .as("what a payer wrote may be late")
                .isEqualTo(earlier + ": 1.00");
        assertThat(parts(receive("1", "d", reference, null).now()))
                .as("and may repeat")
                .isEqualTo(earlier + ": 1.00");
    }

    @Test
    void aReferenceThatContradictsIsRefused() {
        charge("30", "2026-10-10");
        long hers = gym.charges
                .add(new NewCharge(mia, BigDecimal.TEN, ChargeKind.OTHER, null, null, null), gym.gym(), false)
                .id();
        String reference = gym.charges.get(String.valueOf(hers), gym.gym()).reference();
        String herself = gym.value("select member_reference(?::bigint)", mia);

        assertThat(refusal(() -> receive("5", "a", reference, null)))
                .hasMessage("charge %d is member %s's, not %s's".formatted(hers, mia, max));
        assertThat(refusal(() -> receive("5", "a", herself, null)))
                .hasMessage("the reference %s is member %s's, not %s's".formatted(herself, mia, max));
        assertThat(refusal(() -> receive("5", "a", null, "99"))).hasMessage("there is no charge '99'");
        assertThat(receive("5", "a", reference.replaceFirst("RF..", "RF00"), null)
                        .changed())
                .as("wrong check digits are no reference of ours")
                .isTrue();
    }

    @Test
    void aKeyIsForOnePayment() {
        Payment first = pay("40", "receipt 1");
        Outcome<Payment> again = receive("40", "receipt 1", null, null);
        assertThat(again.changed()).isFalse();
        assertThat(again.now()).isEqualTo(first);

        assertThat(refusal(() -> receive("41", "receipt 1", null, null)))
                .hasMessage("the key receipt 1 is of payment 1 of 40.00 EUR");
        NewPayment hers = new NewPayment(mia, new BigDecimal("40"), PaymentMethod.CASH, "receipt 1", null, null, null);
        assertThat(refusal(() -> gym.payments.receive(hers, gym.gym(), false)))
                .hasMessage("the key receipt 1 is of payment 1 by member " + max);
        NewPayment earlier = new NewPayment(
                max, new BigDecimal("40"), PaymentMethod.CASH, "receipt 1", null, day("2026-10-01"), null);
        assertThat(refusal(() -> gym.payments.receive(earlier, gym.gym(), false)))
                .hasMessage("the key receipt 1 is of payment 1 of 2026-11-05");
        reverse(Reversible.PAYMENT, 1);
        assertThat(refusal(() -> receive("40", "receipt 1", null, null)))
                .hasMessage("the key receipt 1 is of payment 1 that was reversed");

        Payment made = pay("1", null);
        assertThat(made.key()).isEqualTo("made-" + made.id());
        assertThat(receive("1", made.key(), null, null).changed()).isFalse();
        assertThat(refusal(() -> receive("1", "made-77", null, null)))
                .hasMessage("the key made-77 is one that gymctl makes, and there is none like it");
        assertThat(refusal(() -> receive("1", " ", null, null))).hasMessage("the key is empty");
    }

    @Test
    void aRefundGivesBackWhatIsLeftOverOldestFirstAndNoMore() {
        charge("30", "2026-10-10");
        pay("40", "one");
        pay("5", "two");

        assertThat(refusal(() -> refund("15.01", null, null)))
                .hasMessage("only 15.00 EUR is left over of the payments of member " + max);
        assertThat(refusal(() -> refund("5.01", null, 2L))).hasMessage("only 5.00 EUR is left over of payment 2");
        List<Refund> refunds = refund("12", "back", null).now();
        assertThat(refunds)
                .extracting(refund -> refund.paymentId() + " " + refund.amount() + " " + refund.method())
                .containsExactly("1 10.00 cash", "2 2.00 cash");
        assertThat(refund("12", "back", null).changed()).isFalse();
        assertThat(refusal(() -> refund("3", "back", null)))
                .hasMessage("the key back is of refund " + refunds.get(0).id() + " of 12.00 EUR");
        assertThat(gym.payments.get(2, gym.gym()).leftOver()).hasToString("3.00");

        assertThat(refusal(() -> reverse(Reversible.PAYMENT, 1)))
                .hasMessage("something of payment 1 was given back by refund "
                        + refunds.get(0).id());
        reverse(Reversible.REFUND, refunds.get(0).id());
        assertThat(gym.payments.get(1, gym.gym()).leftOver()).hasToString("10.00");
        assertThat(refusal(() -> refund("12", "back", null)))
                .hasMessage("the key back is of refund " + refunds.get(0).id() + " that was reversed");
    }

    @Test
    void aWriteOffEndsWhatIsOwedAndComesBack() {
        long charge = charge("30", "2026-10-10");
        pay("10", "one");
        assertThat(refusal(() -> writeOff(charge, "20.01")))
                .hasMessage("of charge " + charge + " only 20.00 EUR is owed");
        WriteOff part = writeOff(charge, "5");
        assertThat(part.open()).hasToString("15.00");
        WriteOff rest = writeOff(charge, null);
        assertThat(rest.amount()).hasToString("15.00");
        assertThat(refusal(() -> writeOff(charge, null))).hasMessage("nothing is owed of charge " + charge);
        assertThat(Books.balance(gym, "bad_debt")).isEqualTo(2000);

        assertThat(refusal(() -> reverse(Reversible.CHARGE, charge)))
                .hasMessage("of charge %d something was written off by write-off %d".formatted(charge, part.id()))
                .satisfies(refusal -> assertThat(refusal.hint())
                        .contains("gymctl finance reverse write-off %d takes that back first".formatted(part.id())));
        pay("7", "two");
        reverse(Reversible.WRITE_OFF, rest.id());
        assertThat(gym.charges.get(String.valueOf(charge), gym.gym()).open())
                .as("the credit pays it at once")
                .hasToString("8.00");
    }

    @Test
    void aReturnedDebitReopensTheChargeAndCostsAFee() {
        long charge = charge("30", "2026-10-10");
        gym.payments.receive(
                new NewPayment(
                        max,
                        new BigDecimal("40"),
                        PaymentMethod.DIRECT_DEBIT,
                        "debit 1",
                        null,
                        day("2026-10-12"),
                        null),
                gym.gym(),
                false);
        assertThat(refusal(() -> returned(1, "2026-10-11", null, false)))
                .hasMessage("payment 1 came on 2026-10-12 and cannot go back on 2026-10-11");

        ReturnedPayment back = returned(1, "2026-10-15", "4.50", true).now();
        assertThat(back.reopened()).containsExactly(charge);
        assertThat(back.payment().reversedOn()).isEqualTo("2026-10-15");
        assertThat(gym.charges.get(String.valueOf(charge), gym.gym()).open()).hasToString("30.00");
        Charge fee = gym.charges.get(back.feeChargeId().toString(), gym.gym());
        assertThat(fee.kind() + " " + fee.open() + " " + fee.memo())
                .isEqualTo("penalty 4.50 fee of returned payment 1");
        assertThat(Books.balance(gym, "bank_fees")).isEqualTo(450);
        assertThat(Books.balance(gym, "clearing")).isEqualTo(-450);

        assertThat(returned(1, null, null, false).changed()).isFalse();
        assertThat(refusal(() -> pay("40", "debit 1"))).hasMessage("the key debit 1 is of payment 1 by direct debit");
        assertThat(gym.reversals
                        .reverse(Reversible.PAYMENT, 1, "no fee after all", gym.gym(), false)
                        .changed())
                .isTrue();
        assertThat(Books.balance(gym, "bank_fees")).isZero();
        assertThat(gym.reversals
                        .reverse(Reversible.PAYMENT, 1, null, gym.gym(), false)
                        .changed())
                .isFalse();
        pay("1", "by hand");
        assertThat(refusal(() -> returned(2, null, null, false))).hasMessage("payment 2 did not come by a bank");
    }

    @Test
    void aReversedChargeGivesItsPaymentToTheNext() {
        long wrong = charge("30", "2026-10-10");
        long right = charge("25", "2026-10-20");
        pay("30", "one");

        Outcome<Reversal> reversal = gym.reversals.reverse(Reversible.CHARGE, wrong, "typing", gym.gym(), false);
        assertThat(reversal.changed()).isTrue();
        assertThat(parts(gym.payments.get(1, gym.gym()))).isEqualTo(right + ": 25.00");
        assertThat(gym.payments.get(1, gym.gym()).leftOver()).hasToString("5.00");
        assertThat(gym.reversals.reverse(Reversible.CHARGE, wrong, null, gym.gym(), false))
                .isEqualTo(new Outcome<>(reversal.now(), false));
        assertThat(gym.charges.of(max, true, gym.gym())).isEmpty();
        assertThat(refusal(() -> reverse(Reversible.CHARGE, 99))).hasMessage("there is no charge 99");
    }

    @Test
    void prepaidFeesAreALotAChargeAndPerhapsAPayment() {
        PrepaidLot lot = gym.prepaidSales.sell(
                new NewPrepaidLot(max, 10, null, new BigDecimal("90"), PaymentMethod.CARD), gym.gym(), false);
        assertThat(lot.open()).hasToString("0.00");
        assertThat(gym.members.get(max).prepaidFees()).isEqualTo(10);
        assertThat(Books.balance(gym, "prepaid_fees")).isEqualTo(-9000);
        PrepaidLot dropIn = gym.prepaidSales.sell(new NewPrepaidLot(max, 3, null, null, null), gym.gym(), false);
        assertThat(dropIn.price() + " " + dropIn.open()).isEqualTo("30.00 30.00");

        assertThat(refusal(() -> reverse(Reversible.CHARGE, lot.chargeId())))
                .hasMessage("charge %d is the price of prepaid lot %d".formatted(lot.chargeId(), lot.id()));
        reverse(Reversible.PREPAY, lot.id());
        assertThat(gym.members.get(max).prepaidFees()).isEqualTo(3);
        assertThat(gym.charges.get(dropIn.chargeId().toString(), gym.gym()).open())
                .as("the money is there")
                .hasToString("0.00");
        reverse(Reversible.PREPAY, dropIn.id());
        reverse(Reversible.PAYMENT, lot.paymentId());
        assertThat(Books.open(gym)).isEmpty();
        assertThat(reverse(Reversible.PREPAY, lot.id()).changed()).isFalse();
    }

    @Test
    void aPackCostsAndLastsAsItsPlanSays() {
        gym.sql("insert into plans (name, kind, price, credits, valid_months) values ('Ten', 'pack', 9500, 10, 12)");
        gym.sql("insert into plans (name, kind, price) values ('Flat', 'dues', 4900)");
        gym.sql("insert into plans (name, kind, price) values ('Single', 'drop_in', 1150)");

        PrepaidLot lot = gym.prepaidSales.sell(new NewPrepaidLot(max, 20, "ten", null, null), gym.gym(), false);
        assertThat(lot.price() + " " + lot.expiresOn()).isEqualTo("190.00 2027-11-04");
        assertThat(gym.prepaidSales
                        .sell(new NewPrepaidLot(max, 2, null, null, null), gym.gym(), false)
                        .price())
                .hasToString("23.00");
        assertThat(refusal(() -> gym.prepaidSales.sell(new NewPrepaidLot(max, 7, "Ten", null, null), gym.gym(), false)))
                .hasMessage("the pack Ten is of 10 credits: 7 is not a number of packs");
        assertThat(refusal(
                        () -> gym.prepaidSales.sell(new NewPrepaidLot(max, 10, "Flat", null, null), gym.gym(), false)))
                .hasMessage("the plan Flat is no pack");
        PrepaidLot free =
                gym.prepaidSales.sell(new NewPrepaidLot(max, 1, null, BigDecimal.ZERO, null), gym.gym(), false);
        assertThat(free.chargeId()).isNull();
        reverse(Reversible.PREPAY, free.id());
        assertThat(gym.members.get(max).prepaidFees()).isEqualTo(22);
    }

    @Test
    void creditThatCameBackLaterCountsFromThenOn() {
        gym.charges.add(
                new NewCharge(max, new BigDecimal("30"), ChargeKind.OTHER, null, day("2026-09-01"), null),
                gym.gym(),
                false);
        gym.payments.receive(
                new NewPayment(max, new BigDecimal("30"), PaymentMethod.CASH, "one", null, day("2026-09-02"), null),
                gym.gym(),
                false);
        gym.charges.add(
                new NewCharge(max, new BigDecimal("30"), ChargeKind.OTHER, null, day("2026-09-03"), null),
                gym.gym(),
                false);
        reverse(Reversible.CHARGE, 1); // today; the payment pays charge 2 from today on, not from September

        assertThat(gym.value("select max(value_on) from journal_entries where kind = 'allocation'"))
                .isEqualTo("2026-11-05");
    }

    @Test
    void aTrialChangesNothing() {
        charge("30", "2026-10-10");
        String before = gym.value("select count(*) from journal_entries");
        assertThat(gym.payments
                        .receive(
                                new NewPayment(max, BigDecimal.TEN, PaymentMethod.CASH, null, null, null, null),
                                gym.gym(),
                                true)
                        .now()
                        .allocations())
                .hasSize(1);
        gym.charges.writeOff("1", null, null, gym.gym(), true);
        gym.reversals.reverse(Reversible.CHARGE, 1, null, gym.gym(), true);
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo(before);
    }

    @Test
    void everyChangeIsAuditedAndWhatChangesNothingIsNot() {
        charge("30", "2026-10-10");
        pay("40", "one");
        pay("40", "one");
        assertThat(gym.value("""
                select string_agg(concat_ws(' ', action, payload ->> 'member', payload ->> 'amount'), ', ' order by id)
                from audit_log where action like 'finance%'
                """)).isEqualTo("finance charge %1$s 30.00, finance pay %1$s 40.00".formatted(max));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        12               | 12.00
        12.5             | 12.50
        0.01             | 0.01
        10000000000      | 10000000000.00
        1e3              | 1000.00
        0                | the amount 0.00 EUR is not greater than zero
        -5               | the amount -5.00 EUR is not greater than zero
        1.005            | 1.005 has more than the 2 decimals of EUR
        10000000000.01   | 10000000000.01 EUR is too large
        1e999            | this is no amount of money: it has too many digits
        """)
    void anAmountIsMoneyOfTheGymOrRefusedByName(String amount, String becomes) {
        String charged;
        try {
            charged = add(amount, "2026-12-24").amount().toString();
        } catch (GymException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.INVALID);
            charged = refused.getMessage();
        }
        assertThat(charged).isEqualTo(becomes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyAtOnceNeverUseMoreThanThereIs(boolean tooMuch) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            int number = thread;
            threads.execute(() -> {
                for (int i = 0; i < 6; i++) {
                    if ((number + i) % 2 == 0) {
                        pay(tooMuch ? "25" : "10", "receipt " + i); // four threads the same receipt
                    } else {
                        charge("10", "2026-10-1" + i);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gym.value("select count(*) || ' ' || (select count(*) from payments) from charges"))
                .isEqualTo("24 6");
        assertThat(Books.balance(gym, "member_receivable")).isEqualTo(tooMuch ? 9000 : 18000);
        assertThat(gym.value("select max(allocated - amount) from (select p.amount, sum(a.amount) as allocated"
                        + " from payments p join allocations a on a.payment_id = p.id group by p.id) x"))
                .isEqualTo("0");
    }

    @Test
    void usesTheCreditOfManyAtOnce() {
        List<Long> members = gym.jdbi.withHandle(handle -> handle.createQuery("select user_id from members")
                .mapTo(Long.class)
                .list());
        for (Long member : members) { // recorded without using it, as a job does
            gym.jdbi.useTransaction(handle -> {
                for (int i = 1; i <= 3; i++) {
                    Charges.insert(
                            handle,
                            member,
                            "other",
                            "other_income",
                            null,
                            null,
                            1000L * i,
                            day("2026-10-0" + i),
                            day("2026-10-2" + i));
                    Payments.insert(
                            handle,
                            MemberAccounts.nextId(handle, "payments"),
                            member,
                            gym.gym().money(1700),
                            PaymentMethod.CASH,
                            null,
                            null,
                            day("2026-10-0" + i));
                }
            });
        }
        assertThat(useEverybodysCredit()).isEqualTo(10);
        assertThat(useEverybodysCredit()).isZero();
        assertThat(gym.value("""
                select string_agg(concat_ws(':', payment_id, charge_id, a.amount), ' ' order by a.id)
                from allocations a join payments p on p.id = a.payment_id where p.member_id = ?::bigint
                """, max)).isEqualTo("1:1:1000 1:2:700 2:2:1300 2:3:400 3:3:1700");
    }

    private int useEverybodysCredit() {
        return gym.jdbi.inTransaction(handle -> Allocations.useCredit(handle, Allocations.EVERYONE, Map.of()));
    }

    private Charge add(String amount, String due) {
        return gym.charges.add(
                new NewCharge(max, new BigDecimal(amount), ChargeKind.OTHER, null, day("2026-10-01"), day(due)),
                gym.gym(),
                false);
    }

    private long charge(String amount, String due) {
        return add(amount, due).id();
    }

    private Payment pay(String amount, String key) {
        return receive(amount, key, null, null).now();
    }

    private Outcome<Payment> receive(String amount, String key, String reference, String charge) {
        return gym.payments.receive(
                new NewPayment(max, new BigDecimal(amount), PaymentMethod.CASH, key, reference, null, charge),
                gym.gym(),
                false);
    }

    private Outcome<List<Refund>> refund(String amount, String key, Long payment) {
        return gym.payments.refund(max, new BigDecimal(amount), null, key, payment, gym.gym(), false);
    }

    private WriteOff writeOff(long charge, String amount) {
        return gym.charges.writeOff(
                String.valueOf(charge), amount == null ? null : new BigDecimal(amount), "gone", gym.gym(), false);
    }

    private Outcome<ReturnedPayment> returned(long payment, String on, String fee, boolean chargeFee) {
        return gym.payments.giveBackByBank(
                payment,
                on == null ? null : day(on),
                fee == null ? null : new BigDecimal(fee),
                chargeFee,
                "no funds",
                gym.gym(),
                false);
    }

    private Outcome<Reversal> reverse(Reversible kind, long id) {
        return gym.reversals.reverse(kind, id, null, gym.gym(), false);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    /** What a payment pays: {@code 3: 20.00, 4: 5.00}. */
    private static String parts(Payment payment) {
        return payment.allocations().stream()
                .map(part -> part.chargeId() + ": " + part.amount())
                .collect(Collectors.joining(", "));
    }
}
