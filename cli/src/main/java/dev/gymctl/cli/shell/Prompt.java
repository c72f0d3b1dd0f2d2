package dev.gymctl.cli.shell;

import dev.gymctl.cli.CancelledException;
import dev.gymctl.cli.Console;
import dev.gymctl.cli.Keys;
import dev.gymctl.cli.Session;
import dev.gymctl.cli.TerminalModes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.widget.AutosuggestionWidgets;

/** Reads commands from a person at a terminal and runs each. */
final class Prompt implements Console.Questions {
    /** After these the prompt may have to say something else. */
    private static final Set<String> TELLING = Set.of("login", "logout", "passwd", "gym", "db", "user", "demo");

    private static final long BETWEEN_CANCELS_MILLIS = 200;

    private final Session session;
    private final Console shell;
    private final Lines lines;
    private final boolean suggesting;
    private final TerminalModes before;
    private Terminal terminal;
    private volatile boolean interrupted;
    private volatile boolean given;

    /**
     * To be run once.
     *
     * @param suggesting whether what was typed before is suggested in grey; without colours nobody could tell it apart
     */
    Prompt(Session session, Console shell, Lines lines, boolean suggesting) {
        this.session = session;
        this.shell = shell;
        this.lines = lines;
        this.suggesting = suggesting;
        this.before = TerminalModes.of(shell.in());
        this.terminal = Keys.terminal(shell);
    }

    /** Until the person leaves, which is no failure whatever failed before. */
    int run() {
        History history = ShellHistory.of(session.environment(), shell);
        LineReader reader = reader(history);
        String who = session.prompt(shell.another(shell.in(), this, environment()));
        try {
            while (!lines.ended()) {
                String line;
                try {
                    line = reader.readLine(who + (lines.exit() == 0 ? "" : " [" + lines.exit() + "]") + "> ");
                } catch (UserInterruptException e) {
                    continue;
                } catch (EndOfFileException e) {
                    break;
                }
                Terminal own = terminal;
                boolean telling = runAll(line);
                if (terminal != own) {
                    reader = reader(history);
                }
                if (telling) {
                    who = session.prompt(shell.another(shell.in(), this, environment()));
                }
            }
            return 0;
        } finally {
            close();
        }
    }

    private LineReader reader(History history) {
        terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("gymctl")
                .parser(new ShellParser())
                .completer((own, line, candidates) -> session.candidates(shell, line.words())
                        .forEach((word, description) -> candidates.add(candidate(word, description))))
                .history(history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_BEEP, false)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .build();
        if (suggesting && !terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            new AutosuggestionWidgets(reader).enable(); // from what was typed before; nothing is asked for it
        }
        return reader;
    }

    private static Candidate candidate(String word, String description) {
        return new Candidate(word, word, null, description.isEmpty() ? null : description, null, null, true);
    }

    /** Runs what was typed, or pasted: several lines one after the other, up to one that fails. */
    private boolean runAll(String typed) {
        boolean telling = false;
        String line = null;
        for (String next : typed.lines().toList()) {
            line = line == null ? next : line + "\n" + next;
            ShellWords words = ShellWords.of(line);
            if (!words.isComplete()) {
                continue;
            }
            if (!words.words().isEmpty()) {
                telling |= words.words().stream().anyMatch(TELLING::contains);
                runOne(line, words.words());
                if (lines.exit() != 0 || lines.ended()) {
                    break;
                }
            }
            line = null;
        }
        return telling;
    }

    /** In a thread of its own, so that this one can cancel it. */
    private void runOne(String line, List<String> words) {
        interrupted = false;
        Console console = shell.another(terminal.input(), this, environment());
        Thread command = new Thread(() -> lines.run(line, words, console), "command");
        command.start();
        while (command.isAlive()) {
            try {
                command.join(BETWEEN_CANCELS_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted && command.isAlive()) {
                session.cancel(); // again and again: the query that is to be cancelled may only be beginning
            }
        }
        if (given) {
            given = false;
            terminal = Keys.terminal(shell);
        }
    }

    /** With the terminal's width as it is now. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(session.environment());
        if (terminal.getWidth() > 0) {
            environment.put("COLUMNS", String.valueOf(terminal.getWidth()));
            environment.put("LINES", String.valueOf(terminal.getHeight()));
        }
        return environment;
    }

    @Override
    public Optional<String> line(String question, boolean shown) {
        LineReader asking = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        try {
            return Optional.of(asking.readLine(question, shown ? null : Character.valueOf('\0')));
        } catch (UserInterruptException e) {
            session.cancel();
            throw new CancelledException();
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Keys keys() {
        return Keys.borrowed(terminal);
    }

    @Override
    public InputStream giveTerminal() {
        given = true;
        close();
        return shell.in();
    }

    private void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        } finally {
            before.restore();
        }
    }
}
