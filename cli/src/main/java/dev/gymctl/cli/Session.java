package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Commands that follow one another in this process, each as if it stood alone, on connections that stay open between them.
 */
public final class Session implements AutoCloseable {
    /** The exit code of a command that was cancelled. */
    public static final int CANCELLED = 130;

    private final Map<String, String> environment;
    private final Clock clock;
    private final Map<String, Database> databases = new HashMap<>();
    private App running;
    private Thread worker;
    private boolean cancelled;

    Session(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** The environment that commands are given. */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Runs one command, in this thread.
     *
     * @param words as a shell would hand them to the program
     * @return its exit code; {@link #CANCELLED} when {@link #cancel} ended it
     */
    public int run(Console console, List<String> words) {
        try (App app = new App(console, console.environment(), clock, this)) {
            synchronized (this) {
                running = app;
                worker = Thread.currentThread();
                cancelled = false;
            }
            int exit = Cli.run(app, words.toArray(String[]::new));
            synchronized (this) {
                running = null;
                boolean interrupted = Thread.interrupted();
                return cancelled || interrupted ? CANCELLED : exit;
            }
        }
    }

    /** Ends what is run, if something is: its query is cancelled, and a job ends at its next chunk boundary. */
    public synchronized void cancel() {
        if (running == null) {
            return;
        }
        cancelled = true;
        if (running.cancel()) {
            running.console().cancel();
            worker.interrupt();
        }
    }

    /**
     * What may stand where the last of these words is: nouns, verbs, options, the values that these list and those that the
     * database knows, as whole words, with what they stand for.
     */
    public Map<String, String> candidates(Console console, List<String> words) {
        Map<String, String> candidates = new LinkedHashMap<>();
        try (App app = new App(console, environment, clock, this)) {
            Candidates.Found found = new Candidates(app).of(words);
            found.all().forEach(one -> candidates.put(found.stem() + one.value(), one.description()));
        }
        return candidates;
    }

    /** The gym and who acts, for the prompt; the program's name while the database says neither. */
    public String prompt(Console console) {
        try (App app = new App(console, environment, clock, this)) {
            CommandLine line = Cli.commandLine("whoami", Commands.create("whoami", app), app);
            line.parseArgs();
            app.begin(new Invocation("whoami", line));
            String gym = app.gym().name();
            String operator = app.access()
                    .session()
                    .map(session -> session.email() == null ? "user " + session.userId() : session.email())
                    .orElse("owner");
            return SafeText.of(gym + " (" + operator + ")");
        } catch (GymException e) {
            return "gymctl";
        }
    }

    /** The database that a command asks for; the same one for the same address. */
    synchronized Database database(String url, DatabaseAddress address, Supplier<Database> first) {
        return databases.computeIfAbsent((url == null ? "" : url) + "\n" + address.display(), key -> first.get());
    }

    @Override
    public synchronized void close() {
        databases.values().forEach(Database::close);
        databases.clear();
    }
}
