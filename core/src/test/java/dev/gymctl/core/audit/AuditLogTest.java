package dev.gymctl.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five rows; whoever tampers with them here is the schema's owner, who can switch triggers off. */
class AuditLogTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Verification whole;

    @BeforeAll
    static void writeALog() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z"));
        for (int i = 1; i <= 5; i++) {
            change(i);
        }
        whole = gym.auditLog.verify(null);
        database.owner()
                .useHandle(handle -> handle.execute("create table kept as select * from audit_log"
                        + " cross join (select last_id as head_id, last_hash as head_hash from audit_head) h"));
    }

    @BeforeEach
    void restore() {
        tamper("""
                truncate audit_log;
                insert into audit_log select id, recorded_at, operator_id, operator, action, payload, salt, payload_digest,
                    previous_hash, hash from kept;
                update audit_head set last_id = head_id, last_hash = head_hash from (select distinct head_id, head_hash from kept) k
                """);
    }

    @Test
    void theChainIsWhole() {
        assertThat(whole.rows()).isEqualTo(5);
        assertThat(whole.erased()).isZero();
        assertThat(whole.holds()).isTrue();
        assertThat(whole.head()).isEqualTo("5:" + gym.value("select encode(hash, 'hex') from audit_log where id = 5"));
        change(6);
        assertThat(gym.auditLog.verify(whole.head()).holds()).as("it grows").isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        update audit_log set action = 'x' where id = 3                                   | 3: it was edited
        update audit_log set operator = 'x' where id = 3                                 | 3: it was edited
        update audit_log set operator_id = null, recorded_at = now() where id = 1        | 1: it was edited
        update audit_log set hash = sha256('x') where id = 2                             | 2: it was edited; 3: it does not follow the row before it
        update audit_log set previous_hash = sha256('x') where id = 2                    | 2: it was edited
        update audit_log set payload = '{"number": "7"}' where id = 4                    | 4: its payload was edited
        update audit_log set salt = 'x' where id = 4                                     | 4: its payload was edited
        update audit_log set payload = null where id = 4                                 | 4: its payload was taken away, and no erasure says so
        update audit_log set payload = null, salt = null where id = 4                    | 4: its payload was taken away, and no erasure says so
        delete from audit_log where id = 3                                               | 4: row 3 before it is missing
        delete from audit_log where id in (1, 2)                                         | 3: rows 1 to 2 before it are missing
        update audit_log set id = case id when 2 then -3 else -2 end where id in (2, 3); update audit_log set id = -id where id < 0 | 2: it was edited; 3: it was edited; 4: it does not follow the row before it
        delete from audit_log where id = 5                                               | 5: the chain went on to it, and it is not there: the end of the chain was cut off
        insert into audit_log select 6, recorded_at, operator_id, operator, action, payload, salt, payload_digest, previous_hash, hash from audit_log where id = 5 | 6: it was edited; 6: it stands after row 5, where the chain ends: it was inserted
        """)
    void namesTheRowThatIsNotWhatWasWritten(String tampering, String problems) {
        tamper(tampering);
        assertThat(gym.auditLog.verify(null).problems().stream()
                        .map(problem -> problem.row() + ": " + problem.problem())
                        .toList())
                .isEqualTo(List.of(problems.split("; ", -1)));
    }

    @Test
    void onlyAHeadKeptElsewhereFindsACutOffEndAndANewChain() {
        tamper("""
                delete from audit_log where id = 5;
                update audit_head set last_id = 4, last_hash = (select hash from audit_log where id = 4)
                """);
        assertThat(gym.auditLog.verify(null).holds()).isTrue();
        assertThat(gym.auditLog.verify(whole.head()).problems())
                .containsExactly(new Verification.Problem(
                        5, "it was noted, and is not there: the end of the chain was cut off"));

        change(7);
        assertThat(gym.auditLog.verify(null).holds()).isTrue();
        assertThat(gym.auditLog.verify(whole.head()).problems())
                .containsExactly(
                        new Verification.Problem(5, "it is not the one that was noted: the chain was replaced"));
    }

    @Test
    void anEmptyLogIsWhole() {
        tamper("truncate audit_log; update audit_head set last_id = 0, last_hash = sha256('gymctl')");
        Verification empty = gym.auditLog.verify(null);
        assertThat(empty.holds()).isTrue();
        assertThat(empty.head()).startsWith("0:");
        assertThat(gym.auditLog.verify(empty.head()).holds()).isTrue();
        assertThat(gym.auditLog.verify(whole.head()).holds()).isFalse();
    }

    @Test
    void concurrentChangesMakeOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> made = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                int number = i;
                made.add(threads.submit(() -> change(number)));
            }
            for (Future<?> one : made) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        Verification verification = gym.auditLog.verify(whole.head());
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.rows()).isEqualTo(85);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -          | -           | -        | -  | 5 4 3 2 1
        owner (te  | -           | -        | -  | 5 4 3 2 1
        OWNER      | -           | -        | 3  | 2 1
        7          | -           | -        | -  | ''
        -          | test        | -        | -  | 5 4 3 2 1
        -          | test change | -        | -  | 5 4 3 2 1
        -          | tes         | -        | -  | ''
        -          | -           | number=2 | -  | 2
        -          | -           | member=3 | -  | 3
        -          | -           | user=3   | -  | 3
        -          | -           | member=9 | -  | 5 4 3 2 1
        -          | -           | member=nobody@mail.example | - | ''
        """)
    void findsTheRowsThatAreMeant(String operator, String action, String about, Long after, String ids) {
        AuditFilter.About subject = about == null
                ? null
                : new AuditFilter.About(
                        about.substring(0, about.indexOf('=')), about.substring(about.indexOf('=') + 1));
        assertThat(ids(new AuditFilter(operator, action, subject, null, null, after, 10)))
                .isEqualTo(ids);
    }

    @Test
    void findsTheRowsOfATime() {
        Instant third = gym.auditLog
                .list(new AuditFilter(null, null, null, null, null, 4L, 1))
                .get(0)
                .recordedAt();
        assertThat(ids(new AuditFilter(null, null, null, third, null, null, 10)))
                .isEqualTo("5 4 3");
        assertThat(ids(new AuditFilter(null, null, null, null, third, null, 10)))
                .isEqualTo("2 1");
    }

    @Test
    void showsWhatWasChanged() {
        AuditEntry entry = gym.auditLog
                .list(new AuditFilter(null, null, null, null, null, null, 1))
                .get(0);
        assertThat(entry.payload())
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("member", "5", "member_9", "approved", "number", "5")));
        assertThat(entry.operator()).isEqualTo("owner (test)");
        assertThat(entry.operatorId()).isNull();
        assertThat(entry.erased()).isFalse();
        assertThat(whole.head()).isEqualTo("5:" + entry.hash());
    }

    private static String ids(AuditFilter filter) {
        return String.join(
                " ",
                gym.auditLog.list(filter).stream()
                        .map(entry -> String.valueOf(entry.id()))
                        .toList());
    }

    private static void change(int number) {
        gym.changes.make("test change", change -> {
            change.note("member", number);
            change.note("member_9", "approved");
            change.note("number", number);
            return null;
        });
    }

    private static void tamper(String statements) {
        try (Handle handle = database.owner().open()) {
            handle.execute("alter table audit_log disable trigger user");
            handle.createScript(statements).execute();
            handle.execute("alter table audit_log enable trigger user");
        }
    }
}
