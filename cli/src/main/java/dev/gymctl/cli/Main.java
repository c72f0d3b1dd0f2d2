package dev.gymctl.cli;

/** Where the JVM comes in: the one place that ends the process. */
public final class Main {
    private Main() {}

    /** Runs one command with the process's own streams, environment and clock, and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return Cli.ofProcess().run(args);
    }
}
