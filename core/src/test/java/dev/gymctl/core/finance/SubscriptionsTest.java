package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What there is to be had, and who has it from when to when. */
class SubscriptionsTest {
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private String member;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-10-05T06:00:00Z")).in("Europe/Berlin");
        member = gym.activeMembers(1).get(0).toString();
        gym.plans.add(dues("Gold", "49.00", Coverage.UNLIMITED, null), gym.gym());
        gym.plans.add(dues("Silver", "29.50", Coverage.of(4), 31), gym.gym());
    }

    @Test
    void aPlanStaysAsItIs() {
        Outcome<Plan> again = gym.plans.add(dues("Gold", "49", Coverage.UNLIMITED, null), gym.gym());

        assertThat(again.changed()).isFalse();
        assertThat(refusal(() -> gym.plans.add(dues("gold", "50", Coverage.UNLIMITED, null), gym.gym())))
                .hasMessage("there is another plan Gold already")
                .extracting("kind")
                .isEqualTo(Kind.CONFLICT);
        assertThat(refusal(() -> gym.plans.add(dues("Odd", "49.001", Coverage.NOTHING, null), gym.gym()))
                        .getMessage())
                .contains("decimals of EUR");
        assertThat(gym.plans.list()).extracting(Plan::name).containsExactly("Gold", "Silver");
        assertThat(refusal(() -> gym.sql("update plans set price = 1")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void nobodyGetsAPlanFromItsRetirementOn() {
        subscribe("gold", OCTOBER, null);

        assertThat(gym.plans.retire("GOLD", LocalDate.of(2026, 11, 1)).changed())
                .isTrue();
        assertThat(gym.plans.retire("Gold", LocalDate.of(2026, 11, 1)).changed())
                .isFalse();
        assertThat(refusal(() -> gym.plans.retire("Gold", LocalDate.of(2026, 12, 1))))
                .hasMessage("the plan Gold was retired on 2026-11-01");

        String other = gym.members
                .add(
                        new dev.gymctl.core.user.NewUser("Eve", "Late", "eve@mail.example", null, gym.clock.instant()),
                        null,
                        gym.gym())
                .user()
                .email();
        assertThat(refusal(() -> gym.subscriptions.subscribe(
                        new NewSubscription(other, "Gold", LocalDate.of(2026, 11, 1), null, null, null), false)))
                .hasMessage("the plan Gold was retired on 2026-11-01");
        assertThat(gym.subscriptions
                        .subscribe(
                                new NewSubscription(other, "Gold", LocalDate.of(2026, 10, 31), null, null, null), false)
                        .now()
                        .billDay())
                .isEqualTo(31);
    }

    @Test
    void aPlanIsHadOnceAtATime() {
        Subscription first =
                subscribe("Silver", OCTOBER, LocalDate.of(2026, 12, 31)).now();
        assertThat(first.billDay()).isEqualTo(31);

        assertThat(subscribe("Silver", OCTOBER, LocalDate.of(2026, 12, 31)).changed())
                .isFalse();
        assertThat(refusal(() -> subscribe("Silver", LocalDate.of(2026, 12, 31), null)))
                .hasMessage("member " + member + " has the plan Silver from 2026-10-01 to 2026-12-31 already");
        subscribe("Silver", LocalDate.of(2027, 1, 1), null);
        subscribe("Gold", OCTOBER, null);
        assertThat(gym.subscriptions.list(member))
                .extracting(s -> s.plan() + " " + s.startsOn() + " " + s.lastDay())
                .containsExactly("Silver 2026-10-01 2026-12-31", "Gold 2026-10-01 null", "Silver 2027-01-01 null");
    }

    @Test
    void aPackIsNotSubscribedTo() {
        gym.plans.add(
                new NewPlan(
                        "Ten",
                        PlanKind.PACK,
                        new BigDecimal("90"),
                        Coverage.NOTHING,
                        null,
                        Proration.DAILY,
                        OnFreeze.SUSPEND,
                        10,
                        12),
                gym.gym());

        assertThat(refusal(() -> subscribe("Ten", OCTOBER, null)))
                .hasMessage("the plan Ten has no dues: nobody subscribes to it")
                .extracting(e -> e.hint().orElseThrow())
                .isEqualTo("gymctl finance prepay sells a pack");
        assertThat(refusal(() -> subscribe("Bronze", OCTOBER, null)).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void anotherPlanTakesThePlaceOfOneAtTheNextCycle() {
        subscribe("Gold", OCTOBER, null);
        LocalDate november = LocalDate.of(2026, 11, 1);

        insteadOf("Silver", november, "Gold", true);
        assertThat(gym.subscriptions.list(member)).hasSize(1);
        insteadOf("Silver", november, "Gold", false);
        assertThat(insteadOf("Silver", november, "Gold", false).changed()).isFalse();

        assertThat(gym.subscriptions.list(member))
                .extracting(s -> s.plan() + " " + s.startsOn() + " " + s.endsOn())
                .containsExactly("Gold 2026-10-01 2026-10-31", "Silver 2026-11-01 null");
        assertThat(refusal(() -> insteadOf("Gold", LocalDate.of(2026, 11, 1), "Silver", false)))
                .hasMessage(
                        "member " + member
                                + " has the plan Silver from 2026-11-01 on: on 2026-11-01 there is nothing to take the place of");
        assertThat(refusal(() -> insteadOf("Gold", LocalDate.of(2026, 12, 1), "gold", false)))
                .hasMessage("the plan Gold cannot take the place of itself");
    }

    @Test
    void endsWithItsLastDay() {
        assertThat(refusal(() -> gym.subscriptions.unsubscribe(member, "Gold", OCTOBER, false)))
                .hasMessage("member " + member + " never had the plan Gold");
        subscribe("Gold", LocalDate.of(2026, 10, 10), null);

        assertThat(refusal(() -> gym.subscriptions.unsubscribe(member, "Gold", OCTOBER, false)))
                .hasMessage("member " + member + " has the plan Gold from 2026-10-10 on: it cannot end on 2026-10-01");
        LocalDate last = LocalDate.of(2026, 10, 31);
        assertThat(gym.subscriptions
                        .unsubscribe(member, "gold", last, true)
                        .now()
                        .endsOn())
                .isEqualTo(last);
        assertThat(gym.subscriptions.list(member).get(0).endsOn()).isNull();
        assertThat(gym.subscriptions.unsubscribe(member, "Gold", last, false).changed())
                .isTrue();
        assertThat(gym.subscriptions.unsubscribe(member, "Gold", last, false).changed())
                .isFalse();
        assertThat(refusal(() -> gym.subscriptions.unsubscribe(member, "Gold", last.plusDays(1), false)))
                .hasMessage("member " + member + " had the plan Gold only from 2026-10-10 to 2026-10-31");
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> once = () -> subscribe("Gold", OCTOBER, null).changed();
            List<Boolean> changed = threads
                    .invokeAll(Stream.generate(() -> once).limit(20).toList())
                    .stream()
                    .map(done -> {
                        try {
                            return done.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();

            assertThat(changed).containsOnlyOnce(true);
            assertThat(gym.value("select count(*) from memberships")).isEqualTo("1");
        } finally {
            threads.shutdown();
        }
    }

    private Outcome<Subscription> subscribe(String plan, LocalDate from, LocalDate to) {
        return gym.subscriptions.subscribe(new NewSubscription(member, plan, from, to, null, null), false);
    }

    private Outcome<Subscription> insteadOf(String plan, LocalDate from, String other, boolean trial) {
        return gym.subscriptions.subscribe(new NewSubscription(member, plan, from, null, null, other), trial);
    }

    private static NewPlan dues(String name, String price, Coverage covers, Integer billDay) {
        return new NewPlan(
                name,
                PlanKind.DUES,
                new BigDecimal(price),
                covers,
                billDay,
                Proration.DAILY,
                OnFreeze.SUSPEND,
                null,
                null);
    }
}
