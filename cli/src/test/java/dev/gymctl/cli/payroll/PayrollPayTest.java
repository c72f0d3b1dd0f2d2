package dev.gymctl.cli.payroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Coaches are paid, as somebody types it, until the bank says so. */
class PayrollPayTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path directory;

    @BeforeEach
    void payrollOfOctober() {
        database.reset();
        said("gym set zone=Europe/Berlin currency=EUR");
        said("coach add Ann Archer --email ann@gym.example");
        said("coach add Bob Baker --email bob@gym.example");
        said("class add Yoga --coach ann@gym.example --at 2026-10-03T10:00 --minutes 60 --capacity 20");
        said("class add Yoga --coach bob@gym.example --at 2026-10-04T10:00 --minutes 60 --capacity 20");
        said("payroll run --month 2026-10");
    }

    @Test
    void whatIsPaidAndWhatIsOpen() {
        assertThat(said("payroll pay 2026-10 --dry-run"))
                .isEqualTo("would record 2 payouts of 2026-10, 20.00 EUR; nothing was changed\n");
        assertThat(said("payroll pay 2026-10 --coach 1 --on 2026-11-02 --reference 'pay of October'"))
                .matches("recorded 1 payout of 2026-10, 10.00 EUR; the key is made-\\d+\n");
        assertThat(said("payroll list --month 2026-10"))
                .containsPattern("classes taught +gross +total +paid +open\\n")
                .containsPattern("Ann Archer +1 +10.00 +10.00 +10.00 +0.00\\n")
                .containsPattern("Bob Baker +1 +10.00 +10.00 +0.00 +10.00\\n")
                .endsWith("2 payslips, 20.00 EUR in all, 10.00 of it paid\n");
        assertThat(said("payroll list --month 2026-10 -o csv"))
                .isEqualTo("coach,classes_taught,gross\nann@gym.example,1,10.00\nbob@gym.example,1,10.00\n");
        assertThat(said("payroll list --month 2026-10 -o json"))
                .contains(
                        "\"name\": \"Ann Archer\", \"paid\": \"10.00\", \"open\": \"0.00\"",
                        "\"name\": \"Bob Baker\", \"paid\": \"0.00\", \"open\": \"10.00\"");
        assertThat(said("payroll show 1 --month 2026-10 -o csv")
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .endsWith("currency,paid,open");

        assertThat(said("payroll pay 2026-10 --key 'order 2' --method cash"))
                .isEqualTo("recorded 1 payout of 2026-10, 10.00 EUR\n");
        assertThat(said("payroll pay 2026-10"))
                .isEqualTo("nothing changed: 2 payouts of 2026-10, 20.00 EUR are recorded already\n");
        assertThat(said("payroll pay --opening"))
                .isEqualTo("nothing changed: nothing of the opening balance is payable\n");
        assertThat(gymctl("payroll pay").exit()).isEqualTo(2);
        assertThat(gymctl("payroll pay 2026-09"))
                .isEqualTo(Transcript.failure(
                        1, "payroll for 2026-09 is not closed", "gymctl payroll run --month 2026-09 closes it"));

        String payout = said("payroll payouts --coach 2 -o csv");
        assertThat(payout).matches("""
                id,coach,name,month,amount,currency,method,paid_on,key,reference,reversed_on,line_id,coach_id
                \\d+,bob@gym.example,Bob Baker,2026-10,10.00,EUR,cash,2026-11-05,order 2,,,,2
                """);
        String number = payout.lines().skip(1).findFirst().orElseThrow().split(",", 2)[0];
        assertThat(said("finance reverse payout " + number + " --reason 'did not come'"))
                .isEqualTo("reversed payout %s to coach 2, 10.00 EUR\n".formatted(number));
        assertThat(said("finance reverse payout " + number))
                .isEqualTo("nothing changed: payout %s was reversed on 2026-11-05 already\n".formatted(number));
        assertThat(said("finance reverse payout " + number + " -o json"))
                .contains("\"member_id\": null", "\"coach_id\": 2");
        assertThat(said("finance balance 2 -o json")).contains("coach_payable");
        assertThat(said("payroll list --month 2026-10")).endsWith("2 payslips, 20.00 EUR in all, 10.00 of it paid\n");
    }

    @Test
    void theBanksLineClearsThePayout() throws Exception {
        said("payroll pay 2026-10 --coach 1 --on 2026-11-02 --key o1");
        Files.writeString(
                directory.resolve("bank.csv"),
                "date,amount,text\n2026-11-03,-10.00,pay of October\n2026-11-04,-10.00,pay of October\n");
        said("profile add bank --kind bank --map booked_on=date --map amount=amount --map text=text"
                + " --account DE89370400440532013000 --date-format YYYY-MM-DD --decimal point");
        said("reconcile run --month 2026-11 --profile bank --statement " + directory.resolve("bank.csv"));
        assertThat(said("reconcile lines -o csv")).contains("other lines equal the same recorded payout");

        assertThat(said("reconcile match 1 P1")).isEqualTo("line 1 of -10.00 EUR is reconciled\n");
        assertThat(said("payroll payouts -o csv")).endsWith(",o1,,,1,1\n");
        assertThat(gymctl("finance reverse payout 1"))
                .isEqualTo(Transcript.failure(
                        1,
                        "payout 1 is line 1 of a bank's statement",
                        "gymctl reconcile unmatch 1 says that it is not"));
        assertThat(said("reconcile report --month 2026-11 -o csv")).contains("2026-11,manual,1,-10.00,EUR");
    }

    @Test
    void aCoachSeesTheirOwnAndPaysNobody() {
        said("payroll pay 2026-10");
        String token = said("user token 1 --name ann").lines().toList().get(1);
        Transcript.Session ann = session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", token);
        assertThat(ann.run("payroll", "payouts", "-o", "csv").out())
                .contains("ann@gym.example")
                .doesNotContain("bob@gym.example");
        assertThat(ann.run("payroll", "payouts", "--coach", "1").exit()).isZero();
        assertThat(ann.run("payroll", "payouts", "--coach", "2").exit()).isEqualTo(1);
        assertThat(ann.run("payroll", "pay", "2026-10").exit()).isEqualTo(1);
    }

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
