package dev.gymctl.cli.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger as a treasurer works with it, from the opening balances to the closed month. */
final class LedgerTest {
    private static final String OPENING = """
            account,member,amount,due_on
            member_receivable,ann@mail.example,49.00,2026-09-30
            member_credit,2,5.00,
            cash,,250.00,
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private Transcript.Session gymctl;

    @BeforeEach
    void fresh() {
        database.reset();
        gymctl = Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC));
        assertThat(gymctl.run("gym", "set", "zone=Europe/Berlin", "currency=EUR")
                        .exit())
                .isZero();
        assertThat(gymctl.run("member", "add", "Ann", "Ash", "--email", "ann@mail.example")
                        .exit())
                .isZero();
        assertThat(gymctl.run("member", "add", "Bob", "Birch").exit()).isZero();
    }

    @Test
    void bookingTheOpeningBalancesTwiceBooksThemOnce() {
        assertThat(open("--dry-run").out())
                .isEqualTo("stdin: would add 3, change 0 and leave 0 balances as they are; nothing was changed\n");
        assertThat(gymctl.run("finance", "journal")).isEqualTo(new Transcript(0, "", "nothing is booked there\n"));
        assertThat(open("--on", "2026-10-01").out()).isEqualTo("stdin: 3 balances added, 0 changed, 0 the same\n");
        assertThat(open().out()).isEqualTo("stdin: nothing changed, all 3 balances are there already\n");
        assertThat(gymctl.stdin(OPENING.replace("250.00", "251.00")).run("finance", "balance", "--opening", "-"))
                .isEqualTo(Transcript.failure(
                        1,
                        "stdin:4: amount: \"251.00\": is 250.00 in the books already",
                        "take that back first, or book the difference"));
        assertThat(gymctl.stdin("account,member,amount\nprepaid_fees,1,5\n")
                        .run("finance", "balance", "--opening", "-"))
                .isEqualTo(Transcript.failure(
                        1,
                        "stdin:2: account: \"prepaid_fees\": comes in with the members",
                        "gymctl member import takes a column prepaid_fees: how many each member has"));
    }

    @Test
    void aBalanceIsOfAMemberOrAnAccount() {
        open("--on", "2026-10-01");

        String ann = """
                {
                  "user_id": 1,
                  "name": "Ann Ash",
                  "owed": "49.00",
                  "credit": "0.00",
                  "balance": "49.00",
                  "prepaid_value": "0.00",
                  "prepaid_fees": 0,
                  "currency": "EUR",
                  "accounts": [{"account": "member_receivable", "type": "asset", "debit": "49.00", "credit": "0.00", \
                "balance": "49.00", "name": "Member receivable", "currency": "EUR"}]
                }
                """;
        for (String name : new String[] {"1", "ann@mail.example", "rf 51 M1", "RF51M1"}) {
            assertThat(gymctl.run("finance", "balance", name, "-o", "json")).isEqualTo(new Transcript(0, ann, ""));
        }
        assertThat(gymctl.run("finance", "balance", "1").out()).contains("owed           49.00\n", "member_receivable");
        assertThat(gymctl.run("finance", "balance", "1", "--as-of", "2026-09-30", "-o", "csv")
                        .out())
                .endsWith("\n1,Ann Ash,0.00,0.00,0.00,0.00,0,EUR\n");
        assertThat(gymctl.run("finance", "balance", "Opening balances", "-o", "csv"))
                .isEqualTo(new Transcript(0, """
                        account,name,type,debit,credit,balance,currency
                        opening_balances,Opening balances,equity,5.00,299.00,294.00,EUR
                        """, ""));
        assertThat(gymctl.run("finance", "balance", "petty_cash"))
                .isEqualTo(Transcript.failure(
                        1, "there is no account 'petty_cash'", "gymctl finance trial-balance shows them all"));
        assertThat(gymctl.run("finance", "balance", "9"))
                .isEqualTo(Transcript.failure(1, "there is no user '9'", "gymctl user list shows them all"));
        assertThat(gymctl.run("finance", "balance").exit()).isEqualTo(2);
        assertThat(gymctl.run("finance", "balance", "RF52M1").exit()).isEqualTo(2);
    }

    @Test
    void aMembersPaymentReferenceNamesThemEverywhere() {
        assertThat(gymctl.run("member", "show", "RF51M1", "-o", "json"))
                .isEqualTo(gymctl.run("member", "show", "ann@mail.example", "-o", "json"));
        assertThat(gymctl.run("member", "approve", "RF51 M1").exit()).isZero();
        assertThat(gymctl.run("member", "show", "RF52M1").err())
                .contains("the check digits of the payment reference 'RF52M1' are wrong");
        assertThat(gymctl.run("member", "show", "RF58C123").err())
                .contains("'RF58C123' is not the payment reference of a member");
    }

    @Test
    void theTrialBalanceHasTwoColumnsOfTheSameSum() {
        open("--on", "2026-10-01");

        assertThat(gymctl.run("finance", "trial-balance", "-o", "csv").out()).startsWith("""
                account,type,debit,credit,balance
                cash,asset,250.00,0.00,250.00
                clearing,asset,0.00,0.00,0.00
                member_receivable,asset,49.00,0.00,49.00
                coach_payable,liability,0.00,0.00,0.00
                member_credit,liability,0.00,5.00,5.00
                """);
        assertThat(gymctl.run("finance", "trial-balance").out())
                .endsWith("\n\ndebited 304.00, credited 304.00 EUR in all\n");
        assertThat(gymctl.run("finance", "trial-balance", "--as-of", "2026-09-30")
                        .out())
                .endsWith("\n\ndebited 0.00, credited 0.00 EUR in all\n");
    }

    @Test
    void theJournalIsAListAndAFileForOtherPrograms() {
        open("--on", "2026-10-01");

        assertThat(gymctl.run("finance", "journal", "--account", "cash", "-o", "csv")
                        .out()
                        .lines()
                        .toList()
                        .get(0))
                .isEqualTo(
                        "effective_on,entry_id,id,value_on,recorded_at,kind,memo,key,reverses,reversed_by,debit_account,"
                                + "debit_party,credit_account,credit_party,amount");
        assertThat(gymctl.run("finance", "journal", "--member", "RF51M1", "-o", "ndjson")
                        .out())
                .startsWith("{\"effective_on\": \"2026-10-01\", \"entry_id\": ")
                .endsWith("\"reverses\": null, \"reversed_by\": null, \"debit_account\": \"member_receivable\","
                        + " \"debit_party\": 1, \"credit_account\": \"opening_balances\", \"credit_party\": null,"
                        + " \"amount\": \"49.00\", \"currency\": \"EUR\"}\n");
        assertThat(gymctl.run("finance", "journal", "--member", "1", "--format", "beancount")
                        .out())
                .contains("""
                        2026-10-01 open Assets:Member-receivable:1 EUR
                        2026-10-01 open Equity:Opening-balances EUR
                        2026-10-01 * "opening balance"
                        """);
        assertThat(gymctl.run("finance", "journal", "--member", "1", "--format", "hledger")
                        .out())
                .endsWith("    Assets:Member-receivable:1  49.00 EUR\n    Equity:Opening-balances  -49.00 EUR\n");
        assertThat(gymctl.run("finance", "journal", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void aMonthIsClosedOnce() {
        open("--on", "2026-10-01");

        assertThat(gymctl.run("finance", "close", "this"))
                .isEqualTo(Transcript.failure(
                        1,
                        "2026-11 is not over yet in Europe/Berlin",
                        "books are closed when nothing more can happen in them"));
        assertThat(gymctl.run("finance", "close", "last", "--dry-run").out())
                .isEqualTo("would close the books through 2026-10-31: 3 entries, 304.00 EUR; nothing was changed\n");
        assertThat(gymctl.run("finance", "close", "last").out())
                .isEqualTo("closed the books through 2026-10-31: 3 entries, 304.00 EUR\n");
        assertThat(gymctl.run("finance", "close", "2026-09").out())
                .isEqualTo("nothing changed: the books are closed through 2026-10-31 already\n");
        assertThat(gymctl.stdin("account,amount\nclearing,1\n")
                        .run("finance", "balance", "--opening", "-", "--on", "2026-10-01")
                        .exit())
                .isZero();
        assertThat(gymctl.run("finance", "journal", "--account", "clearing", "-o", "csv")
                        .out())
                .contains("\n2026-11-01,", ",2026-10-01,");
        assertThat(gymctl.run("finance", "trial-balance", "--as-of", "2026-10-31")
                        .out())
                .endsWith("debited 304.00, credited 304.00 EUR in all\n");
    }

    private Transcript open(String... options) {
        String[] args = new String[options.length + 4];
        System.arraycopy(new String[] {"finance", "balance", "--opening", "-"}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        return gymctl.stdin(OPENING).run(args);
    }
}
