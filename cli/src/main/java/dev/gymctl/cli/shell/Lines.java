package dev.gymctl.cli.shell;

import dev.gymctl.cli.Console;
import dev.gymctl.cli.Session;
import java.io.IOException;
import java.util.List;

/** Runs lines: each is a command, a way out, or a program of the system's where that is allowed. */
final class Lines {
    private final Session session;
    private final Console shell;
    private final boolean allowSystem;
    private int exit;
    private boolean ended;

    Lines(Session session, Console shell, boolean allowSystem) {
        this.session = session;
        this.shell = shell;
        this.allowSystem = allowSystem;
    }

    /** The exit code of the line that was run last. */
    int exit() {
        return exit;
    }

    /** Whether a line asked to leave, or nobody reads what is written any more. */
    boolean ended() {
        return ended;
    }

    /**
     * Runs one line; an empty one changes nothing.
     *
     * @param console of the command
     */
    void run(String line, List<String> words, Console console) {
        if (words.isEmpty()) {
            return;
        }
        if (line.stripLeading().startsWith("!")) {
            exit = system(line.strip().substring(1));
        } else if (words.size() == 1
                && (words.get(0).equals("exit") || words.get(0).equals("quit"))) {
            ended = true;
        } else {
            boolean named = words.size() > 1 && words.get(0).equals("gymctl");
            exit = session.run(console, named ? words.subList(1, words.size()) : words);
            ended = console.outHasFailed() && exit != Session.CANCELLED;
        }
    }

    /** Says what is wrong with a line that is no command. */
    void refuse(String message, String hint) {
        shell.remark("gymctl: " + message);
        if (hint != null) {
            shell.remark("hint: " + hint);
        }
        exit = 2;
    }

    private int system(String command) {
        if (!allowSystem) {
            refuse("programs of the system are not run from here: !" + command, "gymctl shell --allow-system-shell");
            return exit;
        }
        shell.flush();
        try {
            return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        } catch (IOException e) {
            refuse("cannot run sh: " + e.getMessage(), null);
            return 1;
        } catch (InterruptedException e) {
            return Session.CANCELLED;
        }
    }
}
