package dev.gymctl.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans and memberships of them, as somebody types it. */
class PlanTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void aMember() {
        assertThat(gymctl("gym", "set", "zone=Europe/Berlin", "currency=EUR").exit())
                .isZero();
        assertThat(gymctl("member", "add", "Bob", "Builder", "--email=bob@mail.example")
                        .exit())
                .isZero();
    }

    @Test
    void aPlanIsAddedHadAndRetired() {
        assertThat(gymctl("plan", "add", "Gold", "--price", "49", "--covers", "unlimited", "--bill-day", "1")
                        .out())
                .isEqualTo("added plan 1, Gold\n");
        assertThat(gymctl("plan", "add", "Gold", "--price", "49.00", "--covers", "unlimited", "--bill-day", "1")
                        .out())
                .isEqualTo("nothing changed: plan 1, Gold, is there already\n");
        assertThat(gymctl("plan", "add", "Ten", "--kind", "pack", "--price", "90", "--credits", "10")
                        .out())
                .isEqualTo("added plan 2, Ten\n");
        assertThat(gymctl("plan", "add", "Silver", "--price", "29.50", "--covers", "4", "--on-freeze", "extend")
                        .exit())
                .isZero();

        assertThat(gymctl("plan", "list", "-o", "csv").out()).isEqualTo("""
                id,name,kind,price,covers,bill_day,proration,on_freeze,credits,valid_months,retired_on,currency
                1,Gold,dues,49.00,unlimited,1,daily,suspend,,,,EUR
                3,Silver,dues,29.50,4,,daily,extend,,,,EUR
                2,Ten,pack,90.00,,,,,10,,,EUR
                """);

        assertThat(gymctl("plan", "subscribe", "1", "gold", "--from", "2026-10-15")
                        .out())
                .isEqualTo("member 1, Bob Builder, has the plan Gold from 2026-10-15 on\n");
        assertThat(gymctl("plan", "subscribe", "1", "Gold", "--from", "2026-10-15")
                        .out())
                .isEqualTo("nothing changed: member 1, Bob Builder, has the plan Gold from 2026-10-15 on already\n");
        assertThat(gymctl("plan", "subscribe", "1", "Silver", "--from", "next", "--instead-of", "Gold", "--dry-run")
                        .out())
                .isEqualTo("member 1, Bob Builder, has the plan Silver from 2026-12-01 on; nothing was changed\n");
        assertThat(gymctl("plan", "subscribe", "1", "Silver", "--from", "next", "--instead-of", "Gold")
                        .exit())
                .isZero();
        assertThat(gymctl("plan", "unsubscribe", "1", "silver", "--on", "next").out())
                .isEqualTo("member 1, Bob Builder, has the plan Silver from 2026-12-01 to 2026-12-31\n");
        assertThat(gymctl("plan", "list", "--member", "bob@mail.example", "-o", "csv")
                        .out())
                .isEqualTo("""
                id,member,full_name,plan,price,starts_on,ends_on,last_day,bill_day,currency
                1,1,Bob Builder,Gold,49.00,2026-10-15,2026-11-30,2026-11-30,1,EUR
                3,1,Bob Builder,Silver,29.50,2026-12-01,2026-12-31,2026-12-31,1,EUR
                """);

        assertThat(gymctl("plan", "retire", "Gold").out()).isEqualTo("plan Gold is retired from 2026-11-05 on\n");
        assertThat(gymctl("plan", "subscribe", "1", "Gold", "--from", "2027-01-01"))
                .isEqualTo(Transcript.failure(
                        1, "the plan Gold was retired on 2026-11-05", "gymctl plan list shows what there is"));
        assertThat(gymctl("plan", "subscribe", "1", "Ten", "--from", "2026-12-01"))
                .isEqualTo(Transcript.failure(
                        1, "the plan Ten has no dues: nobody subscribes to it", "gymctl finance prepay sells a pack"));
        assertThat(gymctl("plan", "subscribe", "1", "Glod", "--from", "2026-12-01"))
                .isEqualTo(Transcript.failure(1, "there is no plan 'Glod'", "did you mean 'Gold'?"));
        assertThat(gymctl("plan", "unsubscribe", "1", "Platinum"))
                .isEqualTo(Transcript.failure(1, "there is no plan 'Platinum'", "gymctl plan list shows them all"));
    }

    @Test
    void nonsenseIsAUsageError() {
        assertThat(gymctl("plan", "add", "X", "--kind", "pack", "--price", "90"))
                .isEqualTo(Transcript.failure(2, "how many classes has the pack?", "--credits 10"));
        assertThat(gymctl("plan", "add", "X", "--price", "90", "--covers", "all"))
                .isEqualTo(Transcript.failure(2, "--covers 'all' is none of unlimited, a number, nothing", null));
        assertThat(gymctl("plan", "add", "X", "--price", "90", "--bill-day", "32"))
                .isEqualTo(Transcript.failure(2, "--bill-day 32 is not between 1 and 31", null));
        assertThat(gymctl("plan", "add", "X", "--kind", "drop_in", "--price", "9", "--covers", "1")
                        .exit())
                .isEqualTo(2);
        assertThat(gymctl("plan", "subscribe", "1", "X", "--from", "tomorrow"))
                .isEqualTo(Transcript.failure(
                        2,
                        "invalid value for option '--from': a date is written 2026-10-31, not 'tomorrow'; or next, for the next month",
                        "see gymctl plan subscribe --help"));
    }

    private static Transcript gymctl(String... words) {
        return Transcript.session()
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC))
                .env("GYMCTL_URL", database.url())
                .run(words);
    }
}
