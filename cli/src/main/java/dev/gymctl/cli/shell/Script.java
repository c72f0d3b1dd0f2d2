package dev.gymctl.cli.shell;

import dev.gymctl.cli.Console;
import dev.gymctl.cli.Session;
import java.io.InputStream;
import java.util.Optional;

/** Runs the lines of a script: up to the first that fails, or all of them. */
final class Script {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Session session;
    private final Console shell;
    private final Lines lines;
    private final boolean keepGoing;

    Script(Session session, Console shell, Lines lines, boolean keepGoing) {
        this.session = session;
        this.shell = shell;
        this.lines = lines;
        this.keepGoing = keepGoing;
    }

    /** Runs all lines of the shell's stdin; the exit code is that of the first line that failed. */
    int run() {
        int first = 0;
        int number = 0;
        Optional<String> read = shell.readLine();
        while (read.isPresent() && !lines.ended()) {
            int begun = ++number;
            String line = begun == 1 && read.get().startsWith(BYTE_ORDER_MARK)
                    ? read.get().substring(1)
                    : read.get();
            ShellWords words = ShellWords.of(line);
            while (!words.isComplete()) {
                read = shell.readLine();
                if (read.isEmpty()) {
                    break;
                }
                number++;
                line = line + "\n" + read.get();
                words = ShellWords.of(line);
            }
            int exit = runOne(line, words);
            if (exit != 0) {
                shell.remark("gymctl: line %d of the script failed with exit code %d".formatted(begun, exit));
                if (!keepGoing) {
                    return exit;
                }
                first = first == 0 ? exit : first;
            }
            read = shell.readLine();
        }
        return first;
    }

    private int runOne(String line, ShellWords words) {
        if (!words.isComplete()) {
            lines.refuse("a quote is not closed, or nothing follows a backslash", null);
            return lines.exit();
        }
        if (words.words().isEmpty()) {
            return 0;
        }
        // The script is the shell's stdin: a command has none.
        lines.run(line, words.words(), shell.another(InputStream.nullInputStream(), null, session.environment()));
        return lines.ended() ? 0 : lines.exit();
    }
}
