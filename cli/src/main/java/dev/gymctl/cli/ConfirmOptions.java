package dev.gymctl.cli;

import picocli.CommandLine.Option;

/** {@code --yes}: for every command that cannot be undone. */
public final class ConfirmOptions {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /**
     * Returns when {@code --yes} was given or a person says yes.
     *
     * @param question without the final {@code [y/N]}: {@code erase member 7?}
     * @throws CancelledException when the person says no
     * @throws UsageException when there is no terminal to ask on
     */
    public void confirm(Console console, String question) {
        if (yes) {
            return;
        }
        if (!console.isInteractive()) {
            throw new UsageException("this needs a yes, and there is no terminal to ask on", "add --yes");
        }
        String answer = console.ask(question + " [y/N] ").strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new CancelledException();
        }
    }
}
