package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void isFreshAgainAfterReset() {
        database.owner().useHandle(handle -> handle.execute("CREATE TABLE left_behind ()"));

        database.reset();

        assertThat(database.jdbi()
                        .<String, RuntimeException>withHandle(handle -> handle.createQuery(
                                        "SELECT coalesce(to_regclass('left_behind')::text, 'gone')")
                                .mapTo(String.class)
                                .one()))
                .isEqualTo("gone");
    }

    @Test
    void entersAsTheApplicationAndAsTheOwner() {
        assertThat(database.jdbi()
                        .<String, RuntimeException>withHandle(
                                handle -> handle.createQuery("SELECT current_user || ' ' || current_schema")
                                        .mapTo(String.class)
                                        .one()))
                .isEqualTo("gymctl_app gymctl");
        assertThat(database.owner()
                        .<String, RuntimeException>withHandle(handle -> handle.createQuery("SELECT current_user")
                                .mapTo(String.class)
                                .one()))
                .isEqualTo("gymctl_owner");
    }
}
