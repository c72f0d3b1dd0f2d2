package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** {@code --dry-run}: for every command that writes in bulk or cannot be undone. */
public final class DryRunOption {
    @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
    private boolean dryRun;

    public boolean isDryRun() {
        return dryRun;
    }
}
