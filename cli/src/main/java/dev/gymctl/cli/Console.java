package dev.gymctl.cli;

import dev.gymctl.core.Progress;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where a command reads and writes, and whether a person sits there. Text is UTF-8, whatever the locale says. */
public final class Console {
    /** Which of the streams are terminals. */
    record Terminals(boolean in, boolean out, boolean err) {
        static final Terminals NONE = new Terminals(false, false, false);

        /**
         * As the launcher found them: the property {@code gymctl.terminals} holds the descriptors that are terminals,
         * {@code 012} when all are. Java 17 itself cannot tell.
         */
        static Terminals ofProcess() {
            String found = System.getProperty("gymctl.terminals", "");
            return new Terminals(found.contains("0"), found.contains("1"), found.contains("2"));
        }
    }

    private final InputStream in;
    private final OutputStream toOut;
    private final OutputStream toErr;
    private final Questions questions;
    private final Failing rawOut;
    /** Null: there is no person who could leave a pager. */
    private final PagedOutput paged;

    private Supplier<Optional<String>> pager;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminals terminals;
    private final Map<String, String> environment;
    private BufferedReader lines;
    private final LongSupplier nanoTime;
    private ProgressLine progress;

    Console(InputStream in, OutputStream out, OutputStream err, Terminals terminals, Map<String, String> environment) {
        this(in, out, err, terminals, environment, System::nanoTime);
    }

    /** For tests: with a stopwatch of their own, in nanoseconds from anywhere. */
    Console(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Terminals terminals,
            Map<String, String> environment,
            LongSupplier nanoTime) {
        this(in, out, err, terminals, environment, nanoTime, null);
    }

    private Console(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Terminals terminals,
            Map<String, String> environment,
            LongSupplier nanoTime,
            Questions questions) {
        this.toOut = out;
        this.toErr = err;
        this.questions = questions;
        this.in = in;
        this.paged = terminals.in() && terminals.out() ? new PagedOutput(out, environment, () -> pager.get()) : null;
        this.rawOut = new Failing(paged != null ? paged : out);
        this.out = new PrintStream(new BufferedOutputStream(rawOut, 1 << 16), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(paged != null ? paged.errors(err) : err, true, StandardCharsets.UTF_8);
        this.terminals = terminals;
        this.environment = environment;
        this.nanoTime = nanoTime;
        this.pager = () -> PagedOutput.ofEnvironment(environment);
    }

    /**
     * Decides on what shows output that is more than a screen.
     *
     * @param command asked for only then; for a shell, and empty for none
     */
    void pageBy(Supplier<Optional<String>> command) {
        pager = command;
    }

    static Console ofProcess(Map<String, String> environment) {
        return new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
                Terminals.ofProcess(),
                environment);
    }

    /** Who puts a command's questions, where the terminal is somebody's who reads lines from it. */
    public interface Questions {
        /**
         * One line, with the question before it; empty at the end of input.
         *
         * @throws CancelledException on Ctrl-C
         */
        Optional<String> line(String question, boolean shown);

        /** Single keys. */
        Keys keys();

        /** Lets go of the terminal until the command ends, for one that opens it itself; what it is to be opened on. */
        InputStream giveTerminal();
    }

    /**
     * A fresh console on the same stdout and stderr, for a command of a session.
     *
     * @param input what is its stdin
     * @param asking who puts its questions, and then it sits at a terminal as this one does; null: nobody can be asked
     * @param variables its environment
     */
    public Console another(InputStream input, Questions asking, Map<String, String> variables) {
        Terminals still = new Terminals(asking != null, terminals.out(), terminals.err());
        return new Console(input, toOut, toErr, still, variables, nanoTime, asking);
    }

    /** Whoever puts the questions; empty where the terminal is the command's own. */
    Optional<Questions> questions() {
        return Optional.ofNullable(questions);
    }

    /** Drops what is still to be written to stdout, and makes whoever writes much stop. */
    void cancel() {
        rawOut.failure = new IOException("broken pipe");
    }

    public InputStream in() {
        return in;
    }

    /** For data; buffered until the command ends. Ends the line of {@link #progress}. */
    public PrintStream out() {
        endProgress();
        return out;
    }

