package dev.gymctl.cli;

import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;

/**
 * The whole of a terminal, row by row, and its keys. What was on it before is there again when this is closed, or the
 * program is ended.
 */
public final class Screen implements AutoCloseable {
    /** What a key, or what was pasted, means. */
    public enum Key {
        /** A character. */
        TEXT,
        /** Text that was pasted as a whole. */
        PASTE,
        ENTER,
        NEW_LINE,
        BACKSPACE,
        DELETE,
        LEFT,
        RIGHT,
        HOME,
        END,
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        TOP,
        BOTTOM,
        DELETE_WORD,
        DELETE_BEFORE,
        DELETE_AFTER,
        TAB,
        REDRAW,
        CTRL_C,
        CTRL_D,
        /** The terminal has gone. */
        CLOSED,
        OTHER
    }

    /**
     * A key that was pressed.
     *
     * @param text of TEXT and PASTE, line breaks as {@code \n}; else empty
     */
    public record Stroke(Key key, String text) {}

    private static final String PASTE_BEGINS = "\u001b[200~";
    private static final String PASTE_ENDS = "\u001b[201~";
    /** The other screen, cleared, with pastes marked. */
    private static final String ENTER = "\u001b[?1049h\u001b[2J\u001b[?2004h";

    private static final String LEAVE = "\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l";

    /** When it is closed a key is still being waited for, which JLine would remark on where the prompt is. */
    private static final Logger JLINE = Logger.getLogger("org.jline");

    static {
        JLINE.setLevel(Level.OFF);
    }

    private final Terminal terminal;
    private final TerminalModes before;
    private final PrintStream out;
    private final BindingReader reader;
    private final KeyMap<Key> keys;
    /** JLine runs it after its own, which gives back only what it knows of the modes. */
    private final ShutdownHooks.Task onExit = this::leave;

    private List<String> shown = List.of();
    private boolean left;

    private Screen(Terminal terminal, TerminalModes before, PrintStream out) {
        this.terminal = terminal;
        this.before = before;
        this.out = out;
        this.reader = new BindingReader(terminal.reader());
        this.keys = keys(terminal);
        terminal.enterRawMode();
        ShutdownHooks.add(onExit);
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        out.print(ENTER);
        out.flush();
    }

    /** Takes over the terminal of the console that a command has. */
    public static Screen of(Console console) {
        InputStream in =
                console.questions().map(Console.Questions::giveTerminal).orElse(console.in());
        TerminalModes before = TerminalModes.of(in);
        try {
            Terminal terminal = in == System.in
                    ? TerminalBuilder.builder()
                            .system(true)
                            .encoding(StandardCharsets.UTF_8)
                            .build()
                    : new ExternalTerminal("streams", "xterm-256color", in, console.out(), StandardCharsets.UTF_8);
            if (in != System.in) {
                terminal.setSize(new Size(80, 24));
            }
            return new Screen(terminal, before, console.out());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the terminal", e);
        }
    }

