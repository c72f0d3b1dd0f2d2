package dev.gymctl.cli.job;

import dev.gymctl.batch.Batch;
import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gymctl job list}. */
@Command(description = "List the runs of batch jobs, the newest first.")
public final class JobList implements Printing {
    private static final int RUNS = 50;

    private final App app;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 50 unless given.")
    private int limit = RUNS;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public JobList(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(JobColumns.LIST);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit %d is less than 1".formatted(limit), null);
        }
        try (Batch batch = app.batch()) {
            app.output(format)
                    .list(
                            JobColumns.LIST,
                            batch.runs().list(limit),
                            "no job has run yet: gymctl payroll run --month last");
        }
        return 0;
    }
}
