package dev.gymctl.core.user;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.access.Logins;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom somebody may change, whatever way they take: the schema holds it, not the stores. */
class UsersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Map<Role, Long> operators = new EnumMap<>(Role.class);

    private static TestGym gym;
    private static int people;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z"));
        for (Role role : Role.values()) {
            operators.put(role, asOwner(role));
        }
    }

    static Stream<Arguments> everyPair() {
        return Stream.of(Role.values())
                .flatMap(acting -> Stream.of(Role.values()).map(other -> Arguments.of(acting, other)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void nobodyChangesEmailPasswordOrActivityOfSomeoneHigher(Role acting, Role other) {
        String id = String.valueOf(asOwner(other));
        Users users = users(acting);
        boolean may = acting.compareTo(other) >= 0;

        assertMay(may, () -> users.edit(id, Map.of("email", "new" + ++people + "@gym.example")));
        assertMay(may, () -> users.setActive(id, false));
        assertMay(may, () -> new Logins(database.database(), gym.clock).reset(changes(acting), id));
        assertThat(new Logins(database.database(), gym.clock)
                                .state(owner().get(id).user())
                                .oneTimeUntil()
                        != null)
                .isEqualTo(may);
        assertThat(owner().get(id).user().active()).isEqualTo(!may);
        assertThatCode(() -> users.edit(id, Map.of("phone", "0123"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void onlyAnAdminGrantsRoles(Role acting, Role other) {
        boolean may = acting == Role.ADMIN;
        String member = String.valueOf(asOwner(Role.MEMBER));

        assertMay(may || other == Role.MEMBER, () -> users(acting).setRole(member, other));
        assertMay(may || other == Role.MEMBER, () -> users(acting).add(person(), other));
        String admin = String.valueOf(asOwner(Role.ADMIN));
        assertMay(may || other == Role.ADMIN, () -> users(acting).setRole(admin, other));
    }

    @Test
    void noFileGoesAroundIt() {
        String header = "first_name,last_name,email,is_active\n";
        String admin = owner().get(String.valueOf(asOwner(Role.ADMIN))).user().email();
        Coaches coaches = new Coaches(gym.jdbi, changes(Role.TREASURER), gym.clock);
        GymException refusal =
                refusal(() -> coaches.importFrom(csv("c", header + "Ada,B," + admin + ",false\n"), gym.gym(), false));
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal).hasMessageContaining("would change the login of somebody who is admin");
        assertMay(false, () -> coaches.importFrom(csv("c", header + "A,B,new@gym.example,\n"), gym.gym(), false));
        assertMay(false, () -> coaches.add(person()));
    }

    @Test
    void theOperatorIsRecordedByNumber() {
        String id = String.valueOf(asOwner(Role.COACH));
        users(Role.ADMIN).setRole(id, Role.TREASURER);

        assertThat(gym.value("""
                select operator_id || ' ' || operator || ' ' || payload
                from audit_log where action = 'user role' order by id desc limit 1"""))
                .isEqualTo("%d user %d {\"role\": \"treasurer\", \"user\": \"%s\", \"role_before\": \"coach\"}"
                        .formatted(operators.get(Role.ADMIN), operators.get(Role.ADMIN), id));
    }

    @Test
    void editsWhatIsGivenAndNothingElse() {
        String id = String.valueOf(asOwner(Role.MEMBER));
        Profile before =
                owner().edit(id, Map.of("phone", " 0123 ", "guardian_name", "Eve", "date_of_birth", "1990-12-31"));
        assertThat(before.phone()).isEqualTo("0123");
        assertThat(before.user().dateOfBirth()).isEqualTo("1990-12-31");

        Profile after = owner().edit(id, Map.of("phone", "", "last_name", "", "date_of_birth", ""));
        assertThat(after.phone()).isNull();
        assertThat(after.user().dateOfBirth()).isNull();
        assertThat(after.user().fullName()).isEqualTo("Ada");
        assertThat(after.guardianName()).isEqualTo("Eve");

        String rows = gym.value("select count(*) from audit_log");
        assertThat(owner().edit(id, Map.of("guardian_name", "Eve"))).isEqualTo(after);
        assertThat(owner().setActive(id, true).now().active()).isTrue();
        assertThat(owner().setActive(id, true).changed()).isFalse();
        assertThat(owner().setRole(id, Role.MEMBER).role()).isEqualTo(Role.MEMBER);
        assertThat(gym.value("select count(*) from audit_log"))
                .as("nothing changed")
                .isEqualTo(rows);
        assertThat(owner().setActive(id, false).changed()).isTrue();
    }

    @Test
    void refusesWhatIsNoValue() {
        long id = asOwner(Role.MEMBER);
        String taken = owner().get(String.valueOf(asOwner(Role.MEMBER))).user().email();

        assertRefused(Kind.INVALID, id, "first_name", " ", "the first name is empty");
        assertRefused(Kind.INVALID, id, "email", "ada", "'ada' is not an e-mail address");
        assertRefused(Kind.INVALID, id, "contact_email", "a b@c", "'a b@c' is not an e-mail address");
        assertRefused(Kind.INVALID, id, "phone", "1\u00072", "phone contains a control character");
        assertRefused(Kind.INVALID, id, "date_of_birth", "31.12.1990", "'31.12.1990' is not a date such as 1990-12-31");
        assertRefused(Kind.INVALID, id, "role", "admin", "a person has no 'role'");
        assertThat(refusal(() -> owner().edit(String.valueOf(id), Map.of("email", taken.toUpperCase(Locale.ROOT))))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
        assertThat(refusal(() -> owner().get("999999")).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    private static void assertRefused(Kind kind, long id, String field, String value, String message) {
        GymException refusal = refusal(() -> owner().edit(String.valueOf(id), Map.of(field, value)));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.kind()).isEqualTo(kind);
    }

    private static void assertMay(boolean may, ThrowingCallable work) {
        if (may) {
            assertThatCode(work).doesNotThrowAnyException();
        } else {
            assertThat(refusal(work).kind()).isEqualTo(Kind.DENIED);
        }
    }

    private static long asOwner(Role role) {
        return owner().add(person(), role).id();
    }

    private static NewUser person() {
        return new NewUser("Ada", "B", "user" + ++people + "@gym.example", null, gym.clock.instant());
    }

    private static Users owner() {
        return new Users(gym.jdbi, gym.changes);
    }

    private static Users users(Role acting) {
        return new Users(gym.jdbi, changes(acting));
    }

    private static Changes changes(Role acting) {
        long id = operators.get(acting);
        return new Changes(gym.jdbi, new Operator(id, "user " + id));
    }
}
