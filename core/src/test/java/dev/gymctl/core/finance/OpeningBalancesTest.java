package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.money.CreditorReference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a gym begins with is booked once. */
class OpeningBalancesTest {
    private static final String HEADER = "account,member,amount,due_on\n";
    private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Accounts accounts;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        accounts = new Accounts(database.database(), gym.clock);
        gym.activeMembers(3); // of the numbers 1 to 3
        gym.sql("update members set member_ref = 'A-3' where user_id = 3");
        gym.coach("ada@gym.example");
    }

    @Test
    void everyAccountBeginsWithItsBalance() {
        ImportCounts counts =
                importRows("""
                member_receivable,1,49.00,2026-09-30
                Member receivable,1,12.50,2026-10-31
                member_receivable,member1@mail.example,8,2026-09-30
                member_credit,A-3,5.00,
                member_credit,"%s",6.00,
                coach_payable,ada@gym.example,100.00,
                cash,,250.00,
                clearing,,-20.00,
                Class-fee income,,70.00,
                """.formatted(CreditorReference.ofMember(2).grouped()));

        assertThat(counts.added()).isEqualTo(9);
        assertThat(accounts.person("1", null).owed()).hasToString("61.50");
        assertThat(accounts.person("2", null).balance()).hasToString("2.00");
        assertThat(accounts.person("3", null).credit()).hasToString("5.00");
        assertThat(accounts.account("coach_payable", null).balance()).hasToString("100.00");
        assertThat(accounts.account("cash", null).balance()).hasToString("250.00");
        assertThat(accounts.account("clearing", null).balance()).hasToString("-20.00");
        assertThat(accounts.account("class_fee_income", null).balance()).hasToString("70.00");
        assertThat(accounts.account("opening_balances", DAY).balance()).hasToString("118.50");
        assertThat(accounts.account("opening_balances", DAY.minusDays(1)).balance())
                .hasToString("0.00");
        assertThat(gym.value("""
                select string_agg(concat_ws(' ', member_id, kind, amount, charged_on, due_on), ', ' order by id) from charges
                """))
                .isEqualTo("1 opening 4900 2026-10-01 2026-09-30, 1 opening 1250 2026-10-01 2026-10-31,"
                        + " 2 opening 800 2026-10-01 2026-09-30");
        assertThat(gym.value("""
                select string_agg(concat_ws(' ', member_id, method, amount, received_on, key), ', ' order by id) from payments
                """))
                .isEqualTo("3 opening 500 2026-10-01 opening member_credit of 3,"
                        + " 2 opening 600 2026-10-01 opening member_credit of 2");
        gym.jdbi.useHandle(Ties::check);
    }

    @Test
    void theSameFileAgainAddsNothingAndOneThatGrewAddsTheRest() {
        importRows("member_receivable,1,49.00,2026-09-30\nmember_credit,2,5,\ncash,,250.00,\n");
        ImportCounts again =
                importRows("member_receivable,1,49.00,2026-09-30\nmember_credit,2,5,\ncash,,250.00,\nclearing,,1,\n");

        assertThat(again.same()).isEqualTo(3);
        assertThat(again.added()).isEqualTo(1);
        assertThat(gym.value("select count(*) from transfers")).isEqualTo("4");
        assertThat(gym.value("select string_agg(action, ', ' order by id) from audit_log where action like 'finance%'"))
                .isEqualTo("finance balance --opening, finance balance --opening");
        assertThat(importRows("cash,,250.00,\n").added()).isZero();
        assertThat(gym.value("select count(*) from audit_log where action like 'finance%'"))
                .isEqualTo("2");
    }

    @Test
    void anotherAmountIsRefused() {
        importRows("member_receivable,1,49.00,2026-09-30\nmember_credit,2,5,\nclearing,,-250.00,\n");

        assertThat(refusal(
                                () -> importRows(
                                        "member_receivable,1,50.00,2026-09-30\nmember_credit,2,5.01,\nclearing,,250.00,\ncash,,1,\n"))
                        .getMessage())
                .isEqualTo("""
                        opening.csv: 3 problems
                        opening.csv:2: amount: "50.00": is 49.00 in the books already
                        opening.csv:3: amount: "5.01": is 5.00 in the books already
                        opening.csv:4: amount: "250.00": is -250.00 in the books already""");
        assertThat(gym.value("select count(*) from transfers")).isEqualTo("3");
    }

    @Test
    void aBalanceThatWasTakenBackIsBookedAnew() {
        for (int round = 0; round < 3; round++) {
            assertThat(importRows(
                                    "member_receivable,1,49.0%1$d,2026-09-30\nmember_credit,2,5.0%1$d,\ncash,,250.0%1$d,\n"
                                            .formatted(round + 1))
                            .added())
                    .isEqualTo(3);
            assertThat(accounts.account("cash", null).balance()).hasToString("250.0" + (round + 1));
            assertThat(accounts.person("2", null).credit()).hasToString("5.0" + (round + 1));
            gym.jdbi.useTransaction(handle -> {
                Ledger.reverse(
                        handle,
                        "select id as entry_id from journal_entries e where kind = 'opening'"
                                + " and not exists (select from journal_entries r where r.reverses = e.id)",
                        Map.of(),
                        DAY);
                Ties.check(handle);
            });
        }
        assertThat(accounts.account("opening_balances", null).balance()).hasToString("0.00");
    }

    @Test
    void refusesWhatCannotBeAndSaysWhy() {
        gym.sql("update members set member_ref = '1' where user_id = 2");

        assertThat(refusal(() -> importRows("""
                                petty_cash,,1,
                                opening_balances,,1,
                                prepaid_fees,3,1,
                                cash,3,1,
                                member_credit,,1,
                                member_credit,3,-1,
                                member_receivable,3,1,
                                member_credit,3,1,2026-10-01
                                cash,,0,
                                cash,,1.005,
                                cash,,"1,50",
                                cash,,1e3,
                                cash,,99999999999,
                                member_credit,RF00M3,1,
                                """)).getMessage())
                .contains(
                        "opening.csv:10: amount: \"0\": is nothing to book",
                        "opening.csv:11: amount: \"1.005\": 1.005 has more than the 2 decimals of EUR",
                        "opening.csv:12: amount: \"1,50\": is not a decimal number as 12.50",
                        "opening.csv:13: amount: \"1e3\": is not a decimal number as 12.50",
                        "opening.csv:14: amount: \"99999999999\": 99999999999 EUR is too large",
                        "opening.csv:15: member: \"RF00M3\": the check digits of the payment reference 'RF00M3' are wrong");
        assertThat(refusal(() -> importRows("""
                                petty_cash,,1,
                                opening_balances,,1,
                                prepaid_fees,3,1,
                                cash,3,1,
                                member_credit,,1,
                                member_credit,3,-1,
                                member_receivable,3,1,
                                member_credit,3,1,2026-10-01
                                """)).getMessage()).isEqualTo("""
                opening.csv: 8 problems
                opening.csv:2: account: "petty_cash": is no account of the ledger
                opening.csv:3: account: "opening_balances": is what all others are booked against
                opening.csv:4: account: "prepaid_fees": comes in with the members
                opening.csv:5: member: "3": has no part of cash
                opening.csv:6: member: is empty, and member_credit is kept per person
                opening.csv:7: amount: "-1.00": is negative
                opening.csv:8: due_on: is empty, and what members owe is due some day
                opening.csv:9: due_on: "2026-10-01": is for member_receivable alone""");
        assertThat(refusal(
                                () -> importRows(
                                        "member_credit,ada@gym.example,1,\ncoach_payable,3,1,\nmember_credit,99,1,\nmember_credit,A-9,1,\nmember_credit,1,1,\n"))
                        .getMessage())
                .isEqualTo("""
                        opening.csv: 5 problems
                        opening.csv:2: member: "ada@gym.example": is no member
                        opening.csv:3: member: "3": is no coach
                        opening.csv:4: member: "99": is no member
                        opening.csv:5: member: "A-9": is no member
                        opening.csv:6: member: "1": is member 1 and the member_ref of member 2: write %s or %s""".formatted(CreditorReference.ofMember(1), CreditorReference.ofMember(2)));
        assertThat(refusal(() -> importRows("member_credit,3,1,\nmember_credit,member2@mail.example,1,\n"))
                        .getMessage())
                .isEqualTo("""
                        opening.csv:3: account: "member_credit": is on line 2 already""");
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo("0");
    }

    private ImportCounts importRows(String rows) {
        return new OpeningBalances(gym.changes).importFrom(csv("opening.csv", HEADER + rows), gym.gym(), DAY, false);
    }
}
