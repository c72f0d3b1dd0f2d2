package dev.gymctl.cli.job;

import dev.gymctl.batch.JobRun;
import dev.gymctl.batch.JobStep;
import dev.gymctl.cli.Columns;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** How the runs of jobs are printed. */
final class JobColumns {
    static final Columns<JobStep> STEP = Columns.<JobStep>of()
            .add("step", JobStep::name)
            .add("status", JobStep::status)
            .add("started_at", JobStep::started)
            .add("ended_at", JobStep::ended)
            .add("seconds", step -> seconds(step.duration()))
            .add("read", JobStep::read)
            .add("written", JobStep::written)
            .add("commits", JobStep::commits)
            .add("rollbacks", JobStep::rollbacks)
            .add("message", JobStep::exitMessage);

    static final Columns<JobRun> LIST = Columns.<JobRun>of()
            .add("id", JobRun::id)
            .add("job", JobRun::job)
            .add("parameters", run -> text(run.parameters()))
            .add("status", JobRun::status)
            .addRecent("started_at", JobRun::started)
            .detail("ended_at", JobRun::ended)
            .add("seconds", run -> seconds(run.duration()))
            .add("message", JobRun::exitMessage);

    static final Columns<JobRun> ONE = LIST.nested("steps", JobRun::steps, STEP);

    private JobColumns() {}

    private static String text(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String seconds(Duration duration) {
        return "%d.%03d".formatted(duration.toSeconds(), duration.toMillisPart());
    }
}
