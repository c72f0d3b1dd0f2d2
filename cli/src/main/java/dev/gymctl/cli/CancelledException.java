package dev.gymctl.cli;

/** A person said no at a prompt: exit code 3, nothing changed. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled, nothing was changed");
    }
}
