package dev.gymctl.cli.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the application to the erasure, as somebody types it. */
class MemberLifeTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void addACoach() {
        assertThat(gymctl("gym", "set", "zone=Europe/Berlin", "currency=EUR").exit())
                .isZero();
        assertThat(gymctl("coach", "add", "Ada", "--email", "ada@gym.example").out())
                .isEqualTo("added coach 1, Ada\n");
    }

    @Test
    void aMemberComesAndGoes() throws IOException {
        assertThat(gymctl(
                                "member",
                                "add",
                                "Bob",
                                "Builder",
                                "--email=bob@mail.example",
                                "--phone=+49 170 1",
                                "--guardian=Mrs Builder",
                                "--guardian-phone=+49 170 2",
                                "--emergency-contact=Dr Who",
                                "--emergency-phone=112",
                                "--contact-email=home@mail.example")
                        .out())
                .isEqualTo("added member 2, Bob Builder\n");
        assertThat(gymctl("member", "add", "Cyd").exit()).isZero();
        assertThat(gymctl("member", "add", "Dee").exit()).isZero();

        assertThat(gymctl("member", "approve", "2").out()).isEqualTo("approved member 2, Bob Builder\n");
        assertThat(gymctl("member", "approve", "bob@mail.example").out())
                .isEqualTo("nothing changed: member 2, Bob Builder, is approved already\n");
        assertThat(gymctl("member", "approve", "2", "3").out())
                .isEqualTo("approved member 3, Cyd; 1 had been before\n");
        assertThat(gymctl("member", "reject", "4", "--reason", "no address").out())
                .isEqualTo("rejected member 4, Dee\n");
        assertThat(gymctl("member", "approve", "4"))
                .isEqualTo(Transcript.failure(
                        1, "member 4 is rejected from 2026-11-05 on", "--again takes them in again"));

        assertThat(gymctl("class", "add", "Spin", "--coach", "1", "--at", "2026-12-01T18:30")
                        .out())
                .isEqualTo("added class 1, Spin\n");
        assertThat(gymctl("class", "enroll", "1", "2").exit()).isZero();
        assertThat(gymctl("member", "freeze", "2", "--from", "2026-12-01", "--to", "2026-12-31", "--reason", "knee")
                        .out())
                .isEqualTo("member 2, Bob Builder, is frozen from 2026-12-01 to 2026-12-31; bookings taken back: 1\n");
        assertThat(gymctl("member", "freeze", "2", "--from", "2026-12-01", "--to", "2026-12-31")
                        .out())
                .isEqualTo("nothing changed: member 2, Bob Builder, is frozen from 2026-12-01 to 2026-12-31 already\n");
        assertThat(gymctl("class", "enroll", "1", "2"))
                .isEqualTo(Transcript.failure(
                        1, "member 2 will be frozen on 2026-12-01: only active members can book", null));

        assertThat(gymctl("member", "show", "2").out().replaceAll("(?m) +$", ""))
                .isEqualTo("""
                id                       2
                first name               Bob
                last name                Builder
                email                    bob@mail.example
                status                   active
                payment status           paid
                attendance count         0
                prepaid fees             0
                membership approved      yes
                member ref               -
                user id                  2
                date of birth            -
                date joined              2026-11-05 07:00
                is active                yes
                role                     member
                password                 -
                contact email            home@mail.example
                phone                    +49 170 1
                emergency contact name   Dr Who
                emergency contact phone  112
                guardian name            Mrs Builder
                guardian phone           +49 170 2
                balance                  0.00
                owed                     0.00
                credit                   0.00
                currency                 EUR

                freezes
                from        to          reason
                2026-12-01  2026-12-31  knee

                events
                on          event       reason
                2026-11-05  approved
                2026-11-05  registered
                """);

        assertThat(gymctl("member", "unfreeze", "2").out()).isEqualTo("member 2, Bob Builder, is not frozen now\n");
        assertThat(gymctl("member", "unfreeze", "2").out())
                .isEqualTo("nothing changed: member 2, Bob Builder, is not frozen\n");
        assertThat(gymctl("member", "erase", "2", "--yes"))
                .isEqualTo(Transcript.failure(
                        1, "member 2 cannot be erased: is active", "gymctl member cancel 2 ends the membership"));
        assertThat(gymctl("member", "cancel", "2", "--on", "2026-11-05", "--reason", "moves")
                        .out())
                .isEqualTo("member 2, Bob Builder, is cancelled from 2026-11-05 on\n");
        assertThat(gymctl("member", "cancel", "2").out())
                .isEqualTo("nothing changed: member 2, Bob Builder, is cancelled from 2026-11-05 on already\n");

        Path export = directory.resolve("bob.json");
        assertThat(gymctl("member", "erase", "2", "--export", export.toString()))
                .isEqualTo(Transcript.failure(2, "this needs a yes, and there is no terminal to ask on", "add --yes"));
        assertThat(gymctl("member", "erase", "2", "--dry-run").out())
                .startsWith(
                        "would erase member 2, Bob Builder, with 0 chat messages, 0 prepaid fees and the contents of ")
                .endsWith(" audit rows; nothing was changed\n");
        assertThat(export).doesNotExist();

        database.owner()
                .useHandle(handle -> handle.execute(
                        "alter table gymctl.audit_log add constraint in_the_way check (action <> 'member erase')"));
        Path early = directory.resolve("early.json");
        assertThat(gymctl("member", "erase", "2", "--export", early.toString(), "--yes")
                        .exit())
                .isEqualTo(1);
        assertThat(gymctl("member", "list", "--search", "builder", "--count").out())
                .isEqualTo("1\n");
        assertThat(Files.readString(early))
                .as("whole before anything is erased")
                .endsWith("}\n");
        database.owner().useHandle(handle -> handle.execute("alter table gymctl.audit_log drop constraint in_the_way"));

        assertThat(gymctl("member", "erase", "2", "--export", export.toString(), "--yes")
                        .out())
                .isEqualTo("erased member 2\n");
        assertThat(Files.readString(export)).contains("\"Mrs Builder\"", "\"class_title\": \"Spin\"", "\"moves\"");
        assertThat(directory).isDirectoryContaining(export::equals).isDirectoryNotContaining("glob:**.partial");
        assertThat(gymctl("member", "erase", "2", "--export", export.toString(), "--yes"))
                .isEqualTo(Transcript.failure(2, "--export " + export + " is there already", "name a new file"));
        assertThat(gymctl("member", "erase", "2", "--yes").out())
                .isEqualTo("nothing changed: member 2 is erased already\n");
        assertThat(gymctl("member", "list", "--search", "builder").err()).isEqualTo("no member is like that\n");

        assertThat(gymctl("audit", "log", "--about", "member=2", "-o", "csv")
                        .out()
                        .lines())
                .as("the erasure alone still names the member")
                .hasSize(2);
        assertThat(gymctl("audit", "log", "--action", "member reject", "-o", "json")
                        .out())
                .contains(
                        "\"action\": \"member reject\"",
                        "\"payload\": {\"member_4\": \"rejected\", \"reason\": \"no address\"}");
        Transcript verified = gymctl("audit", "verify");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();

        assertThat(gymctl("member", "erase", "4", "--export", "-", "--yes", "-o", "json"))
                .isEqualTo(Transcript.failure(
                        2, "--export - and -o would both go to stdout", "name a file, or leave -o out"));
        Transcript piped = gymctl("member", "erase", "4", "--export", "-", "--yes");
        assertThat(piped.out()).startsWith("{\n").endsWith("}\n");
        assertThat(piped.err()).isEqualTo("erased member 4\n");
        assertThat(verified.out()).contains("holds   yes");
        String head = verified.out().replaceAll("(?s).*head +(\\S+).*", "$1");
        assertThat(gymctl("audit", "verify", "--head", head).exit()).isZero();

        String otherHead = head.substring(0, head.indexOf(':') + 1) + "0".repeat(64);
        Transcript broken = gymctl("audit", "verify", "--head", otherHead);
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.out()).contains("it is not the one that was noted: the chain was replaced");
        assertThat(broken.err()).isEqualTo("gymctl: the audit log is not what was written: 1 problem\n");
        assertThat(gymctl("audit", "log", "--limit", "1").err()).startsWith("there are more: go on with --after ");
    }

    private static Transcript gymctl(String... args) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse("2026-11-05T06:00:00Z"), ZoneOffset.UTC))
                .run(args);
    }
}
