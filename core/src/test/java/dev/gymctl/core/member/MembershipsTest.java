package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every test has members of its own; today is the fifth of November. */
class MembershipsTest {
    private static final Bookings NONE = (handle, member, from, to) -> 0;
    private static final String EVENT =
            "insert into member_events (member_id, kind, effective_on) values (?, ?, ?::date)";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.coach("ada@gym.example");
    }

    @Test
    void severalAreApprovedAtOnceOrNone() {
        String one = pending();
        String other = pending();
        String rejected = pending();
        assertThat(gym.memberships.reject(List.of(rejected), "no such address", gym.gym()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.changed()).isTrue());

        assertConflict(
                "member " + rejected + " is rejected from 2026-11-05 on",
                () -> gym.memberships.approve(List.of(one, rejected, other), false, gym.gym()));
        assertThat(status(one)).isEqualTo("pending");

        assertThat(gym.memberships.approve(List.of(one, other, one), false, gym.gym()))
                .hasSize(2)
                .allMatch(Decision::changed)
                .allMatch(decision -> decision.member().status().equals("active"));
        assertThat(gym.memberships.approve(List.of(other), false, gym.gym())).noneMatch(Decision::changed);
        assertThat(gym.memberships.approve(List.of(one, rejected), true, gym.gym()))
                .extracting(Decision::changed)
                .containsExactly(false, true);
        assertThat(status(rejected)).isEqualTo("active");
        assertThat(gym.value("select count(*) from member_events where member_id = ?", Long.valueOf(one)))
                .isEqualTo("2");
    }

    @Test
    void onlyWhoIsPendingIsRejected() {
        String member = pending();
        assertThat(gym.memberships.reject(List.of(member), "x", gym.gym())).allMatch(Decision::changed);
        assertThat(gym.memberships.reject(List.of(member), "y", gym.gym())).noneMatch(Decision::changed);
        String active = active();
        assertConflict(
                "member " + active + " is approved since 2026-11-05: only who is pending can be rejected",
                () -> gym.memberships.reject(List.of(active), "x", gym.gym()));
        assertThat(refusal(() -> gym.memberships.reject(List.of(pending()), " ", gym.gym()))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void whomATransactionMerelyChangesHasAHistoryNevertheless() {
        String member = active();
        Long id = Long.valueOf(member);
        for (String kind : List.of("registered", "approved")) {
            assertConflict(
                    "member " + member + " cannot be " + kind + " on 2026-11-06: is approved since 2026-11-05",
                    () -> database.jdbi().useTransaction(handle -> {
                        handle.execute("update members set member_ref = ? where user_id = ?", "of " + id, id);
                        handle.execute(EVENT, id, kind, "2026-11-06");
                    }));
        }
        database.jdbi().useTransaction(handle -> {
            handle.execute("update members set member_ref = ? where user_id = ?", "of " + id, id);
            handle.execute(EVENT, id, "cancelled", "2026-11-06");
        });
        assertThat(status(member, "2026-11-06")).isEqualTo("cancelled");
    }

    @Test
    void whoIsNewIsRegisteredFirstAndNothingTwice() {
        assertThat(historyOfANewMember("registered", "rejected")).isEqualTo("rejected");
        assertThat(historyOfANewMember("registered", "cancelled")).isEqualTo("cancelled");
        assertThat(historyOfANewMember("registered", "approved", "cancelled", "approved"))
                .isEqualTo("active");
        assertRefusedOfANewMember("cannot be approved on 2026-11-05: is not registered yet", "approved");
        assertRefusedOfANewMember(
                "cannot be approved on 2026-11-05: is not registered yet", "approved", "registered", "rejected");
        assertRefusedOfANewMember(
                "cannot be registered on 2026-11-05: is pending since 2026-11-05", "registered", "registered");
        assertRefusedOfANewMember(
                "cannot be registered on 2026-11-05: is approved since 2026-11-05",
                "registered",
                "approved",
                "registered");
        assertRefusedOfANewMember(
                "cannot be approved on 2026-11-05: is approved since 2026-11-05", "registered", "approved", "approved");
    }

    @Test
    void whoIsNewHasAHistoryFromTheSecondStatementOn() {
        String[] member = {null};
        assertThat(refusal(() -> database.jdbi().useTransaction(handle -> {
                    member[0] = String.valueOf(addMember(handle));
                    handle.execute(EVENT, Long.valueOf(member[0]), "registered", "2026-11-05");
                    handle.execute(EVENT, Long.valueOf(member[0]), "cancelled", "2026-11-05");
                })))
                .hasMessage("member " + member[0] + " cannot be cancelled on 2026-11-05: is pending since 2026-11-05");
    }

    @Test
    void anApprovalOfWhoJoinsLaterDatesFromThen() {
        String member = pending();
        database.owner()
                .useHandle(handle -> handle.execute(
                        "update member_events set effective_on = '2026-12-01' where member_id = ?",
                        Long.valueOf(member)));
        assertThat(gym.memberships.approve(List.of(member), false, gym.gym()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.member().status()).isEqualTo("pending"));
        assertThat(status(member, "2026-12-01")).isEqualTo("active");
    }

    @Test
    void aFreezeLiesWithinTheMembershipAndOverlapsNone() {
        String member = active();
        assertConflict(
                "member " + member + " is pending on 2026-11-04: only an active membership can be frozen",
                () -> freeze(member, "2026-11-04", "2026-11-10"));
        assertThat(freeze(member, "2026-11-05", "2026-11-10").changed()).isTrue();
        assertThat(gym.members.get(member).status()).isEqualTo("frozen");
        assertThat(freeze(member, "2026-11-05", "2026-11-10").changed()).isFalse();
        assertConflict(
                "member " + member + " is frozen from 2026-11-05 to 2026-11-10 already",
                () -> freeze(member, "2026-11-10", null));
        assertThat(freeze(member, "2026-11-11", null).changed()).isTrue();

        assertThat(gym.memberships.unfreeze(member, gym.gym()).changed())
                .as("that of today")
                .isTrue();
        assertThat(status(member, "2026-11-05")).isEqualTo("active");
        assertThat(status(member, "2026-11-11")).isEqualTo("frozen");
        assertThat(gym.memberships.unfreeze(member, gym.gym()).changed())
                .as("the one planned")
                .isTrue();
        assertThat(gym.memberships.unfreeze(member, gym.gym()).changed()).isFalse();
        assertThat(status(member, "2030-01-01")).isEqualTo("active");
        assertThat(refusal(() -> freeze(member, "2026-11-10", "2026-11-09")).kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void unfreezingKeepsTheDaysThatWere() {
        String member = active();
        freeze(member, "2026-11-05", "2026-12-31");
        at("2026-11-20").memberships.unfreeze(member, gym.gym());
        assertThat(status(member, "2026-11-19")).isEqualTo("frozen");
        assertThat(status(member, "2026-11-20")).isEqualTo("active");
    }

    @Test
    void aCancellationEndsFreezesAndCanBeBroughtForwardOrTakenBack() {
        String member = active();
        freeze(member, "2026-12-01", null);
        assertThat(cancel(member, "2026-12-31").changed()).isTrue();
        assertThat(status(member, "2026-12-30")).isEqualTo("frozen");
        assertThat(status(member, "2026-12-31")).isEqualTo("cancelled");
        assertThat(cancel(member, "2026-12-31").changed()).isFalse();
        assertConflict(
                "member " + member + " is cancelled from 2026-12-31 on already", () -> cancel(member, "2027-01-15"));
        assertConflict(
                "member " + member + " cannot be cancelled on 2026-11-04: is not registered yet",
                () -> cancel(member, "2026-11-04"));
        gym.memberships.unfreeze(member, gym.gym());
        assertConflict(
                "member " + member + " is cancelled from 2026-12-31 on: a freeze must end before that",
                () -> freeze(member, "2026-11-20", "2027-01-10"));

        assertThat(cancel(member, "2026-11-15").changed()).as("earlier").isTrue();
        assertThat(status(member, "2026-11-15")).isEqualTo("cancelled");
        assertThat(status(member, "2027-01-01")).isEqualTo("cancelled");

        assertConflict(
                "member " + member + " is cancelled from 2026-11-15 on",
                () -> gym.memberships.approve(List.of(member), false, gym.gym()));
        gym.memberships.approve(List.of(member), true, gym.gym());
        assertThat(status(member, "2027-01-01")).as("taken back").isEqualTo("active");

        String pending = pending();
        assertConflict(
                "member " + pending + " is pending: there is nothing to cancel", () -> cancel(pending, "2026-11-05"));
    }

    @Test
    void whoCannotComeHasNoBookings() {
        String member = active();
        long soon = gym.taught("ada@gym.example", "Yoga", "2026-11-10T10:00", 60);
        long later = gym.taught("ada@gym.example", "Yoga", "2026-11-20T23:30", 60);
        long last = gym.taught("ada@gym.example", "Yoga", "2026-11-21T10:00", 60);
        for (long id : List.of(soon, later, last)) {
            gym.classes.enroll(id, member, false);
        }
        Decision frozen = gym.memberships.freeze(
                member, LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-20"), null, gym.classes::takeBack);
        assertThat(frozen.bookingsTakenBack()).isEqualTo(1);
        assertThat(gym.classes.get(later).seatsTaken()).isZero();
        assertConflict(
                "member " + member + " will be frozen on 2026-11-20: only active members can book",
                () -> gym.classes.enroll(later, member, false));

        Decision cancelled =
                gym.memberships.cancel(member, LocalDate.parse("2026-11-21"), "moves", gym.classes::takeBack);
        assertThat(cancelled.bookingsTakenBack()).isEqualTo(1);
        assertThat(gym.classes.get(last).seatsTaken()).isZero();
        assertThat(gym.classes.get(soon).seatsTaken()).isEqualTo(1);
        assertConflict(
                "member " + member + " will be cancelled on 2026-11-21: only active members can book",
                () -> gym.classes.enroll(last, member, false));
    }

    @Test
    void ofManyDecisionsAtOnceOneIsMade() throws Exception {
        for (int round = 0; round < 5; round++) {
            String member = pending();
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                attempts.add(() -> gym.memberships
                        .approve(List.of(member), false, gym.gym())
                        .get(0)
                        .changed());
                attempts.add(() -> gym.memberships
                        .reject(List.of(member), "x", gym.gym())
                        .get(0)
                        .changed());
            }
            int made = 0;
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                    try {
                        made += attempt.get() ? 1 : 0;
                    } catch (ExecutionException e) {
                        assertThat(e.getCause()).isInstanceOf(GymException.class);
                    }
                }
            } finally {
                threads.shutdown();
            }
            assertThat(made).isEqualTo(1);
            assertThat(gym.value("select count(*) from member_events where member_id = ?", Long.valueOf(member)))
                    .isEqualTo("2");
        }
    }

    /**
     * A membership is a plan, day by day: a decision fills it from its day on. Whatever is asked for, the program and this
     * model allow the same and come to the same status on every day.
     */
    @Test
    void itIsTheSimplestMachineThatThereIs() {
        Random random = new Random(20261105);
        for (int round = 0; round < 25; round++) {
            String member = pending();
            Model model = new Model();
            int today = 0;
            List<String> story = new ArrayList<>();
            for (int step = 0; step < 14; step++) {
                today = Math.min(today + random.nextInt(6), Model.DAYS / 2);
                int from = Math.max(0, today - 3 + random.nextInt(20));
                Integer to = random.nextInt(4) == 0 ? null : from + random.nextInt(10);
                boolean again = random.nextBoolean();
                TestGym now = at(day(today).toString());
                int day = today;
                String expected;
                ThrowingCallable work;
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        story.add(day + " approve" + (again ? " again" : ""));
                        expected = model.approve(day, again);
                        work = () -> now.memberships.approve(List.of(member), again, now.gym());
                    }
                    case 2 -> {
                        story.add(day + " reject");
                        expected = model.reject(day);
                        work = () -> now.memberships.reject(List.of(member), "x", now.gym());
                    }
                    case 3 -> {
                        story.add(day + " cancel on " + from);
                        expected = model.cancel(from);
                        work = () -> now.memberships.cancel(member, day(from), null, NONE);
                    }
                    case 4 -> {
                        story.add(day + " freeze " + from + " to " + to);
                        expected = model.freeze(from, to);
                        work = () -> now.memberships.freeze(member, day(from), to == null ? null : day(to), null, NONE);
                    }
                    default -> {
                        story.add(day + " unfreeze");
                        expected = model.unfreeze(day);
                        work = () -> now.memberships.unfreeze(member, now.gym());
                    }
                }
                String outcome = "done";
                try {
                    work.call();
                } catch (Throwable e) {
                    outcome = refusal(() -> {
                                throw e;
                            })
                            .kind()
                            .toString();
                }
                assertThat(outcome).as(() -> story.toString()).isEqualTo(expected);
                assertThat(statuses(member)).as(() -> story.toString()).isEqualTo(model.statuses());
            }
        }
    }

    private static final class Model {
        static final int DAYS = 60;
        private final String[] plan = new String[DAYS];
        private final TreeMap<Integer, Integer> freezes = new TreeMap<>();
        private int cancelledOn;

        Model() {
            Arrays.fill(plan, "pending");
        }

        private void fill(int from, String status) {
            Arrays.fill(plan, from, DAYS, status);
        }

        private String last() {
            return plan[DAYS - 1];
        }

        String approve(int today, boolean again) {
            if (last().equals("active")) {
                return "done";
            } else if (!last().equals("pending") && !again) {
                return "CONFLICT";
            }
            fill(today, "active");
            return "done";
        }

        String reject(int today) {
            if (last().equals("rejected")) {
                return "done";
            } else if (!last().equals("pending")) {
                return "CONFLICT";
            }
            fill(today, "rejected");
            return "done";
        }

        String cancel(int on) {
            if (last().equals("cancelled") && cancelledOn == on) {
                return "done";
            } else if (!plan[on].equals("active") || (last().equals("cancelled") && cancelledOn < on)) {
                return "CONFLICT";
            }
            fill(on, "cancelled");
            cancelledOn = on;
            freezes.tailMap(on, true).clear();
            freezes.replaceAll((from, to) -> Math.min(to, on - 1));
            return "done";
        }

        String freeze(int from, Integer wanted) {
            int to = wanted == null ? DAYS * 10 : wanted;
            for (Map.Entry<Integer, Integer> freeze : freezes.entrySet()) {
                if (freeze.getKey() == from && freeze.getValue() == to) {
                    return "done";
                } else if (freeze.getKey() <= to && freeze.getValue() >= from) {
                    return "CONFLICT";
                }
            }
            for (int day = from; day <= Math.min(to, DAYS - 1); day++) {
                if (!plan[day].equals("active")) {
                    return "CONFLICT";
                }
            }
            freezes.put(from, to);
            return "done";
        }

        String unfreeze(int today) {
            freezes.entrySet().stream()
                    .filter(freeze -> freeze.getValue() >= today)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresent(from -> {
                        if (from < today) {
                            freezes.put(from, today - 1);
                        } else {
                            freezes.remove(from);
                        }
                    });
            return "done";
        }

        List<String> statuses() {
            List<String> statuses = new ArrayList<>(Arrays.asList(plan));
            freezes.forEach((from, to) -> {
                for (int day = from; day <= Math.min(to, DAYS - 1); day++) {
                    if (plan[day].equals("active")) {
                        statuses.set(day, "frozen");
                    }
                }
            });
            return statuses;
        }
    }

    private static LocalDate day(int number) {
        return LocalDate.parse("2026-11-05").plusDays(number);
    }

    private static List<String> statuses(String member) {
        return gym.jdbi.withHandle(handle -> handle.createQuery("""
                        select s.status from generate_series(0, :days - 1) n
                        cross join lateral status_of(:member, date '2026-11-05' + n) s order by n
                        """)
                .bind("days", Model.DAYS)
                .bind("member", Long.parseLong(member))
                .mapTo(String.class)
                .list());
    }

    private static TestGym at(String day) {
        return new TestGym(database.database(), Instant.parse(day + "T06:00:00Z"));
    }

    /** The status of a member who is added with all these events at once. */
    private static String historyOfANewMember(String... kinds) {
        long id = database.jdbi().inTransaction(handle -> {
            long added = addMember(handle);
            addEvents(handle, added, kinds);
            return added;
        });
        return status(String.valueOf(id));
    }

    private static void assertRefusedOfANewMember(String refused, String... kinds) {
        long[] id = {0};
        assertThat(refusal(() -> database.jdbi().useTransaction(handle -> {
                    id[0] = addMember(handle);
                    addEvents(handle, id[0], kinds);
                })))
                .hasMessage("member " + id[0] + " " + refused);
    }

    private static long addMember(Handle handle) {
        long id = handle.createUpdate(
                        "insert into users (first_name, last_name, date_joined) values ('Max', 'New', now())")
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
        handle.execute("insert into members (user_id) values (?)", id);
        return id;
    }

    private static void addEvents(Handle handle, long member, String... kinds) {
        handle.execute("""
                insert into member_events (member_id, kind, effective_on)
                select ?, kind, date '2026-11-05' from string_to_table(?, ' ') with ordinality e (kind, number) order by number
                """, member, String.join(" ", kinds));
    }

    private static Decision freeze(String member, String from, String to) {
        return gym.memberships.freeze(
                member, LocalDate.parse(from), to == null ? null : LocalDate.parse(to), null, NONE);
    }

    private static Decision cancel(String member, String on) {
        return gym.memberships.cancel(member, LocalDate.parse(on), null, NONE);
    }

    private static String pending() {
        Member member = gym.members.add(new NewUser("Max", "Member", null, null, gym.clock.instant()), null, gym.gym());
        return String.valueOf(member.user().id());
    }

    private static String active() {
        String member = pending();
        gym.memberships.approve(List.of(member), false, gym.gym());
        return member;
    }

    private static String status(String member) {
        return gym.members.get(member).status();
    }

    private static String status(String member, String day) {
        return gym.value("select status from status_of(?, ?::date)", Long.valueOf(member), day);
    }

    private static void assertConflict(String message, ThrowingCallable work) {
        assertThat(refusal(work))
                .hasMessage(message)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
    }
}
