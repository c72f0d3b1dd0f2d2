package dev.gymctl.batch;

import dev.gymctl.batch.JobRun.Status;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the jobs have done so far, read from the batch tables without Spring. */
public final class JobRuns {
    private static final String RUNS = """
            SELECT e.job_execution_id, i.job_name, e.status, e.exit_message,
                   coalesce(e.start_time, e.create_time) AS started, e.end_time, e.last_updated,
                   p.names, p.texts,
                   -- pg_locks shows a bigint advisory lock as its two halves
                   EXISTS (SELECT FROM pg_locks l
                            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                              AND l.database = (SELECT oid FROM pg_database
                                                 WHERE datname = current_database())
                              AND (l.classid::bigint << 32 | l.objid::bigint)
                                  = batch.job_lock_key(i.job_name, p.month)) AS lock_held,
                   i.job_name = 'payroll'
                       AND EXISTS (SELECT FROM gymctl.payroll_periods closed
                                    WHERE closed.closed_at IS NOT NULL
                                      AND to_char(closed.month, 'YYYY-MM') = p.month) AS month_closed
              FROM batch.batch_job_execution e
              JOIN batch.batch_job_instance i USING (job_instance_id)
             CROSS JOIN LATERAL (
                   SELECT array_agg(parameter_name::text ORDER BY parameter_name COLLATE "C") AS names,
                          array_agg(parameter_value::text ORDER BY parameter_name COLLATE "C") AS texts,
                          max(parameter_value) FILTER (WHERE parameter_name = 'month') AS month
                     FROM batch.batch_job_execution_params
                    WHERE job_execution_id = e.job_execution_id) p
            """;

    private final Database database;
    private final Clock clock;

    JobRuns(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The latest runs, the newest first.
     *
     * @param limit the most to give
     */
    public List<JobRun> list(int limit) {
        return read("ORDER BY e.job_execution_id DESC LIMIT ?", limit);
    }

    /**
     * One run.
     *
     * @throws GymException NOT_FOUND when there is none of that id
     */
    public JobRun show(long id) {
        List<JobRun> found = read("WHERE e.job_execution_id = ?", id);
        if (found.isEmpty()) {
            throw new GymException(Kind.NOT_FOUND, "no job run " + id, "gymctl job list");
        }
        return found.get(0);
    }

    private List<JobRun> read(String which, long argument) {
        return database.readSnapshot(snapshot ->
                withSteps(snapshot, snapshot.read(RUNS + which, row -> run(row, clock), argument)));
    }

    /** The latest run of each job, without its steps, as a snapshot has it. */
    static List<JobRun> latest(Database.Snapshot snapshot, Clock clock) {
        return snapshot.read(
                RUNS + "WHERE e.job_execution_id IN (SELECT max(job_execution_id) FROM batch.batch_job_execution"
                        + " JOIN batch.batch_job_instance USING (job_instance_id) GROUP BY job_name)",
                row -> run(row, clock));
    }

    private static JobRun run(ResultSet row, Clock clock) throws SQLException {
        Status status = status(row.getString("status"), row.getBoolean("lock_held"), row.getBoolean("month_closed"));
        Instant started = instant(row, "started");
        Instant ended = instant(row, "end_time");
        return new JobRun(
                row.getLong("job_execution_id"),
                row.getString("job_name"),
                parameters(row),
                status,
                started,
                ended,
                duration(status, started, ended, instant(row, "last_updated"), clock),
                exitMessage(row),
                List.of());
    }

    private List<JobRun> withSteps(Database.Snapshot snapshot, List<JobRun> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        Map<Long, JobRun> byId = new LinkedHashMap<>();
        Map<Long, List<JobStep>> steps = new LinkedHashMap<>();
        for (JobRun run : runs) {
            byId.put(run.id(), run);
            steps.put(run.id(), new ArrayList<>());
        }
        snapshot.read(
                """
                SELECT job_execution_id, step_name, status, exit_message,
                       coalesce(start_time, create_time) AS started, end_time, last_updated,
                       read_count, write_count, commit_count, rollback_count
                  FROM batch.batch_step_execution
                 WHERE job_execution_id = ANY (?)
                 ORDER BY step_execution_id
                """,
                row -> {
                    long run = row.getLong("job_execution_id");
                    return steps.get(run).add(step(row, byId.get(run).status()));
                },
                runs.stream().mapToLong(JobRun::id).toArray());
        return runs.stream()
                .map(run -> new JobRun(
                        run.id(),
                        run.job(),
                        run.parameters(),
                        run.status(),
                        run.started(),
                        run.ended(),
                        run.duration(),
                        run.exitMessage(),
                        List.copyOf(steps.get(run.id()))))
                .toList();
    }

    private JobStep step(ResultSet row, Status run) throws SQLException {
        Status status = status(row.getString("status"), run == Status.RUNNING, run == Status.COMPLETED);
        Instant started = instant(row, "started");
        Instant ended = instant(row, "end_time");
        return new JobStep(
                row.getString("step_name"),
                status,
                started,
                ended,
                duration(status, started, ended, instant(row, "last_updated"), clock),
                row.getLong("read_count"),
                row.getLong("write_count"),
                row.getLong("commit_count"),
                row.getLong("rollback_count"),
                exitMessage(row));
    }

    /** Of what was left as if it were running, the truth is whether the lock is held and whether the work is done. */
    private static Status status(String written, boolean atWork, boolean done) {
        return switch (written) {
            case "STARTING", "STARTED", "STOPPING" -> {
                if (atWork) {
                    yield Status.RUNNING;
                }
                yield done ? Status.COMPLETED : Status.INTERRUPTED;
            }
            case "COMPLETED" -> Status.COMPLETED;
            case "STOPPED" -> Status.STOPPED;
            default -> Status.FAILED;
        };
    }

    private static Duration duration(Status status, Instant started, Instant ended, Instant lastSign, Clock clock) {
        if (ended != null) {
            return Duration.between(started, ended);
        }
        return Duration.between(started, status == Status.RUNNING || lastSign == null ? clock.instant() : lastSign);
    }

    private static Map<String, String> parameters(ResultSet row) throws SQLException {
        if (row.getArray("names") == null) {
            return Map.of();
        }
        String[] names = (String[]) row.getArray("names").getArray();
        String[] texts = (String[]) row.getArray("texts").getArray();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            parameters.put(names[i], texts[i]);
        }
        return Collections.unmodifiableMap(parameters);
    }

    /** Of a stopped step Spring Batch keeps a stack trace; its first line is all there is to say. */
    private static String exitMessage(ResultSet row) throws SQLException {
        String message = row.getString("exit_message");
        return message == null || message.isBlank()
                ? null
                : message.lines().findFirst().orElseThrow();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
