package dev.gymctl.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gymctl.batch.ToyProcess.Pause;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobRunsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final JobRuns runs = new JobRuns(database.database(), Clock.systemUTC());

    @BeforeEach
    void toyTables() {
        ToyJob.tables(database.owner(), 10);
    }

    @Test
    void tellWhatWasRunAndWhenWhateverTheZoneOfTheMachine() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (JavaProcess far = ToyProcess.start(database.url(), Pause.NOWHERE, "-Duser.timezone=Pacific/Kiritimati")) {
            assertThat(far.line()).isEqualTo("DONE");
        }
        Instant after = Instant.now();

        JobRun run = runs.list(10).get(0);

        assertThat(run.job()).isEqualTo("toy");
        assertThat(run.parameters()).isEqualTo(Map.of("month", "2026-10"));
        assertThat(run.status()).isEqualTo(JobRun.Status.COMPLETED);
        assertThat(run.started()).isBetween(before, after);
        assertThat(run.ended()).isBetween(run.started(), after);
        assertThat(run.duration()).isEqualTo(Duration.between(run.started(), run.ended()));
        assertThat(run.exitMessage()).isNull();
        assertThat(run.steps())
                .extracting(
                        JobStep::name,
                        JobStep::status,
                        JobStep::read,
                        JobStep::written,
                        JobStep::commits,
                        JobStep::rollbacks)
                .containsExactly(
                        tuple("copy", JobRun.Status.COMPLETED, 10L, 10L, 4L, 0L),
                        tuple("close", JobRun.Status.COMPLETED, 0L, 0L, 1L, 0L));
        assertThat(runs.show(run.id())).isEqualTo(run);
    }

    @Test
    void comeNewestFirstAndNoMoreThanAskedFor() throws Exception {
        assertThat(runs.list(10)).isEmpty();
        for (Pause pause : List.of(Pause.FAIL, Pause.NOWHERE)) {
            try (JavaProcess process = ToyProcess.start(database.url(), pause)) {
                process.exitCode();
            }
        }

        assertThat(runs.list(10))
                .extracting(JobRun::status)
                .containsExactly(JobRun.Status.COMPLETED, JobRun.Status.FAILED);
        assertThat(runs.list(1)).extracting(JobRun::status).containsExactly(JobRun.Status.COMPLETED);
    }

    @Test
    void refuseAnIdThatIsNotThere() {
        assertThatThrownBy(() -> runs.show(7))
                .isInstanceOfSatisfying(
                        GymException.class,
                        missing -> assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessage("no job run 7");
    }
}