    public int width() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : 80;
    }

    public int height() {
        return terminal.getHeight() > 0 ? terminal.getHeight() : 24;
    }

    /** Whether it knows 256 colours. */
    public boolean hasManyColors() {
        Integer colors = terminal.getNumericCapability(Capability.max_colors);
        return colors != null && colors >= 256;
    }

    /** Calls this, in a thread of the terminal's, whenever its size changes. */
    public void onResize(Runnable call) {
        terminal.handle(Signal.WINCH, signal -> call.run());
    }

    /** Waits for the next key. */
    public Stroke next() {
        try {
            Key key = reader.readBinding(keys, null, true);
            if (key == null) {
                return new Stroke(Key.CLOSED, "");
            }
            return switch (key) {
                case TEXT -> new Stroke(key, reader.getLastBinding());
                case PASTE -> new Stroke(key, pasted());
                default -> new Stroke(key, "");
            };
        } catch (EndOfFileException | IOError e) {
            return new Stroke(Key.CLOSED, "");
        }
    }

    private String pasted() {
        String text = reader.readStringUntil(PASTE_ENDS);
        return text == null ? "" : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * Shows these rows, from the top; only what has changed is written.
     *
     * @param rows safe, and no wider than the screen
     * @param row of the cursor, from 0
     * @param column of the cursor, from 0
     */
    public synchronized void draw(List<String> rows, int row, int column) {
        if (!left) {
            out.append(changed(rows))
                    .append("\u001b[%d;%dH\u001b[?25h".formatted(row + 1, column + 1))
                    .flush();
        }
    }

    /** The same without a cursor. */
    public synchronized void draw(List<String> rows) {
        if (!left) {
            out.append(changed(rows)).flush();
        }
    }

    private StringBuilder changed(List<String> rows) {
        StringBuilder written = new StringBuilder("\u001b[?25l");
        for (int i = 0; i < rows.size(); i++) {
            if (i >= shown.size() || !rows.get(i).equals(shown.get(i))) {
                written.append("\u001b[").append(i + 1).append(";1H\u001b[0m\u001b[K");
                written.append(rows.get(i)).append("\u001b[0m");
            }
        }
        for (int i = rows.size(); i < shown.size(); i++) {
            written.append("\u001b[").append(i + 1).append(";1H\u001b[K");
        }
        shown = new ArrayList<>(rows);
        return written;
    }

    /** Forgets what it shows, so that all is drawn anew. */
    public synchronized void clear() {
        shown = List.of();
        if (!left) {
            out.print("\u001b[0m\u001b[2J");
        }
    }

    private void leave() {
        synchronized (this) {
            if (!left) {
                left = true;
                out.print(LEAVE);
                out.flush();
            }
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

    private static KeyMap<Key> keys(Terminal terminal) {
        KeyMap<Key> keys = new KeyMap<>();
        keys.setUnicode(Key.TEXT);
        keys.setNomatch(Key.OTHER);
        keys.setAmbiguousTimeout(100);
        keys.bind(Key.TEXT, KeyMap.range(" -~"));
        keys.bind(Key.PASTE, PASTE_BEGINS);
        keys.bind(Key.ENTER, "\r");
        keys.bind(Key.NEW_LINE, "\n", "\u001b\r", "\u001b\n");
        keys.bind(Key.BACKSPACE, "\u007f", "\b");
        keys.bind(Key.TAB, "\t");
        keys.bind(Key.CTRL_C, ctrl('C'));
        keys.bind(Key.CTRL_D, ctrl('D'));
        keys.bind(Key.REDRAW, ctrl('L'));
        keys.bind(Key.DELETE_WORD, ctrl('W'));
        keys.bind(Key.DELETE_BEFORE, ctrl('U'));
        keys.bind(Key.DELETE_AFTER, ctrl('K'));
        keys.bind(Key.LEFT, ctrl('B'));
        keys.bind(Key.RIGHT, ctrl('F'));
        keys.bind(Key.HOME, ctrl('A'), "\u001b[H", "\u001bOH", "\u001b[1~", "\u001b[7~");
        keys.bind(Key.END, ctrl('E'), "\u001b[F", "\u001bOF", "\u001b[4~", "\u001b[8~");
        arrow(keys, Key.UP, 'A');
        arrow(keys, Key.DOWN, 'B');
        arrow(keys, Key.RIGHT, 'C');
        arrow(keys, Key.LEFT, 'D');
        keys.bind(Key.DELETE, "\u001b[3~");
        keys.bind(Key.PAGE_UP, "\u001b[5~");
        keys.bind(Key.PAGE_DOWN, "\u001b[6~");
        keys.bind(Key.TOP, "\u001b<", "\u001b[1;5H");
        keys.bind(Key.BOTTOM, "\u001b>", "\u001b[1;5F");
        own(keys, terminal, Key.PAGE_UP, Capability.key_ppage);
        own(keys, terminal, Key.PAGE_DOWN, Capability.key_npage);
        own(keys, terminal, Key.HOME, Capability.key_home);
        own(keys, terminal, Key.END, Capability.key_end);
        own(keys, terminal, Key.DELETE, Capability.key_dc);
        return keys;
    }

    private static String ctrl(char letter) {
        return Character.toString(letter - '@');
    }

    private static void arrow(KeyMap<Key> keys, Key key, char letter) {
        keys.bind(key, "\u001b[" + letter, "\u001bO" + letter);
    }

    /** As this kind of terminal sends it. */
    private static void own(KeyMap<Key> keys, Terminal terminal, Key key, Capability capability) {
        String sent = KeyMap.key(terminal, capability);
        if (sent != null && !sent.isEmpty()) {
            keys.bind(key, sent);
        }
    }
}
