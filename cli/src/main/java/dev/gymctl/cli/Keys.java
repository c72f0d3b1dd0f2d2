package dev.gymctl.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.ShutdownHooks;

/** Reads single keys from a terminal, which is as it was before when this is closed. */
public final class Keys implements AutoCloseable {
    /** Ctrl-C, Ctrl-D or the end of input. */
    public static final int END = -1;

    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

    private final Terminal terminal;
    private final Attributes attributes;
    /** Null: the terminal stays another's. */
    private final TerminalModes before;
    /** JLine runs it after its own, which gives back only what it knows of the modes. */
    private final ShutdownHooks.Task onExit = this::leave;

    private Keys(Terminal terminal, TerminalModes before) {
        this.terminal = terminal;
        this.attributes = terminal.getAttributes();
        this.before = before;
        ShutdownHooks.add(onExit);
    }

    /** Of the console that a command has. */
    public static Keys of(Console console) {
        return console.questions().map(Console.Questions::keys).orElseGet(() -> opened(console));
    }

    /** Of a terminal that stays another's. */
    public static Keys borrowed(Terminal terminal) {
        return new Keys(terminal, null);
    }

    private static Keys opened(Console console) {
        TerminalModes before = TerminalModes.of(console.in());
        return new Keys(terminal(console), before);
    }

    /** The terminal of a console, for whoever reads lines and keys from it; to be closed. */
    public static Terminal terminal(Console console) {
        try {
            return console.in() == System.in
                    ? TerminalBuilder.builder().system(true).dumb(true).build()
                    : new ExternalTerminal(
                            "streams", "dumb", console.in(), unclosed(console.out()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the terminal", e);
        }
    }

    /** The same stream, which stays open: others write to it after the terminal is given back. */
    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** The next key, not shown; or {@link #END}. */
    public int next() {
        Attributes cooked = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        try {
            int key = terminal.reader().read();
            return key == CTRL_C || key == CTRL_D ? END : key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from the terminal", e);
        } finally {
            terminal.setAttributes(cooked);
        }
    }

    /** A line that can be edited while it is typed; empty when nothing was typed, or on Ctrl-C. */
    public Optional<String> line(String question) {
        try {
            String line = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .build()
                    .readLine(question)
                    .strip();
            return line.isEmpty() ? Optional.empty() : Optional.of(line);
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    private void leave() {
        if (before == null) {
            terminal.setAttributes(attributes);
            return;
        }
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give the terminal back", e);
        } finally {
            before.restore();
        }
    }

    @Override
    public void close() {
        leave();
        ShutdownHooks.remove(onExit);
    }
}
