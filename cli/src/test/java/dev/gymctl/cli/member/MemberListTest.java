package dev.gymctl.cli.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberListTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void addMembers() {
        assertThat(gymctl("member", "list"))
                .isEqualTo(new Transcript(0, "", "no members yet: gymctl member add, or gymctl member import FILE\n"));
        assertThat(gymctl("member", "list", "--count").out()).isEqualTo("0\n");
        for (String name : new String[] {"Ada", "Bob", "Cyd"}) {
            assertThat(gymctl("member", "add", name, "Smith", "--email", name + "@mail.example", "--joined=2026-01-05")
                            .exit())
                    .isZero();
        }
    }

    @Test
    void pagesSayHowToGoOn() {
        assertThat(gymctl("member", "list", "--limit", "2"))
                .isEqualTo(new Transcript(0, """
                        id  first name  last name  email             status   payment status  attendance count  prepaid fees
                         1  Ada         Smith      Ada@mail.example  pending  paid                           0             0
                         2  Bob         Smith      Bob@mail.example  pending  paid                           0             0
                        """, "there are more: go on with --after 2\n"));
        Transcript last = gymctl("member", "list", "--limit", "2", "--after", "2");
        assertThat(last.out()).contains("Cyd").doesNotContain("Bob");
        assertThat(last.err()).isEmpty();
        assertThat(gymctl("member", "list", "--limit", "2", "--after", "3"))
                .isEqualTo(new Transcript(0, "", "nobody comes after member 3\n"));
        assertThat(gymctl("member", "list", "--limit", "2", "--after", "9"))
                .isEqualTo(Transcript.failure(1, "there is no member '9'", "gymctl member list shows them all"));
    }

    @Test
    void filtersSortsAndCounts() {
        assertThat(gymctl("member", "list", "--search", "bob smith", "-o", "csv")
                        .out())
                .isEqualTo("""
                        id,first_name,last_name,email,status,payment_status,attendance_count,prepaid_fees,membership_approved,member_ref,user_id,date_of_birth,date_joined,is_active,role,password
                        2,Bob,Smith,Bob@mail.example,pending,paid,0,0,,,2,,2026-01-05T00:00:00Z,true,member,
                        """);
        assertThat(gymctl("member", "list", "--sort=name", "--reverse", "--limit=1", "-o", "ndjson"))
                .satisfies(page -> assertThat(page.out()).startsWith("{\"id\": 3, \"first_name\": \"Cyd\""))
                .satisfies(page -> assertThat(page.err())
                        .as("programs count for themselves")
                        .isEmpty());
        assertThat(gymctl("member", "list", "--status", "active"))
                .isEqualTo(new Transcript(0, "", "no member is like that\n"));
        assertThat(gymctl("member", "list", "--count", "--payment-status", "paid", "--joined-to", "2026-01-05")
                        .out())
                .isEqualTo("3\n");
        assertThat(gymctl("member", "list", "--count", "--search", "mail", "-o", "json")
                        .out())
                .isEqualTo("{\n  \"count\": 3\n}\n");
    }

    private static Transcript gymctl(String... args) {
        return Transcript.session().env("GYMCTL_URL", database.url()).run(args);
    }
}
