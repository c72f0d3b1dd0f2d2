package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** {@code --catch-up}: for jobs that are run month by month. */
public final class CatchUpOption {
    @Option(names = "--catch-up", description = "First the months before it that are due, in order.")
    private boolean catchUp;

    public boolean isCatchUp() {
        return catchUp;
    }

    /** Refuses what does not go together: what a later month comes to depends on the earlier ones. */
    public void check(DryRunOption dryRun) {
        if (catchUp && dryRun.isDryRun()) {
            throw new UsageException(
                    "--dry-run does not go with --catch-up", "gymctl doctor says which months are due: try the first");
        }
    }
}
