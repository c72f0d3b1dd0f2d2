package dev.gymctl.batch;

import dev.gymctl.core.Progress;
import dev.gymctl.core.payroll.Payroll;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A run of an empty month in one transaction that is taken back, so that a start-up archive learns what a run needs. */
final class Rehearsal {
    private static final YearMonth LONG_AGO = YearMonth.of(1970, 1);

    private Rehearsal() {}

    static void play(DataSource pool, Clock clock, Function<DataSource, Payroll> payrolls) throws SQLException {
        Batch.prepare();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                DataSource one = new SingleConnectionDataSource(neverCommitting(connection), true);
                PayrollJob job = new PayrollJob(LONG_AGO, payrolls.apply(one), Progress.NONE);
                RunOnce.untilToldToEnd(one, clock, new CountDownLatch(0), () -> false, job);
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
}
