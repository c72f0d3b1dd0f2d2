package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database that is only looked at. */
final class LookingTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void readsAndChangesNothing() {
        try (Database looked = Database.toLookAt(database.address(), null)) {
            assertThat(looked.read("select name from gym", row -> row.getString(1)))
                    .containsExactly("My gym");
            assertThatThrownBy(() -> looked.read(
                            "with changed as (update gym set name = ? returning name) select name from changed",
                            row -> row.getString(1),
                            "Other"))
                    .isInstanceOf(GymException.class)
                    .hasMessageContaining("takes no changes");
            assertThatThrownBy(looked::jdbi).isInstanceOf(IllegalStateException.class);
            assertThat(looked.read("select name from gym", row -> row.getString(1)))
                    .containsExactly("My gym");
        }
    }

    @Test
    void doesNotWaitLong() {
        try (Database looked = Database.toLookAt(database.address(), null)) {
            assertThatThrownBy(() -> looked.read("select pg_sleep(60)::text", row -> row.getString(1)))
                    .isInstanceOf(GymException.class)
                    .hasMessageContaining("longer than allowed");
        }
    }

    @Test
    void startsAndMakesNothing(@TempDir Path home) {
        DatabaseAddress embedded =
                DatabaseAddress.resolve(null, Map.of("XDG_DATA_HOME", home.toString()), new Properties());
        try (Database looked = Database.toLookAt(embedded, null)) {
            assertThatThrownBy(() -> looked.read("select 1", row -> row.getInt(1)))
                    .isInstanceOf(GymException.class)
                    .hasMessageContaining("stopped");
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void leavesAnOlderSchemaAsItIs() {
        database.owner().useHandle(handle -> handle.execute("""
                update gymctl.flyway_schema_history set success = false where version = '%d'
                """.formatted(Schema.VERSION)));
        try (Database looked = Database.toLookAt(database.address(), null)) {
            assertThatThrownBy(() -> looked.read("select 1", row -> row.getInt(1)))
                    .isInstanceOf(GymException.class)
                    .hasMessageContaining("this program needs");
        } finally {
            database.reset();
        }
    }
}