    /** For much data on {@link #out}; writing ends with an exception when it is pointless from there on. */
    public OutputStream stream() {
        return new FilterOutputStream(out()) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                if (outHasFailed()) {
                    throw new OutputGoneException();
                }
            }
        };
    }

    /** The same for text; on a terminal it is made safe, piece by piece as it is written. */
    public Writer writer() {
        PrintStream target = out();
        if (!terminals.out()) {
            return new BufferedWriter(new OutputStreamWriter(stream(), StandardCharsets.UTF_8), 1 << 14);
        }
        return new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                target.print(SafeText.lines(new String(text, from, length)));
            }

            @Override
            public void flush() {
                target.flush();
            }

            @Override
            public void close() {
                flush();
            }
        };
    }

    /** For everything else; written line by line, after what was written to {@link #out}. Ends the line of {@link #progress}. */
    public PrintStream err() {
        endProgress();
        keepInOrder();
        return err;
    }

    /** Prints one line on stderr, made safe: a remark on how things went, never data. */
    public void remark(String line) {
        err().println(SafeText.of(line));
    }

    /** Shows on a line of stderr how far something long has come; only on a terminal. */
    public Progress progress() {
        if (!terminals.err()) {
            return Progress.NONE;
        }
        if (progress == null) {
            progress = new ProgressLine(err, () -> TerminalSize.columns(environment), nanoTime);
        }
        if (in == System.in || questions != null) {
            progress.tick();
        }
        return progress;
    }

    private void endProgress() {
        if (progress != null) {
            progress.end();
        }
    }

    /** Writes what is buffered. */
    public void flush() {
        out().flush();
        err.flush();
    }

    /** The variables that the command was given. */
    Map<String, String> environment() {
        return environment;
    }

    /** Whether stdin is a terminal. */
    public boolean inIsTerminal() {
        return terminals.in();
    }

    public boolean outIsTerminal() {
        return terminals.out();
    }

    /** Whether a person can be asked. */
    public boolean isInteractive() {
        return terminals.in() && terminals.err();
    }

    /** Asks on stderr and reads one line; empty at the end of input. */
    public String ask(String question) {
        out().flush();
        if (questions != null) {
            return questions.line(SafeText.of(question), true).orElse("");
        }
        err.print(SafeText.of(question));
        err.flush();
        return readLine().orElse("");
    }

    /** The same without showing what is typed. */
    public String askSecretly(String question) {
        if (questions != null) {
            out().flush();
            return questions.line(SafeText.of(question), false).orElse("");
        }
        if (in != System.in) {
            return ask(question);
        }
        Thread shown = new Thread(() -> showTyping(true), "show typing");
        Runtime.getRuntime().addShutdownHook(shown); // for Ctrl-C
        try {
            if (!showTyping(false)) {
                throw new UsageException("this terminal cannot hide what is typed", "use --password-stdin");
            }
            return ask(question);
        } finally {
            showTyping(true);
            err.println();
            Runtime.getRuntime().removeShutdownHook(shown);
        }
    }

    /** The next line of stdin; empty at its end. */
    public Optional<String> readLine() {
        if (questions != null) {
            return questions.line("", true);
        }
        try {
            if (lines == null) {
                lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean showTyping(boolean shown) {
        try {
            return new ProcessBuilder("stty", shown ? "echo" : "-echo")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Columns of the terminal that stdout is; unlimited when it is none. */
    public int width() {
        return terminals.out() ? TerminalSize.columns(environment) : Integer.MAX_VALUE;
    }

    /** Rows of the terminal that stdout is; unlimited when it is none. */
    public int height() {
        return terminals.out() ? TerminalSize.rows(environment) : Integer.MAX_VALUE;
    }

    /** Whether writing is pointless from here on, because the reader has gone or the disk is full. */
    public boolean outHasFailed() {
        return rawOut.failure != null;
    }

    /**
     * Flushes, and has the last word on the exit code: output that could not be written is a failure, but a reader that
     * has gone ({@code | head}) had what it wanted.
     */
    int finish(int exit) {
        endProgress();
        keepInOrder();
        endPaging();
        flush();
        IOException failure = rawOut.failure;
        if (failure == null
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
            return exit;
        }
        err.println("gymctl: cannot write the output: " + failure.getMessage());
        return exit == 0 ? 1 : exit;
    }

    /** What was written so far comes before what will be; where both go to a terminal. */
    private void keepInOrder() {
        if (paged != null) {
            try {
                paged.take(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // out keeps its failures
            }
        }
    }

    private void endPaging() {
        if (paged == null) {
            return;
        }
        try {
            paged.end();
        } catch (IOException e) {
            rawOut.failure = rawOut.failure == null ? e : rawOut.failure;
        }
    }

    /** Remembers the first failure to write, which a {@link PrintStream} would swallow, and then drops what follows. */
    private static final class Failing extends FilterOutputStream {
        private volatile IOException failure;

        Failing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (failure != null) {
                return;
            }
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
            }
        }

        @Override
        public void flush() throws IOException {
            if (failure == null) {
                super.flush();
            }
        }
    }
}
