package dev.gymctl.core.access;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test has people of its own. */
class LoginsTest {
    private static final Instant NOW = Instant.parse("2026-11-05T06:00:00Z");
    private static final String PASSWORD = "seven wet horses";
    private static final Logins.NewPassword NONE = why -> {
        throw new AssertionError("asked for a new password: " + why);
    };
    private static final String WRONG = "the name or the password is wrong";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Users users;
    private static int people;

    private Counting argon2 = new Counting(256, 1);
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private String email;

    /** Counts; most tests need none that costs much. */
    private static class Counting extends Argon2 {
        private final AtomicInteger evaluations = new AtomicInteger();

        Counting(int memoryKib, int iterations) {
            super(memoryKib, iterations);
        }

        @Override
        boolean matches(String secret, String hash) {
            evaluations.incrementAndGet();
            return super.matches(secret, hash);
        }

        @Override
        String hash(String secret) {
            evaluations.incrementAndGet();
            return super.hash(secret);
        }
    }

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), NOW).in("Europe/Berlin");
        users = new Users(gym.jdbi, gym.changes);
    }

    @BeforeEach
    void nobodyYet() {
        email = "person" + ++people + "@gym.example";
    }

    @Test
    void aCodeIsChangedAtTheFirstLoginAndThenThePasswordCounts() {
        User coach = add(Role.COACH);
        Logins.Reset reset = logins().reset(gym.changes, email);

        assertThat(reset.until()).isEqualTo(NOW.plus(Logins.ONE_TIME));
        assertThat(logins().state(coach).oneTimeUntil()).isEqualTo(reset.until());
        Sessions.Issued first =
                logins().login(email, reset.code(), why -> PASSWORD).session();
        assertThat(session(first).orElseThrow())
                .isEqualTo(new Session(
                        first.id(), null, NOW.plus(Logins.SESSION), coach.id(), "Ada Byron", email, Role.COACH));
        assertThat(users.get(email).user().passwordSet()).isTrue();
        assertWrong(reset.code());

        Sessions.Issued second = login(PASSWORD);
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(session(first)).as("two logins live side by side").isPresent();
        assertThat(login(String.valueOf(coach.id()), PASSWORD).user().id()).isEqualTo(coach.id());
    }

    @Test
    void aCodeIsGoodForThreeDaysAndMayBeTypedAnyHow() {
        add(Role.MEMBER);
        String code = logins().reset(gym.changes, email).code();

        at(NOW.plus(Logins.ONE_TIME).plusSeconds(1));
        assertDenied(() -> login(code), "the one-time code has expired");
        at(NOW.plus(Logins.ONE_TIME));
        assertThat(logins().login(email, " " + code.toLowerCase(Locale.ROOT), why -> PASSWORD)
                        .session()
                        .token())
                .startsWith("gymctl_");
    }

    @Test
    void aBadNewPasswordLeavesTheCodeAsItIs() {
        add(Role.COACH);
        String code = logins().reset(gym.changes, email).code();

        for (String bad : List.of("too short", "passwordpassword", "Ada Byron, " + email, code)) {
            assertThat(refusal(() -> logins().login(email, code, why -> bad)).kind())
                    .as(bad)
                    .isEqualTo(Kind.INVALID);
        }
        assertThat(logins().login(email, code, why -> PASSWORD).session()).isNotNull();
    }

    @Test
    void composedAndDecomposedAreOnePassword() {
        withPassword(Role.MEMBER, "Z\u00fcrich am See");

        assertThat(login("Zu\u0308rich am See").user().email()).isEqualTo(email);
    }

    @Test
    void unknownUserWrongPasswordNoPasswordAndNotActiveAnswerAlikeAndWorkAlike() {
        withPassword(Role.COACH, PASSWORD);
        String inactive = email;
        users.setActive(inactive, false);
        nobodyYet();
        add(Role.COACH);
        String withoutPassword = email;
        nobodyYet();
        withPassword(Role.COACH, PASSWORD);

        List<String> said = new ArrayList<>();
        for (String name : List.of(email, inactive, withoutPassword, "nobody@gym.example", "987654321")) {
            int before = argon2.evaluations.get();
            GymException refusal = refusal(() -> login(name, "a wrong password"));
            said.add(refusal.kind() + " " + refusal.getMessage() + " " + refusal.hint());
            assertThat(argon2.evaluations.get() - before).as(name).isEqualTo(1);
        }
        assertThat(said).allMatch(said.get(0)::equals);

        assertDenied(
                () -> login(inactive, PASSWORD),
                "user %d is not active".formatted(users.get(inactive).user().id()));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "4, 4", "5, 8", "6, 16", "11, 512", "12, 900", "13, 900", "1000000, 900"})
    void waitsTwiceAsLongAfterEachFailure(int failures, long seconds) {
        assertThat(LoginFailures.pause(failures)).hasSeconds(seconds);
    }

    @Test
    void manyFailuresLockAKnownUserAndAnUnknownOneAlike() {
        User coach = withPassword(Role.COACH, PASSWORD);
        List<String> known = guess(email);

        at(NOW);
        assertThat(guess("nobody" + people + "@gym.example")).isEqualTo(known);
        assertThat(known)
                .startsWith(WRONG, WRONG, WRONG, WRONG)
                .contains("too many failed logins in a row: the next attempt is possible at 2026-11-05T07:00:04+01:00");
        Logins.State state = logins().state(coach);
        assertThat(state.failures()).isEqualTo(12);
        assertThat(Duration.between(clock.instant(), state.notBefore())).isEqualTo(LoginFailures.LONGEST_PAUSE);
    }

    @Test
    void evenTheRightPasswordWaitsAndByIdAsByEmail() {
        User coach = withPassword(Role.COACH, PASSWORD);
        for (int i = 0; i < 4; i++) {
            assertWrong("a wrong password");
        }

        int before = argon2.evaluations.get();
        assertThat(refusal(() -> login(PASSWORD))).hasMessageStartingWith("too many failed logins");
        assertThat(refusal(() -> login(String.valueOf(coach.id()), PASSWORD)))
                .hasMessageStartingWith("too many failed logins");
        assertThat(argon2.evaluations.get()).as("nothing is tried").isEqualTo(before);

        at(NOW.plusSeconds(4));
        assertThat(logins().login(email, PASSWORD, NONE).failures()).isEqualTo(4);
        assertThat(logins().login(email, PASSWORD, NONE).failures())
                .as("forgotten")
                .isZero();
    }

    @Test
    void aNewCodeAndADayOfPeaceForgetFailures() {
        withPassword(Role.COACH, PASSWORD);
        for (int i = 0; i < 4; i++) {
            assertWrong("a wrong password");
        }
        String code = logins().reset(gym.changes, email).code();
        assertThat(logins().login(email, code, why -> PASSWORD).failures()).isZero();

        assertWrong("a wrong password");
        at(NOW.plus(LoginFailures.MEMORY).plusSeconds(1));
        assertThat(logins().login(email, PASSWORD, NONE).failures()).isZero();
    }

    @Test
    void guessesMadeAtOnceAreCountedBeforeTheyAreTried() throws Exception {
        takesLong();
        withPassword(Role.COACH, PASSWORD);
        int before = argon2.evaluations.get();
        List<String> said = atOnce(
                12, number -> refusal(() -> login("guess number " + number)).getMessage());

        assertThat(said.stream().filter(WRONG::equals)).hasSize(LoginFailures.FREE + 1);
        assertThat(argon2.evaluations.get() - before).isEqualTo(LoginFailures.FREE + 1);
    }

    @Test
    void aClockFinerThanTheDatabasesLocksNobodyOut() {
        withPassword(Role.COACH, PASSWORD);
        at(NOW.plusNanos(999));

        assertWrong("a wrong password");
        assertThat(login(PASSWORD).user().email()).isEqualTo(email);
    }

    @Test
    void aStandbyKnowsWhoseASessionIs() {
        withPassword(Role.COACH, PASSWORD);
        Sessions.Issued issued = login(PASSWORD);

        long userId = gym.jdbi.inTransaction(handle -> {
            handle.execute("set transaction read only");
            return handle.createQuery("select user_id from session_of(:hash, :now)")
                    .bind("hash", Token.hash(issued.token()))
                    .bind("now", NOW.atOffset(ZoneOffset.UTC))
                    .mapTo(long.class)
                    .one();
        });
        assertThat(userId).isEqualTo(issued.user().id());
    }

    @Test
    void twoLoginsAtOnceOpenTwoSessions() throws Exception {
        takesLong();
        withPassword(Role.COACH, PASSWORD);
        List<Sessions.Issued> issued = atOnce(2, number -> login(PASSWORD));

        assertThat(issued).allMatch(one -> session(one).isPresent());
        assertThat(issued.get(0).token()).isNotEqualTo(issued.get(1).token());
    }

    @Test
    void aHashIsMadeStrongerAtLoginAndNothingIsRevoked() {
        User coach = add(Role.COACH);
        Argon2 weak = new Argon2(8_192, 1);
        String code = new Logins(database.database(), clock, weak)
                .reset(gym.changes, email)
                .code();
        Sessions.Issued first = new Logins(database.database(), clock, weak)
                .login(email, code, why -> PASSWORD)
                .session();
        assertThat(hash(coach)).contains("m=8192,t=1");

        Logins real = new Logins(database.database(), clock);
        real.login(email, PASSWORD, NONE);
        String strong = hash(coach);
        assertThat(strong).contains("m=19456,t=2");
        assertThat(session(first)).isPresent();

        real.login(email, PASSWORD, NONE);
        assertThat(hash(coach)).as("once").isEqualTo(strong);
    }

    @Test
    void whoBecomesStaffChoosesALongerPassword() {
        withPassword(Role.MEMBER, "wet mule");
        Sessions.Issued asMember = login("wet mule");
        users.setRole(email, Role.TREASURER);
        assertThat(session(asMember).orElseThrow().role()).as("at once").isEqualTo(Role.TREASURER);

        List<String> asked = new ArrayList<>();
        logins().login(email, "wet mule", why -> {
            asked.add(why);
            return PASSWORD;
        });
        assertThat(asked).containsExactly("a treasurer needs a password of 15 characters: choose a new one");
        assertThat(session(asMember)).as("the password changed").isEmpty();
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndRevokesAllElse() {
        withPassword(Role.TREASURER, PASSWORD);
        Sessions.Issued here = login(PASSWORD);
        Sessions.Issued elsewhere = login(PASSWORD);
        Sessions.Issued cron = sessions().addToken(email, "cron " + people, NOW.plusSeconds(60));
        Session session = session(here).orElseThrow();

        assertDenied(() -> logins().change(session, "a wrong password", "eight dry donkeys"), WRONG);
        assertThat(refusal(() -> logins().change(session, PASSWORD, PASSWORD)))
                .hasMessage("the new password is the old one");
        assertThat(session(here)).isPresent();

        Sessions.Issued after = logins().change(session, PASSWORD, "eight dry donkeys");
        assertThat(session(after)).isPresent();
        assertThat(List.of(here, elsewhere, cron)).allMatch(one -> session(one).isEmpty());
        assertWrong(PASSWORD);
    }

    @Test
    void whoIsDeactivatedHasNoSessionInTheSameTransaction() {
        withPassword(Role.COACH, PASSWORD);
        Sessions.Issued here = login(PASSWORD);
        Sessions.Issued cron = sessions().addToken(email, "cron " + people, NOW.plusSeconds(60));

        gym.sql("update users set is_active = false where email = ?", email); // whoever does it, and however
        assertThat(session(here)).isEmpty();
        users.setActive(email, true);
        assertThat(List.of(here, cron))
                .as("and stays without")
                .allMatch(one -> session(one).isEmpty());
        assertThat(refusal(() -> gym.sql("update sessions set revoked_at = null where id = ?", here.id()))
                        .kind())
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void whoIsForgottenHasNothingToLogInWith() {
        User user = withPassword(Role.MEMBER, PASSWORD);
        Sessions.Issued here = login(PASSWORD);

        gym.changes.make("test", change -> {
            Users.forgetLogin(change.handle(), user.id());
            return null;
        });
        assertThat(session(here)).isEmpty();
        assertThat(users.get(email).user().passwordSet()).isFalse();
        assertWrong(PASSWORD);
    }

    @Test
    void aResetRevokesAndTakesThePasswordAway() {
        withPassword(Role.COACH, PASSWORD);
        Sessions.Issued here = login(PASSWORD);

        logins().reset(gym.changes, email);
        assertThat(session(here)).isEmpty();
        assertThat(users.get(email).user().passwordSet()).isFalse();
        assertWrong(PASSWORD);
    }

    @Test
    void aSessionEndsWhenItsTimeIsUpAndWithLogout() {
        withPassword(Role.COACH, PASSWORD);
        Sessions.Issued issued = login(PASSWORD);

        at(NOW.plus(Logins.SESSION).minusMillis(1));
        assertThat(session(issued)).isPresent();
        at(NOW.plus(Logins.SESSION));
        assertThat(session(issued)).isEmpty();

        at(NOW);
        Sessions.logout(database.database(), session(issued).orElseThrow());
        assertThat(session(issued)).isEmpty();
        assertThat(gym.value(
                        "select operator from audit_log where action = 'logout' and payload ->> 'session' = ?",
                        String.valueOf(issued.id())))
                .isEqualTo("user " + issued.user().id() + " (coach)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gymctl_", "gymctl_x", "' or true --"})
    void whatIsNoTokenIsNobodys(String token) {
        assertDenied(
                () -> Access.of(database.database(), token, "ada", clock),
                "the session has ended, or its token was never a valid one");
    }

    @Test
    void aSessionIsLookedUpWithOneQueryAndWrittenDownOnceAnHour() {
        withPassword(Role.COACH, PASSWORD);
        Sessions.Issued issued = login(PASSWORD);

        session(issued);
        assertThat(lastUsed(issued)).isEqualTo(NOW);
        at(NOW.plusSeconds(3600));
        session(issued);
        assertThat(lastUsed(issued)).isEqualTo(NOW);
        at(NOW.plusSeconds(3601));
        session(issued);
        assertThat(lastUsed(issued)).isEqualTo(NOW.plusSeconds(3601));
    }

    @Test
    void aTokensNameIsFreeAgainOnceItIsRevokedOrHasExpired() {
        withPassword(Role.TREASURER, PASSWORD);
        String name = "cron " + people;
        Sessions.Issued first = sessions().addToken(email, name, NOW.plusSeconds(60));
        assertThat(session(first).orElseThrow().token()).isEqualTo(name);
        assertThat(refusal(() -> sessions().addToken(email, name, NOW.plusSeconds(60))))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessage("there is a token '%s' already, session %d".formatted(name, first.id()));

        at(NOW.plusSeconds(60));
        assertThat(session(first)).isEmpty();
        Sessions.Issued second = sessions().addToken(email, name, NOW.plusSeconds(120));
        assertThat(sessions().list(second.user().id()))
                .extracting(Sessions.Listed::id)
                .contains(second.id())
                .doesNotContain(first.id());

        assertThat(sessions().revokeToken(email, name)).isEqualTo(second.id());
        assertThat(session(second)).isEmpty();
        assertThat(refusal(() -> sessions().revokeToken(email, name)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal(() -> sessions().addToken(email, name, NOW)).kind()).isEqualTo(Kind.INVALID);
        assertThat(refusal(() -> sessions().addToken(email, " ", NOW.plusSeconds(999)))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void noSecretIsInTheDatabaseNorInTheAuditLog() {
        withPassword(Role.TREASURER, PASSWORD);
        Sessions.Issued issued = login(PASSWORD);
        Sessions.Issued cron = sessions().addToken(email, "cron " + people, NOW.plusSeconds(60));
        String code = logins().reset(gym.changes, email).code();
        String everything = database.owner()
                .withHandle(
                        handle -> handle.createQuery("""
                        select string_agg(line, E'\\n') from (
                            select to_jsonb(a)::text as line from audit_log a
                            union all select to_jsonb(s)::text from sessions s
                            union all select to_jsonb(l)::text from logins l
                            union all select to_jsonb(f)::text from login_failures f) all_of_it
                        """).mapTo(String.class).one());

        assertThat(everything)
                .contains("user reset-password", "passw")
                .doesNotContain(PASSWORD, issued.token(), cron.token(), code, code.replace("-", ""));
        assertThat(gym.value("select string_agg(payload::text, ' ') from audit_log"))
                .doesNotContain("argon2");
    }

    @Test
    void aPasswordChangedWhileALoginIsCheckedOpensNothing() {
        withPassword(Role.COACH, PASSWORD);
        Logins slow = new Logins(database.database(), clock, new Counting(256, 1) {
            @Override
            boolean matches(String secret, String hash) {
                boolean matches = super.matches(secret, hash);
                logins().reset(gym.changes, email);
                return matches;
            }
        });

        assertThat(refusal(() -> slow.login(email, PASSWORD, NONE)).kind()).isEqualTo(Kind.BUSY);
        assertThat(sessions().list(users.get(email).user().id())).isEmpty();
    }

    private User add(Role role) {
        return users.add(new NewUser("Ada", "Byron", email, null, NOW), role);
    }

    private User withPassword(Role role, String password) {
        User user = add(role);
        String code = logins().reset(gym.changes, email).code();
        logins().login(email, code, why -> password);
        return user;
    }

    private Sessions.Issued login(String password) {
        return login(email, password);
    }

    private Sessions.Issued login(String name, String password) {
        return logins().login(name, password, NONE).session();
    }

    /** What twelve wrong guesses are told, each made as soon as it may be, and one too early after the fourth. */
    private List<String> guess(String name) {
        List<String> said = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            said.add(refusal(() -> login(name, "a wrong password")).getMessage());
            if (i == 4) {
                said.add(refusal(() -> login(name, "a wrong password")).getMessage());
            }
            if (i < 12) {
                at(clock.instant().plus(LoginFailures.pause(i)));
            }
        }
        return said;
    }

    private void assertWrong(String password) {
        assertDenied(() -> login(password), WRONG);
    }

    private static void assertDenied(ThrowingCallable work, String message) {
        assertThat(refusal(work))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.DENIED))
                .hasMessage(message);
    }

    private void at(Instant instant) {
        clock = Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** So long that what begins at once is under way at once. */
    private void takesLong() {
        argon2 = new Counting(Argon2.MEMORY_KIB, Argon2.ITERATIONS);
    }

    private Logins logins() {
        return new Logins(database.database(), clock, argon2);
    }

    private Sessions sessions() {
        return new Sessions(database.database(), new Changes(gym.jdbi, Operator.owner("test")), clock);
    }

    private Optional<Session> session(Sessions.Issued issued) {
        return Sessions.find(database.database(), issued.token(), clock);
    }

    private static String hash(User user) {
        return TestGym.value(database.owner(), "select password_hash from logins where user_id = ?", user.id());
    }

    private static Instant lastUsed(Sessions.Issued issued) {
        return Instant.parse(gym.value(
                "select to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from sessions where id = ?",
                issued.id()));
    }

    private interface Numbered<T> {
        T run(int number);
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<T>> running = IntStream.range(0, count)
                    .mapToObj(number -> threads.submit(() -> work.run(number)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
