package dev.gymctl.cli.shell;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Session;
import dev.gymctl.cli.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gymctl shell}. */
@Command(
        description = "Type commands one after the other, or run a script of them.",
        footer = {
            "",
            "A line is a command as it follows gymctl on the command line. The connection",
            "stays open, so that a command costs little more than its work. Ctrl-C cancels",
            "the command that runs; exit, quit or Ctrl-D leave. The prompt shows the exit",
            "code of a command that failed. Tab completes commands, options and values; what",
            "was typed before and begins so is suggested in grey: Right or End takes it.",
            "",
            "Where stdin is no terminal it is a script: quotes and backslashes as in a POSIX",
            "shell, comments from a #. It stops at the first line that fails, with its exit",
            "code. The commands of a script have an empty stdin."
        })
public final class Shell implements Callable<Integer> {
    private final App app;

    @Option(names = "--keep-going", description = "Run a script's other lines after one that fails.")
    private boolean keepGoing;

    @Option(names = "--allow-system-shell", description = "Let !COMMAND run a program of the system.")
    private boolean allowSystemShell;

    public Shell(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        if (app.isInSession()) {
            throw new UsageException("this is a shell already", null);
        }
        try (Session session = app.startSession()) {
            Lines lines = new Lines(session, app.console(), allowSystemShell);
            return app.console().inIsTerminal() && app.console().outIsTerminal()
                    ? new Prompt(session, app.console(), lines, app.colors()).run()
                    : new Script(session, app.console(), lines, keepGoing).run();
        }
    }
}
