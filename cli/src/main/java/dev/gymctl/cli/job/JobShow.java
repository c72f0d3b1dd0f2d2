package dev.gymctl.cli.job;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.JobRun;
import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl job show}. */
@Command(description = "Show a run of a batch job, step by step.")
public final class JobShow implements Printing {
    private final App app;

    @Parameters(paramLabel = "JOB", description = "The run's id.")
    private long id;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public JobShow(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(JobColumns.ONE);
    }

    @Override
    public Integer call() {
        try (Batch batch = app.batch()) {
            JobRun run = batch.runs().show(id);
            Output output = app.output(format);
            output.one(JobColumns.ONE, run);
            if (output.isForPeople()) {
                output.say("");
                output.list(JobColumns.STEP, run.steps(), "no step has begun");
            }
        }
        return 0;
    }
}
