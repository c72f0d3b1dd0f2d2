package dev.gymctl.core.db;

import static dev.gymctl.core.TestGym.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema holds whatever the program does: every statement here is raw SQL, taken back at the end. */
class SchemaTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String NEW_ENTRY = """
            with entry as (insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                           values ('2026-11-02', '2026-11-02', 'test', gen_random_uuid()::text) returning id)
            """;

    private static long coach;
    private static long member;
    private static long yoga;
    private static long entry;

    @BeforeAll
    static void openGym() {
        TestGym gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        coach = gym.coach("ada@gym.example");
        member = gym.activeMembers(2).get(0);
        yoga = gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60);
        gym.sql(
                "insert into enrollments (class_id, member_id, starts_at, ends_at, status)"
                        + " select id, ?, starts_at, ends_at, 'booked' from classes",
                member);
        gym.jdbi.useTransaction(handle -> {
            handle.execute("insert into journal_entries (effective_on, value_on, kind, idempotency_key)"
                    + " values ('2026-10-03', '2026-10-03', 'test', 'first')");
            entry = number(handle, "select max(id) from journal_entries");
            handle.execute(
                    "insert into transfers (entry_id, debit_account, credit_account, amount)"
                            + " values (?, 'cash', 'dues_income', 500)",
                    entry);
            handle.execute(
                    "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id)"
                            + " values (?, 'other', 1000, '2026-10-03', '2026-10-03', ?)",
                    member,
                    newEntry(handle));
            handle.execute(
                    "insert into payments (member_id, amount, method, received_on, key, entry_id)"
                            + " values (?, 1500, 'cash', '2026-10-03', 'receipt 1', ?)",
                    member,
                    newEntry(handle));
        });
        gym.sql(
                "insert into pay_rates (coach_id, class_title, per_class, valid_from, valid_to)"
                        + " values (?, 'Yoga', 1000, '2026-01-01', '2026-06-30')",
                coach);
        gym.sql("insert into member_freezes (member_id, during) values (?, '[2027-01-01,2027-01-31]')", member);
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, name",
        "journal_entries, memo",
        "transfers, amount",
        "charges, memo",
        "payments, reference",
        "allocations, amount",
        "prepaid_lots, price",
        "prepaid_lot_reversals, reversed_on",
        "prepaid_lot_expiries, credits",
        "refunds, amount",
        "payouts, amount",
        "write_offs, amount",
        "returned_payments, fee",
        "bank_accounts, number",
        "statements, file",
        "statement_lines, text",
        "line_links, reason",
        "line_reversals, reason",
        "line_details, text",
        "advices, digest",
        "advised_lines, splits",
        "payslips, gross",
        "payslip_lines, memo",
        "audit_log, action",
    })
    void nobodyRewritesFacts(String table, String column) {
        for (String statement : List.of(
                "update " + table + " set " + column + " = " + column,
                "delete from " + table,
                "truncate " + table + " cascade")) {
            assertThat(state(database.jdbi(), statement)).as(statement).isEqualTo("42501");
            assertThat(state(database.owner(), statement))
                    .as(statement + ", by the owner")
                    .isEqualTo("GY004");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update classes set seats_taken = 0",
                "update classes set attended = 0",
                "insert into classes (class_title, coach_id, starts_at, ends_at, capacity, seats_taken) values ('x', 1, now(), now(), 1, 0)",
                "delete from classes",
                "delete from users",
                "delete from enrollments",
                "delete from members",
                "delete from member_events",
                "delete from coaches",
                "delete from imports",
                "update imports set file = file",
                "insert into imports (kind, file, format, sha256_of_rows, operator, added, changed, same, rejected, imported_at) values ('rate', '', '', '', '', 0, 0, 0, 0, now())",
                "update import_rows set key = key",
                "insert into audit_log (id, recorded_at, operator, action, payload_digest, previous_hash, hash) values (1, now(), 'x', 'x', '', '', '')",
                "update audit_head set last_id = 0",
                "insert into audit_head (id, last_id, last_hash) values (true, 0, '')",
                "delete from audit_head",
                "insert into journal_entries (effective_on, value_on, kind, idempotency_key, recorded_at) values (now(), now(), 'x', 'x', now())",
                "insert into flyway_schema_history (installed_rank, description, type, script, installed_by, execution_time, success) values (99, 'x', 'x', 'x', 'x', 1, true)",
                "update flyway_schema_history set success = false",
                "delete from flyway_schema_history",
                "update pay_rates set per_class = 0",
                "update members set user_id = user_id",
                "insert into member_events (member_id, kind, effective_on, recorded_at) values (1, 'approved', now(), now())",
                "update enrollments set class_id = class_id",
                "update enrollments set starts_at = starts_at",
                "insert into enrollments (class_id, member_id, starts_at, ends_at, status, booked_at) values (1, 1, now(), now(), 'booked', now())",
                "insert into payroll_periods (month, closed_at) values ('2026-10-01', now())",
                "update payroll_periods set month = month",
                "insert into pay_adjustments (month, coach_id, amount, reason, recorded_at) values ('2026-10-01', 1, 1, 'x', now())",
                "insert into payslips (month, coach_id, classes_taught, gross, total, created_at) values ('2026-10-01', 1, 0, 0, 0, now())",
                "insert into journal_entries (id, effective_on, value_on, kind, idempotency_key) overriding system value values (1, now(), now(), 'x', 'x')",
                "update settlements set charge_id = charge_id",
                "delete from settlements",
                "truncate settlements",
                "update prepaid_spends set entry_id = entry_id",
                "delete from prepaid_spends",
                "truncate prepaid_spends",
                "update plans set price = price",
                "insert into plans (name, kind, price, retired_on) values ('x', 'dues', 1, now())",
                "delete from plans",
                "update memberships set plan_id = plan_id",
                "update memberships set starts_on = starts_on",
                "delete from memberships",
                "update billing_months set month = month",
                "delete from billing_months",
                "update parked_accounts set member_id = member_id",
                "select refuse_overdrawing('{}', '{}')",
                "delete from pay_rates",
                "delete from payroll_periods",
                "delete from gym",
                "insert into gym (id, name, zone, currency, currency_digits, drop_in_price) values (true, 'x', 'UTC', 'EUR', 2, 0)",
                "create table gymctl.mine ()",
                "create table public.mine ()",
                "create view compat.mine as select 1",
                "create schema mine",
                "drop table rooms",
                "alter table classes disable trigger all",
                "drop trigger count_seats_inserted on enrollments",
                "create or replace function local_date(instant timestamptz) returns date language sql return null::date",
                "set role gymctl_owner",
                "select password_hash from logins",
                "select * from logins",
                "select token_hash from sessions",
                "update logins set password_hash = ''",
                "insert into logins (user_id, password_hash) values (1, '$argon2id$')",
                "update sessions set user_id = user_id",
                "update sessions set expires_at = expires_at",
                "update sessions set token_hash = ''",
                "insert into sessions (user_id, kind, token_hash, created_at, expires_at, last_used_at) values (1, 'session', '', now(), now(), now())",
            })
    void theProgramMayDoNoMoreThanItNeeds(String statement) {
        assertThat(state(database.jdbi(), statement)).isEqualTo("42501");
    }

    @Test
    void onlyTheseRunWithTheOwnersRightsForTheProgram() {
        assertThat(value(database.jdbi(), """
                select string_agg(p.proname, ' ' order by p.proname)
                from pg_proc p
                where p.pronamespace in ('gymctl'::regnamespace, 'batch'::regnamespace, 'compat'::regnamespace)
                  and p.prosecdef and p.prorettype <> 'trigger'::regtype
                  and has_function_privilege('gymctl_app', p.oid, 'execute')
                """))
                .isEqualTo(
                        "audit_append bring_keys_back count_rows erase_person import_delete import_lock import_uses lock_coaches password_of"
                                + " rehash_password session_of set_keys_aside set_password");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        debit_account, credit_account, amount                              | 'cash', 'dues_income', 0                         | transfers_amount_positive
        debit_account, credit_account, amount                              | 'cash', 'dues_income', -5                        | transfers_amount_positive
        debit_account, credit_account, amount                              | 'cash', 'cash', 5                                | transfers_between_two_accounts
        debit_account, debit_party, credit_account, credit_party, amount   | 'coach_payable', :p, 'coach_payable', :p, 5      | transfers_between_two_accounts
        debit_account, credit_account, amount                              | 'coach_expense', 'coach_payable', 5              | transfers_credit
        debit_account, credit_account, credit_party, amount                | 'coach_expense', 'cash', :p, 5                   | transfers_credit
        debit_account, credit_account, amount                              | 'member_receivable', 'dues_income', 5            | transfers_debit
        debit_account, debit_party, credit_account, amount                 | 'cash', :p, 'dues_income', 5                     | transfers_debit
        debit_account, credit_account, amount                              | 'cash', 'no such account', 5                     | transfers_credit
        """)
    void aTransferIsBalancedBetweenTwoAccountsAndTheirParties(String columns, String values, String constraint) {
        assertViolates(constraint, """
                with entry as (insert into journal_entries (effective_on, value_on, kind, idempotency_key)
                               values ('2026-10-03', '2026-10-03', 'test', 'second') returning id)
                insert into transfers (entry_id, %s) select id, %s from entry
                """.formatted(columns, values.replace(":p", String.valueOf(coach))));
    }

    @Test
    void anEntryTakesNoTransfersLater() {
        assertThat(state(
                        database.jdbi(),
                        "insert into transfers (entry_id, debit_account, credit_account, amount) values (" + entry
                                + ", 'cash', 'dues_income', 1)"))
                .isEqualTo("GY004");
    }

    @Test
    void closedBooksTakeNoEntryAndStayClosed() {
        assertThat(states(
                        database.jdbi(),
                        "update gym set books_closed_through = '2026-10-31'",
                        "insert into journal_entries (effective_on, value_on, kind, idempotency_key)"
                                + " values ('2026-11-01', '2026-10-31', 'test', 'on the first open day')",
                        "insert into journal_entries (effective_on, value_on, kind, idempotency_key)"
                                + " values ('2026-10-31', '2026-10-31', 'test', 'too late')"))
                .isEqualTo("ok ok GY002");
        assertThat(states(
                        database.jdbi(),
                        "update gym set books_closed_through = '2026-10-31'",
                        "update gym set books_closed_through = '2026-11-30'",
                        "update gym set books_closed_through = '2026-10-31'"))
                .isEqualTo("ok ok GY002");
        assertThat(states(
                        database.jdbi(),
                        "update gym set books_closed_through = '2026-10-31'",
                        "update gym set books_closed_through = null"))
                .isEqualTo("ok GY002");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        'Yoga', '2026-06-30', null         | pay_rates_do_not_overlap
        'Yoga', '2025-01-01', '2026-01-01' | pay_rates_do_not_overlap
        'Yoga', '2026-02-01', '2026-03-01' | pay_rates_do_not_overlap
        'Yoga', '2026-07-01', null         |
        null, '2026-02-01', null           |
        'Zumba', '2026-02-01', null        |
        'Zumba', '2026-02-02', '2026-02-01' | range lower bound
        """)
    void ratesOfTheSameCoachAndTitleDoNotOverlap(String rate, String constraint) {
        String statement = "insert into pay_rates (coach_id, class_title, valid_from, valid_to) values (%d, %s)"
                .formatted(coach, rate);
        if (constraint == null) {
            assertThat(state(database.jdbi(), statement)).isEqualTo("ok");
        } else {
            assertViolates(constraint, statement);
        }
    }

    @Test
    void ratesForEveryoneDoNotOverlapEither() {
        assertThat(states(
                        database.jdbi(),
                        "insert into pay_rates (valid_from) values ('2026-01-01')",
                        "insert into pay_rates (valid_from) values ('2027-01-01')"))
                .isEqualTo("ok 23P01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        insert into pay_rates (per_class, valid_from) values (-1, '2026-01-01')             | pay_rates_not_negative
        insert into pay_rates (maximum, valid_from) values (-1, '2026-01-01')               | pay_rates_not_negative
        insert into pay_rates (minimum, maximum, valid_from) values (2, 1, '2026-01-01')    | pay_rates_minimum_up_to_maximum
        insert into member_freezes (member_id, during) values (:m, '[2027-01-31,2027-02-28]') | member_freezes_do_not_overlap
        insert into member_freezes (member_id, during) values (:m, '(,2025-01-01]')          | member_freezes_bounded_start
        insert into member_freezes (member_id, during) values (:m, 'empty')                  | member_freezes_bounded_start
        insert into users (first_name, last_name, email, date_joined) values ('A', 'B', 'ADA@gym.example', now()) | users_email_unique
        insert into users (first_name, last_name, date_joined) values (' ', '', now())      | users_name_given
        insert into users (first_name, last_name, date_joined, role) values ('A', 'B', now(), 'boss') | users_role_known
        update classes set capacity = 0                                                     | classes_capacity_positive
        update classes set ends_at = starts_at                                              | classes_duration_up_to_a_day
        update classes set ends_at = starts_at + interval '1441 minutes'                    | classes_duration_up_to_a_day
        update classes set ends_at = starts_at + interval '90 seconds'                      | classes_duration_up_to_a_day
        update classes set status = 'cancelled'                                             | classes_cancelled_holds_no_seats
        insert into classes (class_title, coach_id, starts_at, ends_at, capacity) select 'X', coach_id, starts_at + interval '59 minutes', ends_at + interval '1 hour', 1 from classes | classes_coach_teaches_one_at_a_time
        insert into payroll_periods (month) values ('2026-10-02')                           | payroll_periods_month_is_its_first_day
        insert into pay_adjustments (month, coach_id, amount, reason) values ('2026-10-01', :c, 0, 'x') | pay_adjustments_not_zero
        update gym set drop_in_price = -1                                                   | gym_drop_in_price_not_negative
        """)
    void refusesWhatCannotBe(String statement, String constraint) {
        assertViolates(
                constraint, statement.replace(":m", String.valueOf(member)).replace(":c", String.valueOf(coach)));
    }

    @Test
    void aCoachTeachesClassesThatTouchOrAreAllowedToOverlap() {
        String touching = "insert into classes (class_title, coach_id, starts_at, ends_at, capacity, overlap_allowed)"
                + " select 'X', coach_id, ends_at, ends_at + interval '1 hour', 1, false from classes where id = "
                + yoga;
        String allowed = "insert into classes (class_title, coach_id, starts_at, ends_at, capacity, overlap_allowed)"
                + " select 'X', coach_id, starts_at, ends_at, 1, true from classes where id = " + yoga;
        assertThat(states(database.jdbi(), touching, allowed)).isEqualTo("ok ok");
    }

    @Test
    void aMemberAttendsOneClassAtATime() {
        String another = "insert into classes (class_title, coach_id, starts_at, ends_at, capacity, overlap_allowed)"
                + " select 'Other', coach_id, starts_at, ends_at, 5, true from classes where id = " + yoga;
        String booking = "insert into enrollments (class_id, member_id, starts_at, ends_at, status, overlap_allowed)"
                + " select id, " + member + ", starts_at, ends_at, '%s', %s from classes where class_title = 'Other'";
        assertThat(states(database.jdbi(), another, booking.formatted("booked", false)))
                .isEqualTo("ok 23P01");
        assertThat(states(database.jdbi(), another, booking.formatted("booked", true)))
                .isEqualTo("ok ok");
        assertThat(states(database.jdbi(), another, booking.formatted("cancelled", false)))
                .isEqualTo("ok ok");
        assertThat(states(
                        database.jdbi(), another, booking.formatted("booked", true), booking.formatted("booked", true)))
                .as("once in a class")
                .isEqualTo("ok ok 23505");
    }

    @Test
    void noMoreIsAllocatedThanWasReceivedOrIsOwed() {
        assertThat(states(database.jdbi(), allocation(1000))).isEqualTo("ok");
        assertThat(states(database.jdbi(), allocation(1001)))
                .as("the charge is of 1000")
                .isEqualTo("GY002");
        assertThat(states(database.jdbi(), allocation(600), allocation(400), allocation(1)))
                .isEqualTo("ok ok GY002");
        assertThat(states(database.jdbi(), allocation(0))).isEqualTo("23514");
        String secondCharge =
                "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id) select member_id,"
                        + " 'other', 9000, due_on, due_on, entry_id from charges where amount = 1000";
        String more = allocation(501).replace("amount = 1000", "amount = 9000");
        assertThat(states(database.jdbi(), allocation(1000), secondCharge, more))
                .as("the payment is of 1500")
                .isEqualTo("ok ok GY002");
    }

    @Test
    void nothingIsAllocatedFromOneMemberToAnother() {
        String charge = "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id)"
                + " select max(user_id), 'other', 777, '2026-10-03', '2026-10-03', " + entry + " from members";
        assertThat(states(
                        database.jdbi(),
                        charge,
                        allocation(1).replace("c.amount = 1000", "c.amount = 777 and c.member_id <> p.member_id")))
                .isEqualTo("ok GY002");
    }

    @Test
    void anAllocationWhoseEntryIsReversedCountsNoMore() {
        String reversal = reversal("allocations", "true");
        assertThat(states(database.jdbi(), allocation(1000), reversal, allocation(1000), allocation(1)))
                .isEqualTo("ok ok ok GY002");
        assertThat(states(database.jdbi(), allocation(1000), reversal, reversal))
                .as("it is taken back once")
                .isEqualTo("ok ok 23505");
    }

    @Test
    void aReversalIsNotReversed() {
        assertThat(
                        states(
                                database.jdbi(),
                                reversal("charges", "amount = 1000"),
                                "insert into journal_entries (effective_on, value_on, kind, idempotency_key, reverses)"
                                        + " select effective_on, value_on, kind, 'again', id from journal_entries where reverses is not null"))
                .isEqualTo("ok GY002");
    }

    @Test
    void whatIsBuiltUponIsNotReversed() {
        String charge = reversal("charges", "amount = 1000");
        String payment = reversal("payments", "amount = 1500");
        assertThat(states(database.jdbi(), charge, payment)).isEqualTo("ok ok");
        assertThat(states(database.jdbi(), allocation(1), charge)).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), allocation(1), payment)).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), writeOff(1), charge)).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), refund(1), payment)).isEqualTo("ok GY002");
        assertThat(states(
                        database.jdbi(),
                        allocation(1),
                        writeOff(1),
                        refund(1),
                        reversal("allocations", "true"),
                        reversal("write_offs", "true"),
                        reversal("refunds", "true"),
                        charge,
                        payment))
                .isEqualTo("ok ok ok ok ok ok ok ok");
    }

    @Test
    void whatIsReversedIsNotUsed() {
        String charge = reversal("charges", "amount = 1000");
        String payment = reversal("payments", "amount = 1500");
        assertThat(states(database.jdbi(), charge, allocation(1))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), charge, writeOff(1))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), payment, allocation(1))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), payment, refund(1))).isEqualTo("ok GY002");
    }

    @Test
    void noMoreIsGivenBackThanIsLeftOver() {
        assertThat(states(database.jdbi(), refund(1500), refund(1))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), allocation(1000), refund(500), refund(1)))
                .isEqualTo("ok ok GY002");
        assertThat(states(database.jdbi(), refund(501), allocation(1000))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), refund(0))).isEqualTo("23514");
        assertThat(states(database.jdbi(), refund(-5))).isEqualTo("23514");
    }

    @Test
    void noMoreIsWrittenOffThanIsOwed() {
        assertThat(states(database.jdbi(), writeOff(1000), writeOff(1))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), allocation(600), writeOff(400), writeOff(1)))
                .isEqualTo("ok ok GY002");
        assertThat(states(database.jdbi(), writeOff(1), allocation(1000))).isEqualTo("ok GY002");
        assertThat(states(database.jdbi(), writeOff(0))).isEqualTo("23514");
        assertThat(states(database.jdbi(), writeOff(-5))).isEqualTo("23514");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5})
    void nothingIsChargedOrPaidThatIsNotMoreThanZero(int amount) {
        assertViolates(
                "charges_amount_positive",
                "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id) values (" + member
                        + ", 'other', " + amount + ", '2026-10-03', '2026-10-03', " + entry + ")");
        assertViolates(
                "payments_amount_positive",
                "insert into payments (member_id, amount, method, received_on, key, entry_id) values (" + member + ", "
                        + amount + ", 'cash', '2026-10-03', 'x', " + entry + ")");
        assertViolates("allocations_amount_positive", allocation(amount));
    }

    @Test
    void closedBooksTakeNoReversalEither() {
        assertThat(states(
                        database.jdbi(),
                        "update gym set books_closed_through = '2026-11-30'",
                        reversal("charges", "amount = 1000")))
                .isEqualTo("ok GY002");
        assertThat(states(
                        database.jdbi(),
                        "update gym set books_closed_through = '2026-10-31'",
                        reversal("charges", "amount = 1000")))
                .isEqualTo("ok ok");
    }

    @Test
    void twoAllocationsAtOnceDoNotExceedTheCharge() throws Exception {
        database.jdbi().useTransaction(handle -> {
            handle.execute(
                    "insert into charges (member_id, kind, amount, charged_on, due_on, entry_id) values (?, 'other', 70,"
                            + " '2026-10-03', '2026-10-03', ?)",
                    member,
                    entry);
            handle.execute(
                    "insert into payments (member_id, amount, method, received_on, key, entry_id)"
                            + " values (?, 71, 'cash', '2026-10-03', 'receipt 2', ?)",
                    member,
                    entry);
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> allocated = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                allocated.add(threads.submit(() -> {
                    try {
                        database.jdbi()
                                .useHandle(handle -> handle.execute(allocation(20)
                                        .replace("c.amount = 1000", "c.amount = 70")
                                        .replace("p.amount = 1500", "p.amount = 71")));
                        return true;
                    } catch (UnableToExecuteStatementException e) {
                        assertThat(SqlErrors.translate(e).kind()).isEqualTo(Kind.CONFLICT);
                        return false;
                    }
                }));
            }
            int won = 0;
            for (Future<Boolean> one : allocated) {
                won += one.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(3);
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update gym set zone = 'Asia/Tokyo'",
                "update gym set currency = 'USD'",
                "update gym set currency_digits = 3",
            })
    void zoneAndCurrencyAreFixedOnceThereAreClassesAndMoney(String statement) {
        assertThat(state(database.jdbi(), statement)).isEqualTo("GY002");
        assertThat(state(database.owner(), statement)).isEqualTo("GY002");
    }

    @Test
    void everyTableHasAPrimaryKey() {
        assertThat(value(database.owner(), """
                select coalesce(string_agg(c.oid::regclass::text, ', '), '')
                from pg_class c
                where c.relkind = 'r' and c.relnamespace in ('gymctl'::regnamespace, 'batch'::regnamespace)
                  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
                """)).isEmpty();
    }

    /** One that holds for all rows and begins with the foreign key's columns, as many as it has of them. */
    @Test
    void everyForeignKeyHasAnIndex() {
        assertThat(value(database.owner(), """
                select coalesce(string_agg(k.conrelid::regclass || ' ' || k.conname, ', '), '')
                from pg_constraint k
                where k.contype = 'f' and k.connamespace in ('gymctl'::regnamespace, 'batch'::regnamespace)
                  and not exists (
                      select from pg_index i
                      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                      where i.indrelid = k.conrelid and a.attnum = any (k.conkey)
                        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
                """)).isEmpty();
        assertThat(value(database.owner(), "select count(*) > 30 from pg_constraint where contype = 'f'"))
                .isEqualTo("t");
    }

    @Test
    void theSchemasRoundingIsJavas() {
        Random random = new Random(1);
        List<Long> numerators = new ArrayList<>();
        List<Long> denominators = new ArrayList<>();
        for (long n = -130; n <= 130; n++) {
            for (long d : new long[] {1, 2, 3, 4, 60, 100}) {
                numerators.add(n);
                denominators.add(d);
            }
        }
        for (int i = 0; i < 5000; i++) {
            numerators.add(random.nextLong(2_000_000_000_000_000L) - 1_000_000_000_000_000L);
            denominators.add(1 + random.nextLong(100_000));
            long half = 1 + random.nextLong(500);
            numerators.add((2 * random.nextLong(1_000_000) - 1_000_001) * half);
            denominators.add(2 * half);
        }
        List<Long> rounded = database.jdbi()
                .withHandle(handle -> handle.registerArrayType(Long.class, "bigint")
                        .createQuery(
                                "select half_even(n, d) from unnest(:n, :d) with ordinality x (n, d, i) order by i")
                        .bindArray("n", Long.class, numerators)
                        .bindArray("d", Long.class, denominators)
                        .mapTo(long.class)
                        .list());

        assertThat(rounded).hasSameSizeAs(numerators);
        for (int i = 0; i < rounded.size(); i++) {
            assertThat(rounded.get(i))
                    .as("%d / %d", numerators.get(i), denominators.get(i))
                    .isEqualTo(Money.halfEven(numerators.get(i), denominators.get(i)));
        }
    }

    @Test
    void theExpectedVersionIsTheNewestMigrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            int newest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V\\d+__.*\\.sql"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf('_'))))
                    .max()
                    .orElseThrow();
            assertThat(Schema.VERSION).isEqualTo(newest);
        }
    }

    private static String allocation(int amount) {
        return NEW_ENTRY + """
            insert into allocations (payment_id, charge_id, amount, entry_id)
            select p.id, c.id, %d, entry.id from entry cross join payments p cross join charges c
            where p.amount = 1500 and c.amount = 1000
            """.formatted(amount);
    }

    private static String refund(int amount) {
        return NEW_ENTRY + """
            insert into refunds (payment_id, amount, method, refunded_on, key, entry_id)
            select p.id, %d, 'cash', '2026-11-02', entry.id::text, entry.id from entry cross join payments p where p.amount = 1500
            """.formatted(amount);
    }

    private static String writeOff(int amount) {
        return NEW_ENTRY + """
            insert into write_offs (charge_id, amount, written_off_on, entry_id)
            select c.id, %d, '2026-11-02', entry.id from entry cross join charges c where c.amount = 1000
            """.formatted(amount);
    }

    /** The entries of facts of a table are reversed. */
    private static String reversal(String table, String condition) {
        return """
            insert into journal_entries (effective_on, value_on, kind, idempotency_key, reverses)
            select '2026-11-02', '2026-11-02', 'reversal', gen_random_uuid()::text, entry_id from %s where %s
            """.formatted(table, condition);
    }

    /** The id of an entry of the test's own. */
    private static long newEntry(Handle handle) {
        return number(handle, NEW_ENTRY + "select id from entry");
    }

    private static void assertViolates(String constraint, String statement) {
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(statement)))
                .as(statement)
                .hasMessageContaining(constraint);
    }

    private static String state(Jdbi role, String statement) {
        return states(role, statement);
    }

    /** {@code ok} or the SQLSTATE of each, up to the first that fails; nothing stays. */
    private static String states(Jdbi role, String... statements) {
        List<String> states = new ArrayList<>();
        role.useTransaction(handle -> {
            try {
                for (String statement : statements) {
                    handle.execute(statement);
                    states.add("ok");
                }
            } catch (UnableToExecuteStatementException e) {
                states.add(((SQLException) e.getCause()).getSQLState());
            }
            handle.rollback();
        });
        return String.join(" ", states);
    }

    private static long number(Handle handle, String query) {
        return handle.createQuery(query).mapTo(long.class).one();
    }
}
