package dev.gymctl.cli;

import dev.gymctl.batch.Batch;
import dev.gymctl.core.db.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The start-up archive: the classes that a command needs, kept as the JVM has them in memory, so that the next start
 * need not read, check and link them again. {@code bin/gymctl} finds it and makes it; here is when it is made, and what
 * runs while the JVM takes note of its classes.
 *
 * <p>An archive is only ever a matter of speed: whatever goes wrong with it is nobody's error and is not reported.
 */
final class StartupArchive {
    /** The launcher; absent when no archive is wanted. */
    private static final String LAUNCHER = "gymctl.launcher";

    /** Where the archive is, or will be. */
    private static final String ARCHIVE = "gymctl.archive";

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);

    private static final int DATABASE_AWAY = 4;

    /**
     * What a training run goes through: reading in every format, help and a typing error. Nothing that writes, and
     * nothing that takes long in a large gym.
     */
    private static final List<String> TRAINING_COMMANDS = List.of(
            "gym show",
            "gym show -o json",
            "member show 1",
            "member show 1 -o json",
            "member show 1 -o csv",
            "coach show 1 -o json",
            "class list",
            "dashboard",
            "class show 1 -o json",
            "rate list",
            "rate list -o json",
            "payroll list",
            "payroll list -o csv",
            "job list --limit 1",
            "db status",
            "version",
            "__complete member show m",
            "__complete class show 1",
            "member show --help",
            "--help",
            "membre list");

    /** What a training run for jobs goes through before an empty job; a month that no gym has classes in. */
    private static final List<String> JOB_TRAINING_COMMANDS =
            List.of("payroll run --month 1970-01 --dry-run", "payroll run --month 1970-01 --dry-run -o json");

    private StartupArchive() {}

    /**
     * Has the archive made in the background unless this JVM runs on one. To be called when a command has used the
     * database and succeeded: then there is a database to train with.
     *
     * @param url the database that {@code --url} named, or null
     */
    static void makeIfMissing(String url) {
        String launcher = System.getProperty(LAUNCHER);
        String archive = System.getProperty(ARCHIVE);
        if (launcher == null || archive == null) {
            return;
        }
        long jar = jarOf(launcher);
        long made = new File(archive).lastModified();
        if (isUsed(made, jar) || isRecent(Math.max(made, new File(archive + ".lock").lastModified()), jar)) {
            return;
        }
        ProcessBuilder maker = new ProcessBuilder(launcher, "__archive", "--background")
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        if (url != null) {
            maker.environment().put("GYMCTL_URL", url);
        }
        try {
            maker.start();
        } catch (IOException e) {
            return;
        }
    }

    /** The launcher that has started this JVM. */
    static Optional<String> launcher() {
        return Optional.ofNullable(System.getProperty(LAUNCHER));
    }

    /** Whether this JVM runs on its archive; empty when none is wanted. */
    static Optional<Boolean> isUsed() {
        String launcher = System.getProperty(LAUNCHER);
        String archive = System.getProperty(ARCHIVE);
        return launcher == null || archive == null
                ? Optional.empty()
                : Optional.of(isUsed(new File(archive).lastModified(), jarOf(launcher)));
    }

    private static long jarOf(String launcher) {
        return new File(new File(launcher).getParentFile(), "../lib/gymctl.jar").lastModified();
    }

    /** Whether the JVM took the archive: one that is damaged or of another place it leaves aside without a word. */
    private static boolean isUsed(long made, long jar) {
        return made > jar && System.getProperty("java.vm.info", "").contains("sharing");
    }

    /** Whether this jar's archive was made, or tried to be, within the hour: once more would not change anything. */
    private static boolean isRecent(long tried, long jar) {
        return tried > jar && System.currentTimeMillis() - tried < BETWEEN_ATTEMPTS.toMillis();
    }

    /**
     * The training run, with streams that lead nowhere.
     *
     * @param args what is to start fast: {@code reads}, {@code jobs} or {@code all}; {@code --with-database} when an
     *     archive made without one is not wanted: it would be a slow one
     */
    public static void main(String[] args) {
        System.setProperty(EmbeddedPostgres.LEAVE_STOPPED, "true"); // somebody may stop it while this goes on
        List<String> wanted = List.of(args);
        List<String> commands = new ArrayList<>();
        if (!wanted.contains("jobs")) {
            commands.addAll(TRAINING_COMMANDS);
        }
        if (!wanted.contains("reads")) {
            commands.addAll(JOB_TRAINING_COMMANDS);
        }
        for (String command : commands) {
            int exit = Main.run(command.split(" ", -1));
            if (exit == DATABASE_AWAY && wanted.contains("--with-database")) {
                System.exit(1);
            }
        }
        if (!wanted.contains("reads")) {
            rehearseBatch();
        }
        System.exit(0);
    }

    /** An empty job, so that a line of cron starts as fast as a question; without a database there is none. */
    private static void rehearseBatch() {
        try (App app = Cli.ofProcess().app();
                Batch batch = app.batch()) {
            batch.rehearse();
        } catch (RuntimeException e) {
            // The archive is made without it.
        }
    }
}
