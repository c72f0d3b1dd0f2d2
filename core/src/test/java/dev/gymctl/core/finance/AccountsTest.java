package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in the accounts, as of any day. */
class AccountsTest {
    private static final LocalDate END_OF_SEPTEMBER = LocalDate.of(2026, 9, 30);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Accounts accounts;
    private static long member;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        accounts = new Accounts(database.database(), gym.clock);
        member = gym.activeMembers(2).get(0);
        gym.jdbi.useTransaction(handle -> {
            Ledger.post(
                    handle,
                    """
                    values ('dues 1 2026-09', 'dues', date '2026-09-01', '', 'member_receivable', :member, 'dues_income', null::bigint, 4900),
                           ('dues 1 2026-10', 'dues', '2026-10-01', '', 'member_receivable', :member, 'dues_income', null, 4900),
                           ('payment 1', 'payment', '2026-09-30', '', 'cash', null, 'member_credit', :member, 6000),
                           ('allocation 1', 'allocation', '2026-09-30', '', 'member_credit', :member, 'member_receivable', :member, 4900),
                           ('fees', 'bank', '2026-10-02', '', 'bank_fees', null, 'clearing', null, 250)
                    """.replaceFirst("values", "select * from (values")
                            + ") v (key, kind, value_on, memo, debit_account, debit_party, credit_account, credit_party, amount)",
                    Map.of("member", member));
        });
    }

    @Test
    void debitsAndCreditsOfAllAccountsAreTheSame() {
        assertThat(shown(accounts.trialBalance(null)))
                .containsExactly(
                        "cash 60.00 0.00 60.00",
                        "clearing 0.00 2.50 -2.50",
                        "member_receivable 98.00 49.00 49.00",
                        "member_credit 49.00 60.00 11.00",
                        "dues_income 0.00 98.00 98.00",
                        "bank_fees 2.50 0.00 2.50");
        assertThat(shown(accounts.trialBalance(END_OF_SEPTEMBER)))
                .containsExactly(
                        "cash 60.00 0.00 60.00",
                        "member_receivable 49.00 49.00 0.00",
                        "member_credit 49.00 60.00 11.00",
                        "dues_income 0.00 49.00 49.00");
        for (LocalDate day = LocalDate.of(2026, 8, 31); day.getMonthValue() < 11; day = day.plusDays(1)) {
            List<AccountBalance> all = accounts.trialBalance(day);
            assertThat(all).hasSize(17);
            assertThat(sum(all, true)).isEqualTo(sum(all, false));
        }
    }

    @Test
    void anAccountsBalanceHasTheSignOfItsType() {
        assertThat(shown(List.of(accounts.account("dues_income", null))))
                .containsExactly("dues_income 0.00 98.00 98.00");
        assertThat(shown(List.of(accounts.account("dues_income", END_OF_SEPTEMBER))))
                .containsExactly("dues_income 0.00 49.00 49.00");
        assertThat(shown(List.of(accounts.account("bank_fees", null)))).containsExactly("bank_fees 2.50 0.00 2.50");
        assertThat(refusal(() -> accounts.account("petty_cash", null)).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aMemberOwesHasCreditAndHasPaidAhead() {
        gym.jdbi.useTransaction(handle -> {
            Ledger.post(
                    handle,
                    "select 'lot' as key, 'pack' as kind, date '2026-10-05' as value_on, '' as memo, 'cash' as debit_account,"
                            + " null::bigint as debit_party, 'prepaid_fees' as credit_account, :member as credit_party, 9000 as amount",
                    Map.of("member", member));
            handle.execute(
                    "insert into prepaid_lots (member_id, credits, price, bought_on, expires_on, key)"
                            + " values (?, 10, 9000, '2026-10-05', '2026-12-31', 'lot')",
                    member);
            PersonBalance balance = accounts.person("MEMBER0@mail.example", null);
            handle.rollback();
            assertThat(balance.owed()).hasToString("49.00");
        });
        PersonBalance now = accounts.person(String.valueOf(member), null);
        assertThat(now.owed()).hasToString("49.00");
        assertThat(now.credit()).hasToString("11.00");
        assertThat(now.balance()).hasToString("38.00");
        assertThat(now.balance())
                .isEqualTo(gym.members.file(String.valueOf(member)).balance());
        assertThat(now.prepaidValue()).hasToString("0.00");
        assertThat(shown(now.accounts()))
                .containsExactly("member_credit 49.00 60.00 11.00", "member_receivable 98.00 49.00 49.00");
        assertThat(accounts.person(String.valueOf(member), END_OF_SEPTEMBER).balance())
                .hasToString("-11.00");
        assertThat(accounts.person(String.valueOf(member + 1), null).accounts()).isEmpty();
        assertThat(refusal(() -> accounts.person("nobody@mail.example", null)).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void creditsAreCountedAsOfTheDay() {
        gym.sql("""
                insert into prepaid_lots (member_id, credits, price, bought_on, expires_on, key)
                values (?, 10, 0, '2026-10-05', '2026-10-31', 'a'), (?, 3, 0, '2026-11-01', null, 'b')
                """, member + 1, member + 1);
        String other = String.valueOf(member + 1);
        assertThat(accounts.person(other, LocalDate.of(2026, 10, 4)).prepaidFees())
                .isZero();
        assertThat(accounts.person(other, LocalDate.of(2026, 10, 31)).prepaidFees())
                .isEqualTo(10);
        assertThat(accounts.person(other, LocalDate.of(2026, 11, 1)).prepaidFees())
                .isEqualTo(3);
        assertThat(accounts.person(other, null).prepaidFees()).isEqualTo(3);
    }

    private static long sum(List<AccountBalance> all, boolean debit) {
        return all.stream()
                .map(account -> debit ? account.debit() : account.credit())
                .mapToLong(Money::minorUnits)
                .sum();
    }

    private static List<String> shown(List<AccountBalance> all) {
        return all.stream()
                .filter(account ->
                        account.debit().minorUnits() + account.credit().minorUnits() != 0)
                .map(a -> "%s %s %s %s".formatted(a.account(), a.debit(), a.credit(), a.balance()))
                .toList();
    }
}
