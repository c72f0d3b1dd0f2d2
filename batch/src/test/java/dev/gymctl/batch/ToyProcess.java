package dev.gymctl.batch;

import dev.gymctl.core.GymException;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Runs the {@link ToyJob} in a process of its own, waits where it is told to, and says how it ended. */
final class ToyProcess {

    /** Where it says {@code here} and waits. */
    enum Pause {
        /** Nowhere. */
        NOWHERE,
        /** In the second chunk, its work done but not committed, for a line on stdin. */
        IN_CHUNK,
        /** Between the first chunk and the second, for a line on stdin. */
        BETWEEN_CHUNKS,
        /** In the second chunk, until the process is told to end. */
        IN_CHUNK_UNTIL_STOPPED,
        /** In the second chunk, which then fails. */
        FAIL
    }

    private ToyProcess() {}

    static JavaProcess start(String url, Pause pause, String... jvmOptions) throws IOException {
        return JavaProcess.start(url, ToyProcess.class, pause.name(), jvmOptions);
    }

    public static void main(String[] arguments) {
        Pause pause = Pause.valueOf(arguments[0]);
        CountDownLatch said = new CountDownLatch(1);
        PrintStream out = System.out;
        DatabaseAddress address = DatabaseAddress.resolve(null, System.getenv(), new Properties());
        try (Database database = Database.at(address);
                Stop stop = Stop.onShutdown(said)) {
            try {
                DataSource pool = database.pool(4);
                RunOnce.Ended ended = new RunOnce(pool, Clock.systemUTC(), pausing(stop, pause == Pause.BETWEEN_CHUNKS))
                        .run(new ToyJob(pool, chunk -> inChunk(chunk, pause, stop)));
                out.println(ended.outcome());
            } catch (GymException e) {
                out.println(e.kind() + " " + e.getMessage());
            } catch (RuntimeException e) {
                out.println(e.getMessage());
            }
        }
        said.countDown();
    }

    private static StepInterruptionPolicy pausing(Stop stop, boolean pause) {
        int[] boundary = {0};
        return step -> {
            if (pause && ++boundary[0] == 2) {
                JavaProcess.hereUntilGoOn();
            }
            stop.checkInterrupted(step);
        };
    }

    private static void inChunk(int chunk, Pause pause, Stop stop) {
        if (chunk == 2) {
            switch (pause) {
                case NOWHERE, BETWEEN_CHUNKS -> {}
                case IN_CHUNK -> JavaProcess.hereUntilGoOn();
                case IN_CHUNK_UNTIL_STOPPED -> {
                    System.out.println("here");
                    while (!isAsked(stop)) {
                        Thread.onSpinWait();
                    }
                }
                case FAIL -> throw new IllegalArgumentException("the second chunk is broken");
            }
        }
    }

    private static boolean isAsked(Stop stop) {
        try {
            JobExecution none = new JobExecution(1, new JobInstance(1, "none"), new JobParameters());
            stop.checkInterrupted(new StepExecution(1, "none", none));
            return false;
        } catch (JobInterruptedException asked) {
            return true;
        }
    }
}
