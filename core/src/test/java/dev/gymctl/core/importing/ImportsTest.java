package dev.gymctl.core.importing;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.PeopleImport;
import dev.gymctl.core.user.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every import is recorded, and undone as a whole but for what was edited or used since. */
class ImportsTest {
    private static final String PEOPLE = "first_name,last_name,email\n";
    private static final String MEMBERS =
            "first_name,last_name,email,date_of_birth,date_joined,is_active,membership_approved,prepaid_fees,member_ref\n";
    private static final String CLASSES = "class_ref,class_title,coach,starts_at,duration_minutes,capacity,status\n";
    private static final String ATTENDANCE = "class_ref,member,status\n";
    private static final String RATES =
            "coach,class_title,per_class,per_hour,per_attendee,threshold,minimum,maximum,valid_from,valid_to\n";

    private static final String THREE = MEMBERS
            + "Max,M,max@x.example,1990-01-31,2024-03-01,true,true,10,M-1\n"
            + "Mia,M,mia@x.example,,2024-03-01,,false,,M-2\n"
            + "Mio,M,mio@x.example,,,,,,\n";

    /** What people, files, events, rates, classes and enrollments are, but for their ids. */
    private static final String STATE = """
            select jsonb_build_object(
                'users', (select jsonb_agg(to_jsonb(u) - 'id' order by u.email) from users u where u.email is not null),
                'members', (select jsonb_agg(jsonb_build_object('email', u.email, 'ref', m.member_ref, 'status', s.status,
                                'fees', a.prepaid_fees, 'events', (select count(*) from member_events e where e.member_id = u.id))
                                order by u.email)
                            from members m join users u on u.id = m.user_id
                            join member_status('2026-11-05') s on s.member_id = u.id
                            join member_accounts('2026-11-05') a on a.member_id = u.id),
                'coaches', (select count(*) from coaches),
                'rates', (select jsonb_agg(to_jsonb(r) - 'id' - 'coach_id' order by r.coach_id, r.class_title, r.valid_from) from pay_rates r),
                'classes', (select jsonb_agg(to_jsonb(c) - 'id' - 'coach_id' order by c.class_ref) from classes c),
                'enrollments', (select jsonb_agg(jsonb_build_array(c.class_ref, u.email, e.status, e.overlap_allowed) order by c.class_ref, u.email)
                                from enrollments e join classes c on c.id = e.class_id join users u on u.id = e.member_id),
                'books', (select jsonb_object_agg(account, balance) from (
                    select account, sum(amount) as balance
                    from (select debit_account, amount from transfers union all select credit_account, -amount from transfers) b (account, amount)
                    group by account having sum(amount) <> 0) accounts))::text
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    // What is recorded ------------------------------------------------------------------------------------------------

    @Test
    void whatAddedOrChangedSomethingIsRecorded() {
        gym.importMembers(csv("members.csv", THREE));
        gym.importMembers(csv("members.csv", THREE));
        gym.importCoaches(csv("coaches.csv", PEOPLE + "Ada,L,ada@gym.example\n"));
        gym.importMembers(csv("more.csv", PEOPLE + "Max,Moritz,max@x.example\nNew,N,new@x.example\n"));

        assertThat(gym.imports.list(Optional.empty(), 9))
                .extracting(i -> i.id() + " " + i.kind().code() + " " + i.file() + " " + i.operator() + " " + i.added()
                        + " " + i.changed() + " " + i.same() + " " + i.rejected())
                .containsExactly(
                        "3 member more.csv owner (test) 1 1 0 0",
                        "2 coach coaches.csv owner (test) 1 0 0 0",
                        "1 member members.csv owner (test) 3 0 0 0");
        assertThat(gym.imports.list(Optional.of(ImportKind.MEMBER), 1))
                .extracting(RecordedImport::id)
                .containsExactly(3L);
        assertThat(gym.imports.get(1).sha256OfRows()).hasSize(64);
        assertThat(
                        gym.value(
                                "select concat_ws(' ', line, added, before) from import_rows where import_id = 3 order by line limit 1"))
                .isEqualTo("2 f {\"last_name\": \"M\"}");
        assertThat(gym.value("select payload ->> 'import' from audit_log order by id desc limit 1"))
                .isEqualTo("3");
    }

    @Test
    void aTrialIsNotRecorded() {
        gym.coaches.importFrom(csv("c", PEOPLE + "Ada,L,ada@gym.example\n"), gym.gym(), true);
        assertThat(gym.imports.list(Optional.empty(), 9)).isEmpty();
        assertThat(gym.value("select count(*) from import_rows")).isEqualTo("0");
    }

    @Test
    void thereIsNoOtherImport() {
        assertThat(refusal(() -> gym.imports.undo(7, false)))
                .hasMessage("there is no import 7")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
        assertThat(refusal(() -> gym.imports.outlook(7)).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    // Members ---------------------------------------------------------------------------------------------------------

    @Test
    void membersGoAndComeAgainAsTheyWere() {
        String before = state();
        gym.importMembers(csv("m", THREE));
        String imported = state();

        assertThat(undo(1)).isEqualTo("removed 3, restored 0");
        assertThat(state()).isEqualTo(before);
        assertThat(gym.value("select count(*) from members")).isEqualTo("0");

        assertThat(ImportRefusalTest.counts(gym.importMembers(csv("m", THREE)))).isEqualTo("3 0 0");
        assertThat(state()).isEqualTo(imported);
        assertThat(undo(2)).isEqualTo("removed 3, restored 0");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void openingFeesAreReversedAndThePersonLosesTheName() {
        gym.importMembers(csv("m", THREE));
        assertThat(undo(1)).isEqualTo("removed 3, restored 0");

        assertThat(gym.value("""
                select string_agg(concat_ws(' ', e.kind, e.reverses, t.debit_account, t.credit_account, t.amount), ', ' order by e.id)
                from journal_entries e join transfers t on t.entry_id = e.id
                """))
                .isEqualTo(
                        "opening opening_balances prepaid_fees 10000, reversal 1 prepaid_fees opening_balances 10000");
        assertThat(gym.value("select count(*) from prepaid_balances where credits_left > 0"))
                .isEqualTo("0");
        assertThat(
                        gym.value(
                                "select string_agg(concat_ws('|', full_name, email, is_active, date_of_birth), ', ') from users"))
                .isEqualTo("undone import 1|f");
    }

    @Test
    void aLotIsEitherSpentOrReversed() {
        timetable();
        long yoga = gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60);
        gym.classes.enroll(yoga, "member0@mail.example", false);
        gym.importMembers(csv("m", MEMBERS + "Max,M,max@x.example,,,,,10,\nMia,M,mia@x.example,,,,,10,\n"));
        String spend = "insert into prepaid_spends (lot_id, lot_credits, number, enrollment_id, spent_on)"
                + " values (?, 10, 1, 1, '2026-11-05')";
        gym.sql(spend, 1);
        assertThat(refusal(() ->
                        gym.sql("insert into prepaid_lot_reversals (lot_id, reversed_on) values (1, '2026-11-05')")))
                .hasMessage("credits of prepaid lot 1 are spent");
        gym.sql("update prepaid_spends set undone = true");
        undo(2);

        assertThat(refusal(() -> gym.sql(spend, 2))).hasMessage("prepaid lot 2 was reversed");
        assertThat(refusal(() -> gym.sql("update prepaid_spends set undone = false")))
                .hasMessage("prepaid lot 1 was reversed");
        assertThat(
                        refusal(
                                () -> gym.sql(
                                        "insert into prepaid_lots (member_id, credits, price, bought_on, key) values (1, 1, 0, '2026-11-05', 'x')")))
                .hasMessage("there is no member 1");
    }

    @Test
    void feesThatWereFreeGoToo() {
        gym.settings.set(Map.of("drop_in_price", "0"));
        gym.importMembers(csv("m", THREE));
        assertThat(undo(1)).isEqualTo("removed 3, restored 0");
        assertThat(
                        gym.value(
                                "select count(*) || ' ' || (select count(*) from journal_entries) from prepaid_lot_reversals where entry_id is null"))
                .isEqualTo("1 0");
    }

    @Test
    void feesOfClosedBooksAreReversedOnTheFirstOpenDay() {
        gym.importMembers(csv("m", THREE));
        gym.sql("update gym set books_closed_through = '2026-11-30'");
        undo(1);
        assertThat(gym.value("select effective_on || ' ' || value_on from journal_entries where kind = 'reversal'"))
                .isEqualTo("2026-12-01 2026-11-05");
    }

    @Test
    void changedMembersAreAsBefore() {
        gym.importMembers(csv("m", THREE));
        String before = state();
        gym.importMembers(csv(
                "m",
                MEMBERS
                        + "Max,Moritz,max@x.example,1991-01-31,2024-04-01,false,,,M-9\n"
                        + "Mia,M,mia@x.example,,,,true,,\n"
                        + "Mio,M,mio@x.example,,,,,,\n"
                        + "New,N,new@x.example,,,,,3,\n"));

        assertThat(undo(2)).isEqualTo("removed 1, restored 2");
        assertThat(state()).isEqualTo(before);
        assertThat(undo(1)).isEqualTo("removed 3, restored 0");
    }

    @Test
    void whatWasEditedSinceIsKeptAndNamed() {
        gym.importMembers(csv("m", THREE));
        gym.sql("update users set phone = '1' where email = 'max@x.example'");
        gym.sql("update members set member_ref = 'other' where member_ref = 'M-2'");

        assertThat(undo(1))
                .isEqualTo(
                        "removed 1, restored 0; 2 member 1, Max M: was edited since; 3 member 2, Mia M: was edited since");
        assertThat(gym.value("select count(*) from members")).isEqualTo("2");
        assertThat(gym.value("select sum(credits_left) from prepaid_balances")).isEqualTo("10");
        assertThat(gym.imports.get(1).kept()).isEqualTo(2);
    }

    @Test
    void whatWasUsedSinceIsKeptAndNamed() {
        gym.importMembers(csv(
                "m",
                MEMBERS
                        + "A,A,a@x.example,,,,true,,\nB,B,b@x.example,,,,true,,\nC,C,c@x.example,,,,true,,\nD,D,d@x.example,,,,true,5,\n"
                        + "E,E,e@x.example,,,,true,,\nF,F,f@x.example,,,,true,,\nG,G,g@x.example,,,,true,,\nH,H,h@x.example,,,,true,,\n"
                        + "I,I,i@x.example,,,,true,,\n"));
        gym.coach("ada@gym.example");
        long yoga = gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60);
        gym.classes.enroll(yoga, "a@x.example", false);
        gym.sql("insert into rooms (room_name) values ('hall')");
        gym.sql("insert into room_users (room_id, user_id) values (1, 2)");
        gym.sql("insert into member_freezes (member_id, during) values (3, '[2026-12-01,2026-12-31]')");
        gym.sql(
                "insert into prepaid_lots (member_id, credits, price, bought_on, key) values (4, 1, 0, '2026-11-05', 'bought')");
        gym.sql("insert into member_events (member_id, kind, effective_on) values (5, 'cancelled', '2027-01-01')");
        gym.jdbi.useHandle(handle -> handle.execute("select audit_append(6, 'f', 'test', '{}')"));
        gym.importCoaches(csv("c", PEOPLE + "G,G,g@x.example\n"));
        gym.jdbi.useTransaction(handle -> {
            handle.execute(
                    "insert into journal_entries (effective_on, value_on, kind, idempotency_key) values ('2026-11-05', '2026-11-05', 'test', 't')");
            handle.execute(
                    "insert into transfers (entry_id, debit_account, credit_account, credit_party, amount) values (2, 'cash', 'member_credit', 8, 1)");
        });

        assertThat(undo(1))
                .isEqualTo("removed 1, restored 0; 2 member 1, A A: has enrollments; 3 member 2, B B: is in chat rooms;"
                        + " 4 member 3, C C: was edited since; 5 member 4, D D: has bought prepaid fees;"
                        + " 6 member 5, E E: its status was changed since; 7 member 6, F F: has changed things;"
                        + " 8 member 7, G G: was edited since; 9 member 8, H H: is in the books");
        assertThat(gym.value("select count(*) from users where email like '_@x.example'"))
                .isEqualTo("8");
    }

    @Test
    void anApprovalThatWasUsedStays() {
        gym.importMembers(csv("m", MEMBERS + "A,A,a@x.example,,2024-01-01,,,,\nB,B,b@x.example,,2024-01-01,,,,\n"));
        gym.importMembers(csv("m", MEMBERS + "A,A,a@x.example,,,,true,,\nB,B,b@x.example,,,,true,,\n"));
        gym.coach("ada@gym.example");
        gym.classes.enroll(gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60), "a@x.example", false);

        assertThat(undo(2))
                .isEqualTo("removed 0, restored 1; 2 member 1, A A: has booked since the import decided on it");
        assertThat(gym.members.get("a@x.example").status()).isEqualTo("active");
        assertThat(gym.members.get("b@x.example").status()).isEqualTo("pending");
    }

    @Test
    void aStatusThatAFileGaveGoesWithItAndFreezesComeBack() {
        gym.importMembers(csv("m", THREE));
        gym.importMembers(csv("m", MEMBERS + "Fay,F,fay@x.example,,2024-03-01,,true,,\n"));
        gym.sql("insert into member_freezes (member_id, during, reason) values (4, '[2026-11-01,2026-12-31]', 'ski')");
        String before = state() + freezes();
        gym.importMembers(csv("m", """
                first_name,last_name,email,status
                Max,M,max@x.example,frozen
                Mio,M,mio@x.example,rejected
                Fay,F,fay@x.example,active
                New,N,new@x.example,frozen
                """));
        assertThat(gym.value("select string_agg(status, ' ' order by member_id) from member_status('2026-11-06')"))
                .isEqualTo("frozen rejected rejected active frozen");

        assertThat(undo(3)).isEqualTo("removed 1, restored 3");
        assertThat(state() + freezes()).isEqualTo(before);
    }

    private String freezes() {
        return gym.value("select jsonb_agg(to_jsonb(f) - 'id')::text from member_freezes f");
    }

    @Test
    void eMailsAndNumbersThatWereSwappedAreSwappedBackUnlessTaken() {
        gym.importMembers(csv("m", THREE));
        String before = state();
        swapping(csv("m", PEOPLE + "Max,M,max@x.example\nMia,M,mia@x.example\n"));
        assertThat(undo(2)).isEqualTo("removed 0, restored 2");
        assertThat(state()).isEqualTo(before);

        swapping(csv("m", PEOPLE + "Max,M,max@x.example\nMia,M,mia@x.example\n"));
        gym.sql("update users set phone = '1' where id = 2");
        assertThat(undo(3))
                .isEqualTo("removed 0, restored 0; 2 member 1, Max M: the e-mail of before is somebody else's by now;"
                        + " 3 member 2, Mia M: was edited since");
    }

    /** As a file that knows members by their numbers may. */
    private void swapping(CsvSource file) {
        gym.changes.make("test", change -> {
            Handle handle = change.handle();
            Import people = PeopleImport.run(change, file, gym.gym(), gym.clock, Role.MEMBER);
            people.remember(ImportKind.MEMBER, "select user_id from people");
            handle.execute("update users set email = null where id in (1, 2)");
            handle.execute(
                    "update users set email = case id when 1 then 'mia@x.example' else 'max@x.example' end where id in (1, 2)");
            handle.execute("update members set member_ref = null where user_id in (1, 2)");
            handle.execute(
                    "update members set member_ref = case user_id when 1 then 'M-2' else 'M-1' end where user_id in (1, 2)");
            handle.execute("update people set outcome = 'changed'");
            return people.finish(change, ImportKind.MEMBER, "user_id");
        });
    }

    @Test
    void importsMayBeUndoneInAnyOrder() {
        gym.importMembers(csv("m", THREE));
        gym.importMembers(csv("m", PEOPLE + "Max,Moritz,max@x.example\n"));

        assertThat(undo(1)).isEqualTo("removed 2, restored 0; 2 member 1, Max Moritz: was edited since");
        assertThat(undo(2)).isEqualTo("removed 0, restored 1");
        assertThat(undo(1)).as("nothing keeps it any more").isEqualTo("removed 1, restored 0");
        assertThat(gym.value("select count(*) from members")).isEqualTo("0");
    }

    @Test
    void undoneTwiceChangesNothing() {
        gym.importMembers(csv("m", THREE));
        gym.sql("update users set phone = '1' where email = 'mio@x.example'");
        undo(1);
        String before = state();
        String audit = gym.value("select count(*) from audit_log");
        RecordedImport undone = gym.imports.get(1);

        assertThat(undo(1)).isEqualTo("removed 0, restored 0; 4 member 3, Mio M: was edited since");
        assertThat(state()).isEqualTo(before);
        assertThat(gym.value("select count(*) from audit_log")).isEqualTo(audit);
        assertThat(gym.imports.get(1)).isEqualTo(undone);
    }

    @Test
    void aTrialOfAnUndoChangesNothing() {
        gym.importMembers(csv("m", THREE));
        String before = state();

        assertThat(text(gym.imports.undo(1, true))).isEqualTo("removed 3, restored 0");
        assertThat(text(gym.imports.outlook(1))).isEqualTo("removed 3, restored 0");
        assertThat(state()).isEqualTo(before);
        assertThat(gym.imports.get(1).isUndone()).isFalse();
        assertThat(gym.imports.rows(1, 2)).extracting(ImportedRow::line).containsExactly(2L, 3L);
    }

    @Test
    void anUndoIsAudited() {
        gym.importMembers(csv("m", THREE));
        undo(1);
        assertThat(gym.value(
                        "select operator || ' ' || action || ' ' || payload from audit_log order by id desc limit 1"))
                .isEqualTo(
                        "owner (test) import undo {\"file\": \"m\", \"kept\": \"0\", \"import\": \"1\", \"removed\": \"3\", \"restored\": \"0\"}");
        assertThat(gym.imports.get(1).undoneBy()).isEqualTo("owner (test)");
        assertThat(gym.value("select count(*) from import_rows"))
                .as("nobody's data stays")
                .isEqualTo("0");
    }

    // Coaches ---------------------------------------------------------------------------------------------------------

    @Test
    void coachesGoUnlessTheyTeach() {
        gym.importCoaches(csv("c", PEOPLE + "Ada,L,ada@gym.example\nBob,L,bob@gym.example\nCyd,L,cyd@gym.example\n"));
        gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60);
        gym.importRates(csv("r", RATES + "bob@gym.example,,20,,,,,,2026-01-01,\n"));

        assertThat(undo(1))
                .isEqualTo("removed 1, restored 0; 2 coach 1, Ada L: teaches classes; 3 coach 2, Bob L: has pay rates");
        undo(2);
        assertThat(undo(1)).isEqualTo("removed 1, restored 0; 2 coach 1, Ada L: teaches classes");
        assertThat(gym.value("select count(*) || ' ' || (select count(*) from users) from coaches"))
                .isEqualTo("1 1");
    }

    @Test
    void aMemberWhoBecameACoachIsAMemberAgain() {
        gym.importMembers(csv("m", THREE));
        String before = state();
        gym.importCoaches(csv("c", PEOPLE + "Max,M,max@x.example\nMia,Changed,mia@x.example\nNew,N,new@x.example\n"));
        assertThat(gym.value("select string_agg(role, ' ' order by id) from users"))
                .isEqualTo("coach coach member coach");

        assertThat(undo(2)).isEqualTo("removed 3, restored 0");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aCoachWhoBecameAMemberWithFeesIsACoachAgainAndMayComeBack() {
        gym.importCoaches(csv("c", PEOPLE + "Max,M,max@x.example\n"));
        String before = state();
        gym.importMembers(csv("m", THREE));
        String imported = state();

        assertThat(undo(2)).isEqualTo("removed 3, restored 0");
        assertThat(state()).isEqualTo(before);
        assertThat(ImportRefusalTest.counts(gym.importMembers(csv("m", THREE)))).isEqualTo("3 0 0");
        assertThat(state()).isEqualTo(imported);
        assertThat(ImportRefusalTest.counts(gym.importMembers(csv("m", THREE)))).isEqualTo("0 0 3");
        assertThat(refusal(() -> gym.importMembers(csv("m", MEMBERS + "Max,M,max@x.example,,,,,9,\n"))))
                .hasMessageContaining("the member's opening number is 10 already");
    }

    // Rates -----------------------------------------------------------------------------------------------------------

    @Test
    void aRateThatAFileEndedGoesOn() {
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,\n"));
        String before = state();
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,2026-06-30\n,,25,,,,,,2026-07-01,\n"));
        String imported = state();

        assertThat(undo(2)).isEqualTo("removed 1, restored 1");
        assertThat(state()).isEqualTo(before);
        assertThat(ImportRefusalTest.counts(
                        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,2026-06-30\n,,25,,,,,,2026-07-01,\n"))))
                .isEqualTo("1 1 0");
        assertThat(state()).isEqualTo(imported);
    }

    @Test
    void aRateThatIsInTheWayKeepsTheOtherFromGoingOn() {
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,\n"));
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,2026-06-30\n,,25,,,,,,2026-07-01,\n"));
        gym.rates.end(2, LocalDate.parse("2026-12-31"));

        assertThat(undo(2)).isEqualTo("removed 0, restored 0; 2 rate 1: overlaps rate 2; 3 rate 2: was edited since");
        assertThat(gym.imports.get(2).isUndone()).isFalse();
    }

    @Test
    void ratesOfAClosedMonthStay() {
        gym.importCoaches(csv("c", PEOPLE + "Ada,L,ada@gym.example\n"));
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,2026-12-31\n,,25,,,,,,2027-01-01,\n"));
        gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60);
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,2026-11-30\n"));
        gym.rollOver(TestGym.OCTOBER);

        assertThat(undo(3)).as("October does not care").isEqualTo("removed 0, restored 1");
        assertThat(undo(2)).isEqualTo("removed 1, restored 0; 2 rate 1: would change pay in 2026-10, which is closed");
    }

    @Test
    void aRateThatPaidStaysBeforeTheMonthIsClosed() {
        gym.importCoaches(csv("c", PEOPLE + "Ada,L,ada@gym.example\n"));
        gym.importRates(csv("r", RATES + ",,20,,,,,,2026-01-01,\n"));
        gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60);
        gym.payroll.pay(TestGym.OCTOBER, List.of(1L));

        assertThat(undo(2)).isEqualTo("removed 0, restored 0; 2 rate 1: was paid by");
    }

    // Classes ---------------------------------------------------------------------------------------------------------

    @Test
    void classesGoAndComeAgainUnlessBooked() {
        timetable();
        String before = state();
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T11:00,60,5,\n"));
        String imported = state();
        assertThat(undo(2)).isEqualTo("removed 2, restored 0");
        assertThat(state()).isEqualTo(before);
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T11:00,60,5,\n"));
        assertThat(state()).isEqualTo(imported);

        long booked = Long.parseLong(gym.value("select id from classes where class_ref = 'A'"));
        gym.classes.enroll(booked, "member0@mail.example", false);
        assertThat(undo(3)).isEqualTo("removed 1, restored 0; 2 class " + booked + ", Yoga: has enrollments");
    }

    @Test
    void changedClassesAreAsBeforeAndTheirBookingsComeBack() {
        timetable();
        gym.importClasses(csv(
                "k",
                CLASSES
                        + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T11:00,60,5,\n"
                        + "C,Yoga,ada@gym.example,2026-12-03T12:00,60,5,\n"));
        gym.classes.enroll(1, "member0@mail.example", false);
        gym.classes.enroll(2, "member0@mail.example", false);
        gym.classes.enroll(2, "member1@mail.example", false);
        String before = state();
        gym.importClasses(csv(
                "k",
                CLASSES
                        + "A,Yin,ada@gym.example,2026-12-03T12:00,45,4,\nB,Yoga,ada@gym.example,2026-12-03T11:00,60,5,cancelled\n"
                        + "C,Yoga,bob@gym.example,2026-12-03T10:00,60,5,\n"));

        assertThat(undo(3)).isEqualTo("removed 0, restored 3");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aClassIsKeptWhereThereIsNoRoomForWhatItWas() {
        timetable();
        gym.importClasses(csv(
                "k",
                CLASSES
                        + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,1,\nB,Yoga,ada@gym.example,2026-12-03T12:00,60,5,\n"
                        + "C,Yoga,ada@gym.example,2026-12-03T14:00,60,5,\nD,Yoga,ada@gym.example,2026-12-03T16:00,60,5,cancelled\n"
                        + "E,Yoga,ada@gym.example,2026-12-03T18:00,60,5,\n"));
        gym.importClasses(csv(
                "k",
                CLASSES
                        + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,2,\nB,Yoga,ada@gym.example,2026-12-04T12:00,60,5,\n"
                        + "C,Yoga,ada@gym.example,2026-12-04T14:00,60,5,\nD,Yoga,ada@gym.example,2026-12-03T16:00,60,5,scheduled\n"
                        + "E,Spin,ada@gym.example,2026-12-03T18:00,60,5,\n"));
        gym.classes.enroll(1, "member0@mail.example", false);
        gym.classes.enroll(1, "member1@mail.example", false);
        gym.taught("ada@gym.example", "Other", "2026-12-03T12:30", 30);
        gym.classes.enroll(3, "member0@mail.example", false);
        gym.classes.enroll(
                gym.taught("bob@gym.example", "Other", "2026-12-03T14:30", 30), "member0@mail.example", false);
        gym.classes.enroll(4, "member0@mail.example", false);

        assertThat(undo(3))
                .isEqualTo("removed 0, restored 1; 2 class 1, Yoga: 2 seats are taken by now;"
                        + " 3 class 2, Yoga: the coach teaches class 6 at that time; 4 class 3, Yoga: member 3 is in another class at that time;"
                        + " 5 class 4, Yoga: is booked by now");
    }

    @Test
    void oneClassThatIsKeptMayKeepAnother() {
        timetable();
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T11:00,60,5,\n"));
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-12-03T11:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T10:00,60,5,\n"));
        gym.sql("update classes set place = 'hall' where class_ref = 'A'");

        assertThat(undo(3))
                .isEqualTo("removed 0, restored 0; 2 class 1, Yoga: was edited since;"
                        + " 3 class 2, Yoga: the coach teaches class 1 at that time");
    }

    @Test
    void classesThatWerePaidForStay() {
        timetable();
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-10-03T10:00,60,5,\nB,Yoga,ada@gym.example,2026-12-03T12:00,60,5,\n"));
        gym.importAttendance(csv("a", ATTENDANCE + "A,member0@mail.example,attended\n"));
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yin,ada@gym.example,2026-10-03T10:00,60,5,\nB,Yin,ada@gym.example,2026-12-03T12:00,60,5,\n"));
        gym.rollOver(TestGym.OCTOBER);

        assertThat(undo(4)).isEqualTo("removed 0, restored 1; 2 class 1, Yin: was paid for in 2026-10");
        assertThat(undo(3)).isEqualTo("removed 0, restored 0; 2 member 3 in class 1: class 1 was paid for in 2026-10");
        assertThat(undo(2)).isEqualTo("removed 1, restored 0; 2 class 1, Yin: was edited since");
    }

    // Attendance ------------------------------------------------------------------------------------------------------

    @Test
    void attendanceIsAsBeforeAndSeatsAreCountedRight() {
        timetable();
        gym.importClasses(csv("k", CLASSES + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,2,\n"));
        gym.classes.enroll(1, "member0@mail.example", false);
        gym.classes.enroll(1, "member1@mail.example", false);
        String before = state();
        String file = ATTENDANCE
                + "A,member0@mail.example,late_cancel\nA,member1@mail.example,attended\nA,member2@mail.example,attended\n";
        gym.importAttendance(csv("a", file));
        String imported = state();

        assertThat(undo(3)).isEqualTo("removed 1, restored 2");
        assertThat(state()).isEqualTo(before);
        assertThat(gym.value("select seats_taken || ' ' || attended from classes"))
                .isEqualTo("2 0");
        assertThat(ImportRefusalTest.counts(gym.importAttendance(csv("a", file))))
                .isEqualTo("1 2 0");
        assertThat(state()).isEqualTo(imported);
    }

    @Test
    void attendanceIsKeptWhereTheSeatIsGoneOrTheMemberElsewhere() {
        timetable();
        gym.importClasses(
                csv(
                        "k",
                        CLASSES
                                + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,2,\nB,Yoga,bob@gym.example,2026-12-03T10:00,60,2,\n"
                                + "C,Yoga,bob@gym.example,2026-12-05T10:00,60,2,\nD,Yoga,bob@gym.example,2026-12-06T10:00,60,2,\n"));
        gym.classes.enroll(1, "member0@mail.example", false);
        gym.classes.enroll(1, "member1@mail.example", false);
        gym.classes.enroll(3, "member0@mail.example", false);
        gym.classes.enroll(4, "member0@mail.example", false);
        gym.importAttendance(csv(
                "a",
                ATTENDANCE
                        + "A,member0@mail.example,late_cancel\nA,member1@mail.example,cancelled\n"
                        + "C,member0@mail.example,cancelled\nD,member0@mail.example,attended\n"));
        gym.classes.enroll(1, "member2@mail.example", false);
        gym.classes.enroll(2, "member0@mail.example", false);
        gym.classes.cancel(3);
        gym.sql("update enrollments set status = 'no_show' where class_id = 4");

        assertThat(undo(3))
                .isEqualTo("removed 0, restored 1; 2 member 3 in class 1: the member is in class 2 at that time;"
                        + " 4 member 3 in class 3: class 3 is cancelled; 5 member 3 in class 4: was edited since");
        assertThat(gym.value("select status from enrollments where class_id = 1 and member_id = 4"))
                .isEqualTo("booked");
    }

    @Test
    void aFullClassKeepsTheLaterLines() {
        timetable();
        gym.importClasses(csv("k", CLASSES + "A,Yoga,ada@gym.example,2026-12-03T10:00,60,2,\n"));
        gym.classes.enroll(1, "member0@mail.example", false);
        gym.classes.enroll(1, "member1@mail.example", false);
        gym.importAttendance(
                csv("a", ATTENDANCE + "A,member1@mail.example,cancelled\nA,member0@mail.example,cancelled\n"));
        gym.classes.enroll(1, "member2@mail.example", false);

        assertThat(undo(3)).isEqualTo("removed 0, restored 1; 3 member 3 in class 1: class 1 is full");
        assertThat(gym.value("select seats_taken from classes")).isEqualTo("2");
    }

    @Test
    void theWholeSampleGoesFromTheLastFileToTheFirst() {
        String before = state();
        gym.importSample();
        String imported = state();
        for (long id = 5; id >= 1; id--) {
            assertThat(gym.imports.undo(id, false).kept()).isEmpty();
        }
        assertThat(state()).isEqualTo(before);
        gym.importSample();
        assertThat(state()).isEqualTo(imported);
    }

    // At once ---------------------------------------------------------------------------------------------------------

    @Test
    void twoUndosAtOnceUndoOnce() throws Exception {
        gym.importMembers(csv("m", THREE));
        Callable<String> attempt = () -> undo(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> one = threads.submit(attempt);
            Future<String> other = threads.submit(attempt);
            assertThat(List.of(one.get(), other.get()))
                    .containsExactlyInAnyOrder("removed 3, restored 0", "removed 0, restored 0");
        } finally {
            threads.shutdown();
        }
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo("2");
    }

    @Test
    void aBookingUnderWayIsWaitedForAndSeen() throws Exception {
        timetable();
        gym.importMembers(csv("m", MEMBERS + "Max,M,max@x.example,,2024-01-01,,true,,\n"));
        gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Handle booking = gym.jdbi.open()) {
            booking.begin();
            booking.execute("""
                    insert into enrollments (class_id, member_id, starts_at, ends_at, status)
                    select c.id, u.id, c.starts_at, c.ends_at, 'booked' from classes c, users u where u.email = 'max@x.example'
                    """);
            Future<String> undo = thread.submit(() -> undo(2));
            awaitALock();
            booking.commit();
            assertThat(undo.get())
                    .startsWith("removed 0, restored 0; 2 member ")
                    .endsWith(", Max M: has enrollments");
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void aBookingThatComesTooLateIsRefused() throws Exception {
        timetable();
        gym.importMembers(csv("m", MEMBERS + "Max,M,max@x.example,,2024-01-01,,true,,\n"));
        long yoga = gym.taught("ada@gym.example", "Yoga", "2026-12-03T10:00", 60);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Handle undo = gym.jdbi.open()) {
            undo.begin();
            undo.execute("select import_lock(2)");
            undo.execute("select import_delete(2)");
            Future<GymException> booking =
                    thread.submit(() -> refusal(() -> gym.classes.enroll(yoga, "max@x.example", false)));
            awaitALock();
            undo.commit();
            assertThat(booking.get().kind()).isEqualTo(Kind.CONFLICT);
        } finally {
            thread.shutdown();
        }
        assertThat(gym.value("select count(*) from enrollments")).isEqualTo("0");
    }

    private void timetable() {
        gym.importCoaches(csv("c", PEOPLE + "Ada,L,ada@gym.example\nBob,L,bob@gym.example\n"));
        gym.activeMembers(3);
    }

    private String undo(long id) {
        return text(gym.imports.undo(id, false));
    }

    private static String text(Undone undone) {
        StringBuilder text = new StringBuilder("removed " + undone.removed() + ", restored " + undone.restored());
        for (ImportedRow row : undone.kept()) {
            text.append("; ")
                    .append(row.line())
                    .append(' ')
                    .append(row.name())
                    .append(": ")
                    .append(row.kept());
        }
        return text.toString();
    }

    private String state() {
        return gym.value(STATE);
    }

    /** Until somebody waits for somebody else. */
    private void awaitALock() {
        try (Handle handle = database.owner().open()) {
            for (int attempts = 0; attempts < 1_000_000; attempts++) {
                if (handle.createQuery("select exists (select from pg_locks where not granted)")
                        .mapTo(boolean.class)
                        .one()) {
                    return;
                }
            }
        }
        throw new AssertionError("nobody waits");
    }
}
