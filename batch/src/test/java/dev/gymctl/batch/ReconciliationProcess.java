package dev.gymctl.batch;

import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

/** Reconciles in a process of its own, waits in the step of that name, before its commit, and says how it ended. */
final class ReconciliationProcess {

    private ReconciliationProcess() {}

    public static void main(String[] arguments) {
        DatabaseAddress address = DatabaseAddress.resolve(null, System.getenv(), new Properties());
        try (Database database = Database.at(address);
                Batch batch = new Batch(database, Operator.owner("test"), Clock.systemUTC())) {
            batch.reconciliation(
                    ReconciliationJobTest.MONTH,
                    List.of(ReconciliationJobTest.statement("130")),
                    (step, done, total) -> {
                        if (step.equals(arguments[0])) {
                            JavaProcess.hereUntilGoOn();
                        }
                    });
            System.out.println("done");
        }
    }
}
