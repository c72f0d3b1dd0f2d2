package dev.gymctl.cli.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A treasurer's day, as somebody types it. */
class FinanceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeEach
    void openGym() {
        database.reset();
        said("gym set zone=Europe/Berlin currency=EUR");
        said("member add Ada Lovelace --email ada@mail.example");
        said("member add Bob");
    }

    @Test
    void chargesAndPaymentsMeet() {
        assertThat(said("finance charge ada@mail.example 30 --kind penalty --memo late --on 2026-10-01"))
                .isEqualTo("charge 1: member 1 owes 30.00 EUR, due on 2026-10-15\n");
        assertThat(said("finance charge 1 20 --due 2026-12-24 --dry-run"))
                .isEqualTo("would charge member 1 20.00 EUR, due on 2026-12-24; nothing was changed\n");
        assertThat(said("finance pay 1 50 --method cash --key r1"))
                .isEqualTo("payment 1, 50.00 EUR from member 1: 30.00 to charge 1, 20.00 left over\n");
        assertThat(said("finance pay 1 50 --method cash --key r1"))
                .isEqualTo("nothing changed: payment 1 with the key r1 is recorded already\n");
        assertThat(gymctl("finance pay 1 49 --method cash --key r1"))
                .isEqualTo(Transcript.failure(
                        1, "the key r1 is of payment 1 of 50.00 EUR", "another payment needs a key of its own"));
        assertThat(said("finance charge 1 15 --due 2026-12-24"))
                .endsWith(": member 1 owes 15.00 EUR, due on 2026-12-24; 0.00 after the credit\n");
        assertThat(said("finance pay 1 1 --method bank_transfer"))
                .matches("payment (\\d+), 1.00 EUR from member 1: 1.00 left over; its key is made-\\1\n");

        assertThat(said("finance refund 1 5.50 --dry-run"))
                .isEqualTo(
                        "would give 5.50 EUR back to member 1: 5.00 of payment 1, 0.50 of payment 3; nothing was changed\n"
                                .replace("payment 3", "payment " + lastPayment()));
        assertThat(said("finance refund 1 5 --method bank_transfer --key back"))
                .matches("refund \\d+: 5.00 EUR back to member 1: 5.00 of payment 1\n");
        assertThat(said("finance refund 1 5 --key back"))
                .matches("nothing changed: refund \\d+ .* is recorded already\n");
        assertThat(said("finance charges 1 --open")).isEmpty();
        assertThat(said("finance charges 1 -o csv").lines().findFirst())
                .contains("id,member_id,member,kind,memo,charged_on,due_on,amount,open,currency,reference,reversed_on");
        assertThat(said("finance payments 1 -o json"))
                .contains("\"allocations\": [{\"charge_id\": 1, \"amount\": \"30.00\"}");
        assertThat(said("member show 1"))
                .contains(
                        "balance                  -1.00\nowed                     0.00\ncredit                   1.00\n");
    }

    @Test
    void whatWasWrongIsTakenBackInTheRightOrder() {
        said("finance charge 1 30 --on 2026-10-01");
        assertThat(said("finance write-off 1 10 --reason 'paid enough'"))
                .isEqualTo("write-off 1: 10.00 EUR of charge 1; still owed 20.00\n");
        assertThat(gymctl("finance reverse charge 1"))
                .isEqualTo(Transcript.failure(
                        1,
                        "of charge 1 something was written off by write-off 1",
                        "gymctl finance reverse write-off 1 takes that back first"));
        assertThat(said("finance reverse write-off 1")).isEqualTo("reversed write-off 1 of member 1, 10.00 EUR\n");
        assertThat(said("finance reverse charge 1 --dry-run"))
                .isEqualTo("would reverse charge 1 of member 1, 30.00 EUR; nothing was changed\n");
        assertThat(said("finance reverse charge 1 --reason typing"))
                .isEqualTo("reversed charge 1 of member 1, 30.00 EUR\n");
        assertThat(said("finance reverse charge 1"))
                .isEqualTo("nothing changed: charge 1 was reversed on 2026-11-05 already\n");
        assertThat(gymctl("finance reverse lunch 1").err())
                .startsWith("gymctl: invalid value for positional parameter at index 0 (KIND): one of charge, payment,"
                        + " refund, write_off, prepay, payout, not 'lunch'\n");

        assertThat(said("finance prepay 1 10 --price 90 --method card"))
                .isEqualTo("prepaid lot 1: 10 classes to member 1 for 90.00 EUR\n");
        assertThat(said("finance prepay 1 1")).endsWith("1 class to member 1 for 10.00 EUR; to pay 10.00\n");
        assertThat(said("finance reverse prepay 1")).isEqualTo("reversed prepaid lot 1 of member 1, 90.00 EUR\n");
        assertThat(said("audit log -o csv")).contains("finance reverse", "finance prepay");
    }

    @Test
    void aReturnedDebitIsOwedAgain() {
        said("finance charge 1 30 --on 2026-10-01");
        said("finance pay 1 30 --method direct_debit --key d1 --on 2026-10-15");
        assertThat(said("finance return 1 --fee 4.50 --charge-fee --reason 'no funds' --on 2026-10-20"))
                .matches("returned payment 1, 30.00 EUR; owed again: charge 1; the fee is charge \\d+\n");
        assertThat(said("finance return 1"))
                .isEqualTo("nothing changed: payment 1 was returned on 2026-10-20 already\n");
        assertThat(gymctl("finance return 1 --charge-fee").exit()).isEqualTo(2);
        assertThat(said("finance aging"))
                .endsWith("\ntotal 34.50 EUR: not due 0.00, 0-30 days 34.50, 31-60 0.00, 61-90 0.00, over 90 0.00\n");
        assertThat(said("finance aging -o csv")).isEqualTo("""
                member_id,member,email,not_due,days_0_30,days_31_60,days_61_90,days_over_90,total,currency,oldest_due_on,reference
                1,Ada Lovelace,ada@mail.example,0.00,34.50,0.00,0.00,0.00,34.50,EUR,2026-10-15,RF34M1
                """.replace("RF34M1", reference()));
        assertThat(gymctl("finance aging").err()).isEqualTo("as in the account Member receivable\n");
        assertThat(said("finance aging --as-of 2026-09-30")).isEmpty();
    }

    @Test
    void aStatementIsATableAFileAndAPage(@TempDir Path directory) throws Exception {
        said("finance charge 1 30 --memo 'new key' --on 2026-10-01");
        said("finance pay 1 10 --method cash --key r1 --on 2026-10-02");
        String grouped = reference().replaceAll("(.{4})(?=.)", "$1 ");

        assertThat(said("finance statement 1 --from 2026-10-01").replaceAll("(?m) +$", ""))
                .isEqualTo("""
                member 1, Ada Lovelace
                date        kind     memo     amount  balance
                2026-10-01  balance  before              0.00
                2026-10-01  other    new key   30.00    30.00
                2026-10-02  payment  cash     -10.00    20.00
                2026-11-05  balance                     20.00

                to pay: 20.00 EUR
                reference: %s
                """.formatted(grouped));
        assertThat(said("finance statement 1 --from 2026-10-02 -o csv")).isEqualTo("""
                date,kind,memo,amount,balance
                2026-10-02,balance,before,,30.00
                2026-10-02,payment,cash,-10.00,20.00
                2026-11-05,balance,,,20.00
                """);
        assertThat(said("finance statement 1 --from 2026-10-02 -o json")).isEqualTo("""
                {
                  "member_id": 1,
                  "member": "Ada Lovelace",
                  "from": "2026-10-02",
                  "to": "2026-11-05",
                  "currency": "EUR",
                  "opening": "30.00",
                  "lines": [{"date": "2026-10-02", "kind": "payment", "memo": "cash", "amount": "-10.00", "balance": "20.00"}],
                  "closing": "20.00",
                  "to_pay": "20.00",
                  "reference": "%s"
                }
                """.formatted(reference()));
        Path pdf = directory.resolve("ada.pdf");
        assertThat(said("finance statement 1 --pdf " + pdf))
                .isEqualTo("wrote the statement of member 1 to " + pdf + "\n");
        assertThat(new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
        assertThat(gymctl("finance statement 1 --pdf " + pdf).exit()).isEqualTo(1);
        assertThat(said("finance statement 1 --force --pdf " + pdf)).startsWith("wrote");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        12             | 0 | charge 1: member 1 owes 12.00 EUR, due on 2026-11-19
        12.5           | 0 | charge 1: member 1 owes 12.50 EUR, due on 2026-11-19
        1234.56        | 0 | charge 1: member 1 owes 1234.56 EUR, due on 2026-11-19
        1.234,56       | 2 | an amount is written 1234.50, not '1.234,56'
        1,234.56       | 2 | an amount is written 1234.50, not '1,234.56'
        1234,56        | 2 | an amount is written 1234.50, not '1234,56'
        -5             | 2 | an amount is written 1234.50, not '-5'
        -- -5          | 2 | an amount is written 1234.50, not '-5'
        1e3            | 2 | an amount is written 1234.50, not '1e3'
        0              | 1 | the amount 0.00 EUR is not greater than zero
        1.005          | 1 | 1.005 has more than the 2 decimals of EUR
        99999999999999 | 1 | 99999999999999 EUR is too large
        9999999999999999999999 | 2 | an amount is written 1234.50, not '9999999999999999999999'
        """)
    void anAmountIsTakenAsWrittenOrRefusedByName(String amount, int exit, String saying) {
        Transcript transcript = gymctl("finance charge 1 " + amount);
        assertThat(transcript.exit()).as(transcript.toString()).isEqualTo(exit);
        assertThat(transcript.out() + transcript.err()).contains(saying);
    }

    @Test
    void aMemberSeesTheirOwnAndNobodyElses() {
        said("finance charge 1 30");
        String token = said("user token 1 --name ada").lines().toList().get(1);
        Transcript.Session ada = session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", token);
        assertThat(ada.run("finance", "statement", "1").out()).contains("to pay: 30.00 EUR");
        assertThat(ada.run("finance", "charges", "1").exit()).isZero();
        assertThat(ada.run("finance", "payments", "1").exit()).isZero();
        assertThat(ada.run("finance", "statement", "2").exit()).isEqualTo(1);
        assertThat(ada.run("finance", "charges", "--open").exit()).isEqualTo(1);
        assertThat(ada.run("finance", "aging").exit()).isEqualTo(1);
        assertThat(ada.run("finance", "pay", "1", "30", "--method", "cash").exit())
                .isEqualTo(1);
    }

    private static String lastPayment() {
        return said("finance payments 1 -o csv")
                .lines()
                .skip(2)
                .findFirst()
                .orElseThrow()
                .split(",", -1)[0];
    }

    private static String reference() {
        String json = said("finance statement 1 -o ndjson");
        return json.substring(json.lastIndexOf(": \"") + 3, json.lastIndexOf('"'));
    }

    /** What a command that succeeds prints. */
    private static String said(String line) {
        Transcript transcript = gymctl(line);
        assertThat(transcript.exit()).as(line + ": " + transcript.err()).isZero();
        return transcript.out();
    }

    private static Transcript gymctl(String line) {
        String[] words = line.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("'", "");
        }
        return session().run(words);
    }

    private static Transcript.Session session() {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC));
    }
}
