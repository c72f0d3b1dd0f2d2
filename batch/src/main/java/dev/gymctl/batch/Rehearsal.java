package dev.gymctl.batch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.batch.core.step.Step;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An empty run in one transaction that is taken back, so that a start-up archive learns what a run needs. */
final class Rehearsal implements MonthlyJob {

    static void play(DataSource pool, Clock clock) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                new RunOnce(new SingleConnectionDataSource(neverCommitting(connection), true), clock, step -> {})
                        .run(new Rehearsal());
            } finally {
                connection.rollback();
            }
        }
    }

    private static Connection neverCommitting(Connection connection) {
        Set<String> ignored = Set.of("commit", "rollback", "setAutoCommit", "close");
        return (Connection) Proxy.newProxyInstance(
                Rehearsal.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (ignored.contains(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public YearMonth month() {
        return YearMonth.of(1970, 1);
    }

    @Override
    public boolean done() {
        return false;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        Jdbi jdbi = spring.jdbi();
        return List.of(
                spring.chunks(
                        "calculate",
                        1,
                        after -> jdbi.withHandle(handle -> handle.createQuery("SELECT 1 WHERE :after < 1")
                                .bind("after", after)
                                .mapTo(Long.class)
                                .list()),
                        Long::longValue,
                        items -> {}),
                spring.once("close", () -> jdbi.useTransaction(handle -> handle.execute("SELECT 1"))));
    }
}
