package dev.gymctl.batch;

import java.time.YearMonth;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.batch.core.step.Step;

/**
 * Copies toy.item to toy.effect, three at a time, then writes toy.closed. No constraint forbids doing so twice: that is
 * for the job to see to.
 */
final class ToyJob implements MonthlyJob {
    static final YearMonth MONTH = YearMonth.of(2026, 10);
    static final int CHUNK = 3;

    private final Jdbi jdbi;
    private final IntConsumer inChunk;
    private int chunk;

    /**
     * A toy job.
     *
     * @param pool the one that it is run on
     * @param inChunk is called in each chunk's transaction, after its work, with the chunk's number from 1
     */
    ToyJob(DataSource pool, IntConsumer inChunk) {
        this.jdbi = SpringBatch.jdbi(pool);
        this.inChunk = inChunk;
    }

    /** Makes its tables afresh and forgets all that was run. */
    static void tables(Jdbi owner, int items) {
        owner.useHandle(handle -> {
            handle.execute("TRUNCATE batch.batch_job_instance, batch.job_lock CASCADE");
            handle.execute("DROP SCHEMA IF EXISTS toy CASCADE");
            handle.execute("CREATE SCHEMA toy");
            handle.execute("CREATE TABLE toy.item (id bigint PRIMARY KEY)");
            handle.execute("CREATE TABLE toy.effect (item bigint)");
            handle.execute("CREATE TABLE toy.closed (month text)");
            handle.execute("INSERT INTO toy.item SELECT generate_series(1, ?)", items);
            handle.execute("GRANT USAGE ON SCHEMA toy TO gymctl_app");
            handle.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA toy TO gymctl_app");
        });
    }

    static List<Long> effects(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT item FROM toy.effect ORDER BY item")
                .mapTo(Long.class)
                .list());
    }

    static int closings(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM toy.closed")
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public YearMonth month() {
        return MONTH;
    }

    @Override
    public boolean done() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM toy.closed)")
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public boolean again() {
        return false;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        return List.of(
                spring.chunks("copy", CHUNK, this::items, Long::longValue, this::copy),
                spring.once(
                        "close",
                        () -> jdbi.useTransaction(
                                handle -> handle.execute("INSERT INTO toy.closed VALUES (?)", MONTH.toString()))));
    }

    private List<Long> items(long after) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM toy.item
                         WHERE id > :after AND id NOT IN (SELECT item FROM toy.effect)
                         ORDER BY id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("limit", CHUNK)
                .mapTo(Long.class)
                .list());
    }

    private void copy(List<Long> items) {
        jdbi.useTransaction(handle -> items.forEach(item -> handle.execute("INSERT INTO toy.effect VALUES (?)", item)));
        inChunk.accept(++chunk);
    }
}
