package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** The options that every command has; the command line adds them to each, commands do not declare them. */
public final class GlobalOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Database, postgres:// or JDBC; without it, GYMCTL_URL, DATABASE_URL, PG… or the embedded one.")
    private String url;

    @Option(names = "--no-color", description = "No colours.")
    private boolean noColor;

    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // the command line asks picocli whether it was given
    private boolean help;

    /** The database to use, or null for what the environment and the configuration say. */
    public String url() {
        return url;
    }

    boolean noColor() {
        return noColor;
    }

    boolean debug() {
        return debug;
    }
}
