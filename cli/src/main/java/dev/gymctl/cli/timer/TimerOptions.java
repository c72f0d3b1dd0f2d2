package dev.gymctl.cli.timer;

import dev.gymctl.cli.App;
import dev.gymctl.cli.UsageException;
import picocli.CommandLine.Option;

/** For what: {@code --cron} or {@code --systemd}. */
final class TimerOptions {
    @Option(names = "--cron", description = "Lines for a crontab.")
    private boolean cron;

    @Option(names = "--systemd", description = "Units for your own systemd.")
    private boolean systemd;

    @Option(names = "--program", paramLabel = "PATH", description = "The gymctl to run; this one unless given.")
    private String program;

    /** Whether cron is meant, and not systemd. */
    boolean isCron() {
        if (cron == systemd) {
            throw new UsageException("say for what: --cron or --systemd", null);
        }
        return cron;
    }

    String program(App app) {
        return program != null ? program : app.program();
    }
}
