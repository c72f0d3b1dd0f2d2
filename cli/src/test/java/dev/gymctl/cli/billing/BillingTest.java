package dev.gymctl.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two months of dues, as somebody types it. */
class BillingTest {
    private static final String HEADER =
            "month,charges,total,expired_credits,expired_total,parked,member_receivable,member_credit,prepaid_fees,currency";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void duesAreChargedParkedAndAccepted() {
        ok("2026-09-20", "gym", "set", "zone=Europe/Berlin", "currency=EUR");
        ok("2026-09-20", "member", "add", "Bob", "Builder");
        ok("2026-09-20", "member", "add", "Eve", "Eager");
        ok("2026-09-20", "member", "approve", "1", "2");
        ok("2026-09-20", "plan", "add", "Gold", "--price", "30", "--bill-day", "31");
        ok("2026-09-20", "plan", "subscribe", "1", "Gold", "--from", "2026-09-21");
        for (int i = 1; i <= 6; i++) {
            ok("2026-09-20", "plan", "add", "Extra" + i, "--price", "1");
            ok("2026-09-20", "plan", "subscribe", "2", "Extra" + i, "--from", "2026-10-01");
        }

        assertThat(gymctl("2026-09-25", "billing", "run", "--month", "this", "-o", "csv")
                        .out())
                .isEqualTo(
                        HEADER + ",outcome,new_charges,job\n2026-09,1,10.00,0,0.00,0,10.00,0.00,0.00,EUR,done,1,1\n");
        assertThat(gymctl("2026-11-02", "billing", "run", "--month", "last", "--dry-run", "-o", "csv"))
                .isEqualTo(new Transcript(
                        0,
                        HEADER + "\n2026-10,1,30.00,0,0.00,1,40.00,0.00,0.00,EUR\n",
                        "a dry run: nothing was changed\n"));
        assertThat(gymctl("2026-11-02", "billing", "run", "--month", "last").out())
                .endsWith("some accounts are parked: gymctl billing parked shows why\n");
        assertThat(gymctl("2026-11-02", "billing", "run", "--month", "2026-12"))
                .isEqualTo(Transcript.failure(
                        1, "2026-12 has not begun yet in Europe/Berlin", "its dues are assessed from 2026-12-01 on"));

        assertThat(gymctl("2026-11-02", "billing", "parked", "-o", "csv").out())
                .contains("\n2026-10,2,Eve Eager,\"6 charges on 2026-10-01, more than 5 a day\",");
        assertThat(gymctl("2026-11-02", "billing", "accept", "2", "--month", "last")
                        .out())
                .isEqualTo("the account of member 2, Eve Eager, is accepted in 2026-10\n");
        assertThat(gymctl("2026-11-02", "billing", "run", "--month", "last", "-o", "csv")
                        .out())
                .isEqualTo(
                        HEADER + ",outcome,new_charges,job\n2026-10,7,36.00,0,0.00,0,46.00,0.00,0.00,EUR,done,6,3\n");
        assertThat(gymctl("2026-11-02", "job", "list", "-o", "csv")
                        .out()
                        .lines()
                        .skip(1))
                .first()
                .asString()
                .startsWith("3,billing,month=2026-10 run=2,completed,");
    }

    private static void ok(String day, String... words) {
        Transcript done = gymctl(day, words);
        assertThat(done.exit()).as(done.err()).isZero();
    }

    private static Transcript gymctl(String day, String... words) {
        return Transcript.session()
                .clock(Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC))
                .env("GYMCTL_URL", database.url())
                .run(words);
    }
}
