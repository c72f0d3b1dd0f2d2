package dev.gymctl.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.reconcile.StatementSource;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue of lines, as somebody types it. */
class ReconcileTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void linesAreMatchedTakenApartAndExcluded() {
        out("gym", "set", "zone=Europe/Berlin", "currency=EUR");
        out("member", "add", "Bob", "Builder");
        out("member", "approve", "1");
        out("finance", "charge", "1", "30", "--kind", "other");
        take("40", "member 1", "7", "no idea");

        assertThat(out("reconcile", "run", "--month", "last", "--dry-run", "-o", "csv"))
                .isEqualTo(
                        "settled,statements,lines,duplicates,details,advised,quarantined,matched\n0,0,0,0,0,0,0,1\n");
        assertThat(out("reconcile", "run", "--month", "last", "-o", "csv")).isEqualTo("""
                        settled,statements,lines,duplicates,details,advised,quarantined,matched,month,outcome,job
                        0,0,0,0,0,0,0,1,2026-10,done,1
                        """);
        assertThat(out("reconcile", "lines", "--state", "unmatched", "-o", "csv"))
                .contains(
                        "\n2,2026-10-01,7.00,7.00,unmatched,,\"names nobody, and its payer is not known\",,,,no idea,")
                .hasLineCount(2);
        assertThat(out("reconcile", "match", "2", "M1", "--amount", "3", "--dry-run"))
                .isEqualTo("line 2 of 7.00 EUR is partly allocated\n");
        assertThat(out("reconcile", "match", "2", "1")).isEqualTo("line 2 of 7.00 EUR is reconciled\n");
        assertThat(out("reconcile", "unmatch", "2")).isEqualTo("line 2 of 7.00 EUR is unmatched\n");
        assertThat(out("reconcile", "exclude", "2", "--reason", "rent")).isEqualTo("line 2 of 7.00 EUR is excluded\n");
        assertThat(out("reconcile", "report", "--month", "last", "-o", "csv"))
                .contains(
                        "2026-10,opening,0,5.00,EUR\n", "2026-10,rule_2,1,40.00,EUR\n", "2026-10,excluded,1,7.00,EUR\n")
                .contains("2026-10,closing,0,52.00,EUR\n2026-10,waiting_to_30,0,0.00,EUR\n")
                .endsWith("2026-10,owed_over_90,0,0.00,EUR\n");
        assertThat(gymctl("reconcile", "match", "2", "1"))
                .isEqualTo(Transcript.failure(
                        1,
                        "of line 2 only 0.00 EUR is left",
                        "gymctl reconcile unmatch 2 takes back what it was matched to"));
        assertThat(gymctl("reconcile", "unmatch", "9"))
                .isEqualTo(Transcript.failure(1, "there is no line 9", "gymctl reconcile lines lists them"));
    }

    @Test
    void whatWaitsIsReviewedKeyByKey() {
        database.reset();
        out("gym", "set", "zone=Europe/Berlin", "currency=EUR");
        out("member", "add", "Bob", "Builder");
        out("member", "approve", "1");
        out("finance", "charge", "1", "30", "--kind", "other");
        take("30", "?", "7", "thanks", "9", "\u001b[2Jgone", "-400", "hall");
        out("reconcile", "run", "--month", "last");

        Transcript review = Transcript.session()
                .clock(NOW)
                .env("GYMCTL_URL", database.url())
                .terminal()
                .stdin("1u1" + "mM9\r" + "mM1\r" + "s" + "9xrent\r")
                .run("reconcile", "review");

        assertThat(review.exit()).isZero();
        assertThat(review.out())
                .contains(
                        "1 of 4: line 1, 2026-10-01, 30.00 EUR",
                        "  1  C1     Bob Builder, 30.00 owed: owes just this much")
                .containsSubsequence(
                        "line 1 of 30.00 EUR is reconciled",
                        "was taken apart",
                        "line 1 of 30.00 EUR is reconciled",
                        "there is no member",
                        "line 2 of 7.00 EUR is reconciled",
                        "text      \\u001b[2Jgone",
                        "line 4 of -400.00 EUR is excluded",
                        "decided 3, 1 wait")
                .doesNotContain("\u001b[2J");
        assertThat(out("reconcile", "lines", "-o", "csv"))
                .contains(
                        "1,2026-10-01,30.00,0.00,reconciled,manual",
                        "3,2026-10-01,9.00,9.00,unmatched",
                        ",excluded,manual,rent,");
        assertThat(gymctl("reconcile", "review"))
                .isEqualTo(Transcript.failure(
                        1,
                        "reconcile review asks somebody, and this is no terminal",
                        "gymctl reconcile lines lists what waits, gymctl reconcile match says what it is"));
    }

    private static void take(String... amountsAndTexts) {
        LocalDate day = LocalDate.parse("2026-10-01");
        new Reconciliation(database.jdbi(), new Changes(database.jdbi(), Operator.owner("test")), NOW)
                .importFrom(List.of(new StatementSource("october", receiver -> {
                    BigDecimal balance = new BigDecimal("5");
                    receiver.begin(new StatementHeader(StatementFormat.MT940, null, "DE1", "EUR", day, balance));
                    for (int i = 0; i < amountsAndTexts.length; i += 2) {
                        receiver.entry(entry(i + 1, day, amountsAndTexts[i], amountsAndTexts[i + 1]));
                        balance = balance.add(new BigDecimal(amountsAndTexts[i]));
                    }
                    receiver.end(new StatementEnd(day, balance, null));
                })));
    }

    private static StatementEntry entry(long line, LocalDate day, String amount, String text) {
        return new StatementEntry(
                line,
                null,
                null,
                day,
                null,
                new BigDecimal(amount),
                null,
                null,
                null,
                null,
                null,
                text,
                false,
                null,
                null);
    }

    private static String out(String... words) {
        Transcript done = gymctl(words);
        assertThat(done.exit()).as(done.err()).isZero();
        return done.out();
    }

    private static Transcript gymctl(String... words) {
        return Transcript.session().clock(NOW).env("GYMCTL_URL", database.url()).run(words);
    }
}
