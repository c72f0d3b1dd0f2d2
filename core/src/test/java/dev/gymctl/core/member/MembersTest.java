package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every test has members of its own. */
class MembersTest {
    private static final String HEADER = "first_name,last_name,email,date_joined,membership_approved\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static int people;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    /** Events and freezes as written, and the status on days around them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        2026-01-01 registered                                                  | -                       | 2026-01-01 | pending   | -
        2026-01-01 registered                                                  | -                       | 2025-12-31 | pending   | -
        -                                                                      | -                       | 2026-01-01 | pending   | -
        2026-01-01 registered, 2026-02-01 approved                             | -                       | 2026-01-31 | pending   | -
        2026-01-01 registered, 2026-02-01 approved                             | -                       | 2026-02-01 | active    | true
        2026-01-01 registered, 2026-01-01 approved                             | -                       | 2026-01-01 | active    | true
        2026-01-01 registered, 2026-02-01 rejected                             | -                       | 2026-02-01 | rejected  | false
        2026-01-01 registered, 2026-02-01 rejected, 2026-02-01 approved        | -                       | 2026-02-01 | active    | true
        2026-02-01 approved, 2026-03-01 cancelled                              | -                       | 2026-02-28 | active    | true
        2026-02-01 approved, 2026-03-01 cancelled                              | -                       | 2026-03-01 | cancelled | true
        2026-02-01 approved, 2026-03-01 cancelled, 2026-04-01 approved         | -                       | 2026-04-01 | active    | true
        2026-02-01 approved                                                    | [2026-03-01,2026-03-31] | 2026-02-28 | active    | true
        2026-02-01 approved                                                    | [2026-03-01,2026-03-31] | 2026-03-01 | frozen    | true
        2026-02-01 approved                                                    | [2026-03-01,2026-03-31] | 2026-03-31 | frozen    | true
        2026-02-01 approved                                                    | [2026-03-01,2026-03-31] | 2026-04-01 | active    | true
        2026-02-01 approved                                                    | [2026-03-01,)           | 2030-01-01 | frozen    | true
        2026-02-01 approved, 2026-03-10 cancelled                              | [2026-03-01,2026-03-09] | 2026-03-09 | frozen    | true
        2026-02-01 approved, 2026-03-10 cancelled                              | [2026-03-01,2026-03-09] | 2026-03-10 | cancelled | true
        2026-02-01 approved, 2026-06-01 cancelled, 2026-03-01 cancelled        | -                       | 2026-06-02 | cancelled | true
        2026-02-01 approved, 2026-06-01 cancelled, 2026-03-01 approved         | -                       | 2026-06-02 | active    | true
        2026-02-01 approved, 2026-06-01 cancelled, 2026-03-01 rejected         | -                       | 2026-06-02 | rejected  | false
        """)
    void theStatusOnADayFollowsFromTheEvents(
            String events, String freeze, String day, String status, Boolean approved) {
        long id = gym.coach("member" + ++people + "@x.example");
        gym.sql("insert into members (user_id) values (?)", id);
        if (events != null) {
            gym.sql("""
                    insert into member_events (member_id, effective_on, kind)
                    select ?, split_part(event, ' ', 1)::date, split_part(event, ' ', 2)
                    from string_to_table(?, ', ') with ordinality e (event, number) order by number
                    """, id, events);
        }
        if (freeze != null) {
            gym.sql("insert into member_freezes (member_id, during) values (?, ?::daterange)", id, freeze);
        }

        assertThat(gym.value(
                        "select concat_ws(' ', status, membership_approved) from member_status(?::date) where member_id = ?",
                        day,
                        id))
                .isEqualTo(approved == null ? status : status + (approved ? " t" : " f"));
    }

    @Test
    void aNewMemberIsPendingAndKnownByNumberAndEmail() {
        Member member = gym.members.add(
                new NewUser("Łukasz", "Żak", "Zak@x.example", null, gym.clock.instant()), "M-1", gym.gym());

        assertThat(member.status()).isEqualTo("pending");
        assertThat(member.membershipApproved()).isNull();
        assertThat(member.paymentStatus()).isEqualTo("paid");
        assertThat(gym.members.get("ZAK@X.example")).isEqualTo(member);
        assertThat(gym.members.get(String.valueOf(member.user().id()))).isEqualTo(member);

        assertThat(refusal(() -> gym.members.add(
                        new NewUser("A", "B", "zak@x.EXAMPLE", null, gym.clock.instant()), null, gym.gym())))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessage("the e-mail zak@x.EXAMPLE is user " + member.user().id() + "'s already");
        assertThat(refusal(() ->
                        gym.members.add(new NewUser("A", "B", null, null, gym.clock.instant()), "M-1", gym.gym())))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessage("the member number M-1 is member " + member.user().id() + "'s");
        assertThat(refusal(() -> gym.members.get("999999")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void manyMembersMayHaveNoEmail() {
        gym.members.add(new NewUser("No", "Mail", null, null, gym.clock.instant()), null, gym.gym());
        gym.members.add(new NewUser("No", "Mail", null, null, gym.clock.instant()), null, gym.gym());
        assertThat(gym.members.list(MemberFilter.NONE, MemberPage.ALL))
                .filteredOn(m -> m.user().fullName().equals("No Mail"))
                .hasSize(2);
    }

    @Test
    void anImportedApprovalDatesFromJoiningAndALaterOneFromToday() {
        importOne("Ann,A,ann@x.example,2024-03-01,true");
        assertThat(status("ann@x.example", "2024-02-29")).isEqualTo("pending");
        assertThat(status("ann@x.example", "2024-03-01")).isEqualTo("active");

        importOne("Ann,A,ann@x.example,2024-03-01,false");
        assertThat(status("ann@x.example", "2026-11-04")).isEqualTo("active");
        assertThat(gym.members.get("ann@x.example").status()).isEqualTo("rejected");

        importOne("Ann,A,ann@x.example,2024-03-01,");
        assertThat(gym.members.get("ann@x.example").status())
                .as("an empty field says nothing")
                .isEqualTo("rejected");

        importOne("Ann,A,ann@x.example,2024-03-01,true");
        assertThat(gym.members.get("ann@x.example").status())
                .as("twice in a day")
                .isEqualTo("active");
    }

    @Test
    void whoJoinsLaterIsAMemberFromThenOn() {
        NewUser later = new NewUser("Lea", "L", "lea@x.example", null, Instant.parse("2026-12-31T23:00:00Z"));
        String id =
                String.valueOf(gym.members.add(later, null, gym.gym()).user().id());

        gym.memberships.approve(List.of(id), false, gym.gym());

        assertThat(status("lea@x.example", "2026-12-31")).isEqualTo("pending");
        assertThat(status("lea@x.example", "2027-01-01")).isEqualTo("active");
    }

    @Test
    void aNameIsFoundHoweverItsAccentIsTyped() {
        NewUser user = new NewUser("E\u0301va", "K", "eva@x.example", null, gym.clock.instant());
        gym.members.add(user, null, gym.gym());

        assertThat(gym.members.count(MemberFilter.text("\u00e9va"))).isEqualTo(1);
        assertThat(gym.members.count(MemberFilter.text("e\u0301va"))).isEqualTo(1);
    }

    @Test
    void anApprovalThatIsToComeCanBeTakenBack() {
        importOne("Fay,F,fay@x.example,2027-01-01,true");
        assertThat(gym.members.get("fay@x.example").status()).isEqualTo("pending");

        importOne("Fay,F,fay@x.example,2027-01-01,false");
        assertThat(status("fay@x.example", "2027-01-01")).isEqualTo("rejected");
        assertThat(gym.importMembers(csv("m", HEADER + "Fay,F,fay@x.example,2027-01-01,false\n"))
                        .same())
                .isEqualTo(1);
    }

    @Test
    void joiningIsTheFirstInstantOfThatDayInTheGymsZone() {
        importOne("Joe,J,joe@x.example,2024-07-01,true");
        assertThat(gym.members.get("joe@x.example").user().dateJoined()).isEqualTo("2024-06-30T22:00:00Z");
    }

    private static void importOne(String row) {
        gym.importMembers(csv("members.csv", HEADER + row + "\n"));
    }

    private static String status(String email, String day) {
        return gym.value(
                "select s.status from member_status(?::date) s join users u on u.id = s.member_id where u.email = ?",
                day,
                email);
    }
}
