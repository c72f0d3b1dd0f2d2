package dev.gymctl.cli.timer;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When the jobs are run, for systemd and for cron. Each run does what is due, months that were missed first and in order, and
 * does it once; so one too many does no harm.
 */
public final class Timers {
    /** Where a timer finds what a person has in their environment: GYMCTL_TOKEN, for instance. */
    private static final String ENVIRONMENT = ".config/gymctl/environment";

    /**
     * A job.
     *
     * @param daily whether it has work within a month: memberships that begin are charged by it
     */
    private record Job(String name, String what, String command, LocalTime at, boolean daily) {}

    private static final List<Job> JOBS = List.of(
            new Job("billing", "dues of the month", "billing run --month this", LocalTime.of(5, 10), true),
            new Job(
                    "reconcile",
                    "fee reconciliation of the last month",
                    "reconcile run --month last --catch-up",
                    LocalTime.of(5, 20),
                    false),
            new Job(
                    "payroll",
                    "coach payroll of the last month",
                    "payroll run --month last --catch-up",
                    LocalTime.of(5, 30),
                    false));

    private Timers() {}

    /**
     * Units for a user's systemd, by file name.
     *
     * @param program the absolute path of gymctl
     * @param zone the gym's, in which months begin; empty when it is not known: then all is run daily
     */
    public static Map<String, String> systemd(String program, Optional<ZoneId> zone) {
        Map<String, String> units = new TreeMap<>();
        for (Job job : JOBS) {
            String day = job.daily() || zone.isEmpty() ? "*-*-*" : "*-*-01";
            String when = "%s %s:00%s"
                    .formatted(day, job.at(), zone.map(one -> " " + one).orElse(""));
            units.put("gymctl-%s.service".formatted(job.name()), """
                    [Unit]
                    Description=gymctl: %s
                    Documentation=man:gymctl-%s-run(1)
                    StartLimitIntervalSec=1d
                    StartLimitBurst=12

                    [Service]
                    Type=oneshot
                    EnvironmentFile=-%%h/%s
                    ExecStart=%s %s
                    # 4, 5: the database is away, or somebody else runs it: once more. All else is for a person.
                    Restart=on-failure
                    RestartSec=10min
                    RestartPreventExitStatus=1 2 3 6
                    """.formatted(
                            job.what(), job.name(), ENVIRONMENT, quoted(program), job.command()));
            units.put("gymctl-%s.timer".formatted(job.name()), """
                    [Unit]
                    Description=gymctl: when the %s is run

                    [Timer]
                    OnCalendar=%s
                    # What was missed while the machine was off is made up for.
                    Persistent=true

                    [Install]
                    WantedBy=timers.target
                    """.formatted(job.what(), when));
        }
        return units;
    }

    /**
     * Lines for a crontab. Cron knows no time zones and makes up for nothing, so all is run daily.
     *
     * @param program the path of gymctl
     */
    static String cron(String program, ZoneId zone) {
        StringBuilder lines = new StringBuilder("""
                # Daily, for cron has no time zones and makes up for nothing: each run does what is due in the gym's zone,
                # %s, and says nothing unless it fails.
                """.formatted(zone));
        for (Job job : JOBS) {
            lines.append("%d %d * * * set -a; [ -r \"$HOME/%s\" ] && . \"$HOME/%3$s\"; '%s' %s >/dev/null\n"
                    .formatted(
                            job.at().getMinute(),
                            job.at().getHour(),
                            ENVIRONMENT,
                            program.replace("'", "'\\''").replace("%", "\\%"),
                            job.command()));
        }
        return lines.toString();
    }

    /** The names of the timers, for systemctl. */
    static List<String> names() {
        return JOBS.stream().map(job -> "gymctl-" + job.name() + ".timer").toList();
    }

    /** As systemd reads a path: percent signs and dollars are its own. */
    private static String quoted(String program) {
        String escaped = program.replace("%", "%%").replace("$", "$$");
        return escaped.matches("[\\w./%$+-]+")
                ? escaped
                : "\"" + escaped.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
