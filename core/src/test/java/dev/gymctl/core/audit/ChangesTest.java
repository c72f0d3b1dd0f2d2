package dev.gymctl.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private int before;

    @BeforeEach
    void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z"));
        before = rows();
    }

    @Test
    void aChangeLeavesOneRowHoweverMuchItNotes() {
        gym.changes.make("class cancel", change -> {
            change.note("class", 7);
            change.note("status", "scheduled", "cancelled");
            change.note("place", null, null);
            return null;
        });

        assertThat(rows()).isEqualTo(before + 1);
        assertThat(gym.value(
                        "select operator || ': ' || action || ' ' || payload from audit_log order by id desc limit 1"))
                .isEqualTo(
                        "owner (test): class cancel {\"class\": \"7\", \"status\": \"cancelled\", \"status_before\": \"scheduled\"}");
        assertChainHolds();
    }

    @Test
    void aChangeThatChangedNothingLeavesNone() {
        gym.changes.make("gym set", change -> {
            change.note("zone", "UTC", "UTC");
            return null;
        });
        gym.settings.set(Map.of("zone", "UTC"));

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aChangeThatFailsLeavesNone() {
        assertThatThrownBy(() -> gym.changes.make("gym set", change -> {
                    change.handle().execute("update gym set name = 'Torn'");
                    change.note("name", "Torn");
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        assertThat(rows()).isEqualTo(before);
        assertThat(gym.gym().name()).isNotEqualTo("Torn");
        assertChainHolds();
    }

    @Test
    void aTrialLeavesNone() {
        gym.changes.make("gym set", true, change -> {
            change.handle().execute("update gym set name = 'Tried'");
            change.note("name", "Tried");
            return null;
        });

        assertThat(rows()).isEqualTo(before);
        assertThat(gym.gym().name()).isNotEqualTo("Tried");
    }

    @Test
    void concurrentChangesMakeOneGaplessChain() throws Exception {
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

        assertThat(rows()).isEqualTo(before + 72);
        assertChainHolds();
    }

    @Test
    void whatIsTamperedWithNoLongerVerifies() {
        gym.changes.make("test", change -> {
            change.note("amount", "10.00");
            return null;
        });

        database.owner().useTransaction(handle -> {
            handle.execute("alter table audit_log disable trigger user");
            handle.execute(
                    "update audit_log set payload = '{\"amount\": \"99.00\"}' where id = (select max(id) from audit_log)");
            assertThat(handle.createQuery(BROKEN).mapTo(int.class).one()).isEqualTo(1);
            handle.rollback();
        });
    }

    /** One change; every tenth fails after all else is done. */
    private void change(int number) {
        try {
            gym.changes.make("test", change -> {
                change.note("number", number);
                if (number % 10 == 0) {
                    change.handle()
                            .createQuery("select audit_append(null, 'test', 'lost', '{}')")
                            .mapTo(long.class)
                            .one();
                    throw new IllegalStateException("lost");
                }
                return null;
            });
        } catch (IllegalStateException lost) {
            assertThat(number % 10).isZero();
        }
    }

    /** Rows whose number, digest, predecessor or hash is not what it must be. */
    private static final String BROKEN = """
            select count(*)
            from (select a.*, row_number() over (order by id) as number,
                         lag(hash, 1, sha256('gymctl')) over (order by id) as predecessor
                  from audit_log a) a
            where id <> number or previous_hash <> predecessor
               or payload_digest <> sha256(salt || convert_to(payload::text, 'UTF8'))
               or hash <> audit_hash(predecessor, id, recorded_at, operator_id, operator, action, payload_digest)
            """;

    private void assertChainHolds() {
        assertThat(gym.value(BROKEN)).isEqualTo("0");
        assertThat(gym.value("""
                select h.last_id = coalesce(a.id, 0) and h.last_hash = coalesce(a.hash, sha256('gymctl'))
                from audit_head h left join (select id, hash from audit_log order by id desc limit 1) a on true
                """)).isEqualTo("t");
    }

    private int rows() {
        return Integer.parseInt(gym.value("select count(*) from audit_log"));
    }
}
