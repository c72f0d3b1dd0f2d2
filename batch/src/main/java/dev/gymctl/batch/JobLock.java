package dev.gymctl.batch;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * The right to run a job for a run (such as its month), held by at most one process at a time.
 *
 * <p>It has two halves. An advisory lock, held by an open transaction on a connection of its own, keeps two runs apart
 * and goes away with the process, however that ends; being the transaction's, it holds behind a transaction pooler too.
 * A token, one more at every acquisition, is checked by each transaction of the run ({@link #check}), so that a process
 * whose lock was lost while it was paused or cut off can write nothing once another has taken over.
 */
final class JobLock implements AutoCloseable {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** When a transaction's commit must be on the disk. */
    enum Commit {
        /** Before the commit returns. */
        DURABLE(""),
        /**
         * Soon after, and before that of any later durable one: if the server crashes at once, the batch tables tell
         * less than was done. Saves a cron line some thirty waits for the disk.
         */
        SOON_DURABLE(", set_config('synchronous_commit', 'off', true)");

        private final String setting;

        Commit(String setting) {
            this.setting = setting;
        }
    }

    private final String job;
    private final String run;
    private final Connection holding;
    private final long token;

    private JobLock(String job, String run, Connection holding, long token) {
        this.job = job;
        this.run = run;
        this.holding = holding;
        this.token = token;
    }

    /**
     * Takes the lock without waiting for another holder.
     *
     * @param clock its zone is the one in which a refusal says since when the other holder is at work
     * @throws GymException BUSY when another process holds it, or still has a transaction of that run open
     */
    static JobLock take(DataSource pool, String job, String run, Clock clock) throws SQLException {
        Connection holding = pool.getConnection();
        try {
            holding.setAutoCommit(false);
            if (!tryLock(holding, job, run)) {
                throw busy(holding, job, run, clock);
            }
            return new JobLock(job, run, holding, nextToken(pool, job, run, clock));
        } catch (SQLException | RuntimeException e) {
            try {
                holding.close();
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    private static boolean tryLock(Connection holding, String job, String run) throws SQLException {
        try (Statement statement = holding.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        }
        try (PreparedStatement statement =
                holding.prepareStatement("SELECT pg_try_advisory_xact_lock(batch.job_lock_key(?, ?))")) {
            statement.setString(1, job);
            statement.setString(2, run);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static long nextToken(DataSource pool, String job, String run, Clock clock) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Whoever lost the lock may be in the middle of a chunk; that is waited for, but not for ever.
                statement.execute("SET LOCAL lock_timeout = '5s'");
            }
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO batch.job_lock AS held (job, run, token, holder, acquired_at)
                    VALUES (?, ?, 1, ?, clock_timestamp())
                    ON CONFLICT (job, run) DO UPDATE
                       SET token = held.token + 1, holder = excluded.holder, acquired_at = excluded.acquired_at
                    RETURNING token
                    """)) {
                statement.setString(1, job);
                statement.setString(2, run);
                statement.setString(3, thisProcess());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long token = row.getLong(1);
                    connection.commit();
                    return token;
                }
            } catch (SQLException e) {
                try {
                    connection.rollback();
                } catch (SQLException broken) {
                    e.addSuppressed(broken);
                }
                if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw busy(connection, job, run, clock);
                }
                throw e;
            }
        }
    }

    /**
     * Makes sure, inside a transaction and until it ends, that no other process has taken the lock over.
     *
     * @throws GymException BUSY when one has; the transaction must then be rolled back
     */
    void check(Connection transaction, Commit commit) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("""
                SELECT token, holder%s
                  FROM batch.job_lock WHERE job = ? AND run = ? FOR SHARE
                """.formatted(commit.setting))) {
            statement.setString(1, job);
            statement.setString(2, run);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new GymException(Kind.BUSY, job + " " + run + " lost its lock");
                }
                if (row.getLong("token") != token) {
                    throw new GymException(
                            Kind.BUSY, "%s %s was taken over by %s".formatted(job, run, row.getString("holder")));
                }
            }
        }
    }

    /** Gives the lock back; a lock whose connection was cut is gone already. */
    @Override
    public void close() {
        try (holding) {
            holding.rollback();
        } catch (SQLException alreadyGone) {
            // The server has released it with the connection.
        }
    }

    private static GymException busy(Connection connection, String job, String run, Clock clock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT acquired_at, holder FROM batch.job_lock WHERE job = ? AND run = ?")) {
            statement.setString(1, job);
            statement.setString(2, run);
            try (ResultSet row = statement.executeQuery()) {
                String since = row.next()
                        ? " since %s (%s)"
                                .formatted(
                                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(row.getTimestamp("acquired_at")
                                                .toInstant()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .atZone(clock.getZone())),
                                        row.getString("holder"))
                        : "";
                return new GymException(
                        Kind.BUSY,
                        "%s %s is already running%s".formatted(job, run, since),
                        "wait for it to end, then run again: what it has done is not done twice");
            }
        }
    }

    private static String thisProcess() {
        return System.getProperty("user.name") + "@" + host() + ", process "
                + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            Path linux = Path.of("/proc/sys/kernel/hostname");
            return Files.exists(linux)
                    ? Files.readString(linux).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException unnamed) {
            return "unknown host";
        }
    }
}
