package dev.gymctl.batch;

import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.time.Clock;
import java.util.Properties;

/** Assesses dues in a process of its own, waits in the chunk of that number, from 1, and says how it ended. */
final class BillingProcess {

    private BillingProcess() {}

    public static void main(String[] arguments) {
        int[] chunk = {0};
        DatabaseAddress address = DatabaseAddress.resolve(null, System.getenv(), new Properties());
        try (Database database = Database.at(address);
                Batch batch = new Batch(database, Operator.owner("test"), Clock.systemUTC())) {
            batch.billing(BillingJobTest.MONTH, BillingJobTest.CHUNK, (step, done, total) -> {
                if (++chunk[0] == Integer.parseInt(arguments[0])) {
                    JavaProcess.hereUntilGoOn();
                }
            });
            System.out.println("done");
        }
    }
}
