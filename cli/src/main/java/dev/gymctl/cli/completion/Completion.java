package dev.gymctl.cli.completion;

import dev.gymctl.cli.App;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gymctl completion bash|zsh|fish}: prints the script, which is part of the program. */
@Command(
        description = {
            "Print the completion script of a shell.",
            "bash: source <(gymctl completion bash)",
            "zsh: gymctl completion zsh > _gymctl, in a directory of $fpath",
            "fish: gymctl completion fish | source"
        })
public final class Completion implements Callable<Integer> {
    /** A shell that there is a script for. */
    public enum Shell {
        BASH("gymctl.bash"),
        ZSH("_gymctl"),
        FISH("gymctl.fish");

        private final String script;

        Shell(String script) {
            this.script = script;
        }
    }

    private final App app;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell;

    public Completion(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream script = Completion.class.getResourceAsStream("/completions/" + shell.script)) {
            script.transferTo(app.console().out());
        }
        return 0;
    }
}
