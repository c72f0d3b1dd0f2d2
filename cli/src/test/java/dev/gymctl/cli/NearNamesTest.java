package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked back when somebody or something is not there. */
final class NearNamesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static String coachsToken;

    @BeforeAll
    static void addPeopleAndRooms() {
        ok("member", "add", "Ada", "Lovelace", "--email", "ada@gym.example");
        ok("member", "add", "Ada", "Byron", "--email", "byron@gym.example");
        ok("coach", "add", "Cara", "Coach", "--email", "cara@gym.example");
        ok("user", "role", "3", "coach");
        coachsToken = ok("user", "token", "3", "--name", "test")
                .out()
                .lines()
                .toList()
                .get(1);
        ok("chat", "create", "Front Desk");
        ok("chat", "create", "Yoga", "--open");
    }

    @Test
    void aMistypedEMailIsAskedBack() {
        assertThat(gymctl("member", "show", "aad@gym.example"))
                .isEqualTo(Transcript.failure(
                        1,
                        "there is no member 'aad@gym.example'",
                        "did you mean ada@gym.example? gymctl member list shows them all"));
        assertThat(gymctl("coach", "show", "Cara@gym.exmaple").err())
                .endsWith("hint: did you mean cara@gym.example? gymctl coach list shows them all\n");
    }

    @Test
    void theSameNameElsewhereIsAskedBack() {
        assertThat(gymctl("member", "show", "byron@mail.example").err())
                .endsWith("hint: did you mean byron@gym.example? gymctl member list shows them all\n");
    }

    @Test
    void onlyThoseOfTheKindAndNearAreMeant() {
        assertThat(gymctl("coach", "show", "aad@gym.example").err())
                .endsWith("hint: gymctl coach list shows them all\n");
        assertThat(gymctl("member", "show", "alma@gym.example").err())
                .endsWith("hint: gymctl member list shows them all\n");
        assertThat(gymctl("member", "show", "99").err()).endsWith("hint: gymctl member list shows them all\n");
    }

    @Test
    void aRoomIsAskedBackToThoseWhoMaySeeIt() {
        assertThat(gymctl("chat", "history", "Front desk").exit()).isZero();
        assertThat(gymctl("chat", "history", "Frnt Desk").err())
                .endsWith("hint: did you mean 'Front Desk'? gymctl chat rooms --all shows what there is\n");
        Transcript.Session coach =
                Transcript.session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", coachsToken);
        assertThat(coach.run("chat", "history", "Frnt Desk").err())
                .endsWith("hint: gymctl chat rooms shows those that you are in\n");
        assertThat(coach.run("chat", "history", "Yogi").err()).contains("did you mean 'Yoga'?");
    }

    /** A coach may list members, but not users. */
    @Test
    void nobodyIsToldOfPeopleWhomTheyMayNotList() {
        Transcript.Session coach =
                Transcript.session().env("GYMCTL_URL", database.appUrl()).env("GYMCTL_TOKEN", coachsToken);
        assertThat(coach.run("class", "enroll", "1", "adda@gym.example").err()).doesNotContain("did you mean ada");
        assertThat(coach.run("member", "show", "adda@gym.example").err()).contains("did you mean ada@gym.example?");
        assertThat(coach.run("chat", "invite", "Yoga", "adda@gym.example").err())
                .doesNotContain("did you mean");
    }

    private static Transcript ok(String... words) {
        Transcript done = gymctl(words);
        assertThat(done.exit()).as(done.err()).isZero();
        return done;
    }

    private static Transcript gymctl(String... words) {
        return Transcript.session().env("GYMCTL_URL", database.url()).run(words);
    }
}
