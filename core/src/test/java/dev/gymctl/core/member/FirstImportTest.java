package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many members into a gym that has none: foreign keys and indexes are set aside for it, and are never missing. */
class FirstImportTest {
    private static final int MANY = 10_000;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    @Test
    void theKeysAreMadeAnewAsTheyWere() {
        String keys = keys();
        String made = whenMade();

        members(0, MANY);

        assertThat(keys()).isEqualTo(keys);
        assertThat(whenMade()).isNotEqualTo(made);
        assertThat(
                        gym.value(
                                "select count(*) || ' ' || count(e.id) from members left join member_events e on member_id = user_id"))
                .isEqualTo(MANY + " " + MANY);
        assertThat(ownersValue("select count(*) from gymctl.keys_aside")).isEqualTo("0");
    }

    @Test
    void theyStayWhereThereAreMembers() {
        members(0, 1);
        String made = whenMade();

        members(1, MANY + 1);

        assertThat(whenMade()).isEqualTo(made);
    }

    @Test
    void theyStayForAFewMembers() {
        String made = whenMade();

        members(0, MANY - 1);

        assertThat(whenMade()).isEqualTo(made);
    }

    /** Nobody is waited for: neither who reads, nor who is about to record a change. */
    @ParameterizedTest
    @ValueSource(strings = {"select from gymctl.users", "select from gymctl.audit_head for share"})
    void theyStayWhileSomebodyIsAtWork(String work) {
        String made = whenMade();

        database.owner().useTransaction(somebody -> {
            somebody.execute(work);
            gym.jdbi.useTransaction(handle -> assertThat(setAside(handle)).isFalse());
        });

        assertThat(whenMade()).isEqualTo(made);
    }

    @Test
    void aTransactionThatLeavesThemAsideFails() {
        String keys = keys();

        GymException refused = refusal(() ->
                gym.jdbi.useTransaction(handle -> assertThat(setAside(handle)).isTrue()));

        assertThat(refused.kind()).isEqualTo(GymException.Kind.CONFLICT);
        assertThat(keys()).isEqualTo(keys);
    }

    @Test
    void aRowThatRefersToNobodyKeepsThemFromComingBack() {
        String keys = keys();

        GymException refused = refusal(() -> gym.jdbi.useTransaction(handle -> {
            assertThat(setAside(handle)).isTrue();
            handle.execute("insert into members (user_id) values (4711)");
            handle.execute("select bring_keys_back()");
        }));

        assertThat(refused).hasMessageContaining("members_user_id_fkey");
        assertThat(keys()).isEqualTo(keys);
        assertThat(gym.value("select count(*) from members")).isEqualTo("0");
    }

    @Test
    void theProgramSeesNothingOfTheTableTheyWaitIn() {
        assertThat(refusal(() -> gym.sql("delete from keys_aside"))).hasMessageContaining("permission denied");
    }

    private void members(int from, int to) {
        StringBuilder text = new StringBuilder("first_name,last_name,email\n");
        for (int i = from; i < to; i++) {
            text.append("Ann,Lee").append(i).append(",ann").append(i).append("@x.example\n");
        }
        assertThat(gym.importMembers(csv("m.csv", text.toString())).added()).isEqualTo(to - from);
    }

    private static boolean setAside(Handle handle) {
        return handle.createQuery("select set_keys_aside()")
                .mapTo(boolean.class)
                .one();
    }

    private String keys() {
        return gym.value("""
                select string_agg(definition, ', ' order by definition)
                from (select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
                      from pg_constraint where contype = 'f'
                      union all select indexdef from pg_indexes where schemaname = 'gymctl') keys (definition)
                """);
    }

    private String whenMade() {
        return gym.value("select string_agg(oid::text, ' ' order by oid) from pg_constraint where contype = 'f'");
    }

    private String ownersValue(String query) {
        return TestGym.value(database.owner(), query);
    }
}
