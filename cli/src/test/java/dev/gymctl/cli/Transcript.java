package dev.gymctl.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one command said: its exit code, stdout and stderr.
 *
 * <p>What they print as JSON is held against their schema. Commands run in this process: {@code Transcript.session().env("GYMCTL_URL", database.url()).run("member", "list")}.
 */
public record Transcript(int exit, String out, String err) {

    /**
     * What a failed command says and nothing else.
     *
     * @param hint null when there is none
     */
    public static Transcript failure(int exit, String message, String hint) {
        return new Transcript(exit, "", "gymctl: " + message + "\n" + (hint == null ? "" : "hint: " + hint + "\n"));
    }

    /** Starts with an empty environment, an empty stdin, no terminal and the real clock. */
    public static Session session() {
        return new Session();
    }

    /** The circumstances that commands run in; each {@code run} is a command line of its own. */
    public static final class Session {
        private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nonexistent"));
        private Console.Terminals terminals = Console.Terminals.NONE;
        private Clock clock = Clock.systemUTC();
        private String stdin = "";

        private Session() {}

        public Session env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** What the next commands read from stdin. */
        public Session stdin(String text) {
            stdin = text;
            return this;
        }

        /** As if a person sat at a terminal with 80 columns. */
        public Session terminal() {
            terminals = new Console.Terminals(true, true, true);
            environment.putIfAbsent("COLUMNS", "80");
            return this;
        }

        public Session clock(Clock fixed) {
            clock = fixed;
            return this;
        }

        /** Runs one command. */
        public Transcript run(String... args) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            ByteArrayInputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
            Map<String, String> variables = Collections.unmodifiableMap(environment);
            Console console = new Console(in, out, err, terminals, variables);
            int exit = new Cli(console, variables, clock).run(args);
            if (exit == 0) {
                Schemas.check(List.of(args), out.toString(StandardCharsets.UTF_8));
            }
            return new Transcript(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
