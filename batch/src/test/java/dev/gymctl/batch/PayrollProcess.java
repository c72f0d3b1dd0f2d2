package dev.gymctl.batch;

import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.time.Clock;
import java.util.Properties;

/** Rolls a month over in a process of its own, waits in its second chunk when told to, and says how it ended. */
final class PayrollProcess {

    private PayrollProcess() {}

    /** The argument: {@code run}, {@code wait}, or {@code wait-for-the-end}, which is when the process is told to end. */
    public static void main(String[] arguments) {
        DatabaseAddress address = DatabaseAddress.resolve(null, System.getenv(), new Properties());
        try (Database database = Database.at(address);
                Batch batch = new Batch(database, Operator.owner("test"), Clock.systemUTC())) {
            Rollover run = batch.payroll(BatchTest.MONTH, (step, done, total) -> {
                if (done == 2000) {
                    switch (arguments[0]) {
                        case "wait" -> JavaProcess.hereUntilGoOn();
                        case "wait-for-the-end" -> hereUntilToldToEnd();
                        default -> {}
                    }
                }
            });
            System.out.println(run.outcome() + " " + run.payslips());
        }
    }

    private static void hereUntilToldToEnd() {
        System.out.println("here");
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("stop at the chunk boundary")
                        && thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }
}
