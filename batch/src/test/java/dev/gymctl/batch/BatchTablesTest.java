package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTablesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void everyForeignKeyHasAnIndex() {
        assertThat(texts("""
                                SELECT c.conrelid::regclass::text FROM pg_constraint c
                                 WHERE c.contype = 'f' AND c.connamespace = 'batch'::regnamespace
                                   AND NOT EXISTS (SELECT FROM pg_index i
                                                    WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
                                """)).isEmpty();
    }

    @Test
    void theAppMayDoWhatSpringBatchNeedsAndNoMore() {
        assertThat(texts("""
                                SELECT table_name || ' ' || string_agg(privilege_type, ' ' ORDER BY privilege_type)
                                  FROM information_schema.role_table_grants
                                 WHERE table_schema = 'batch' AND grantee = 'gymctl_app'
                                 GROUP BY table_name ORDER BY table_name COLLATE "C"
                                """))
                .containsExactly(
                        "batch_job_execution INSERT SELECT UPDATE",
                        "batch_job_execution_context INSERT SELECT UPDATE",
                        "batch_job_execution_params INSERT SELECT",
                        "batch_job_instance INSERT SELECT",
                        "batch_step_execution INSERT SELECT UPDATE",
                        "batch_step_execution_context INSERT SELECT UPDATE",
                        "job_lock INSERT SELECT UPDATE");
    }

    private static List<String> texts(String sql) {
        return database.owner()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
