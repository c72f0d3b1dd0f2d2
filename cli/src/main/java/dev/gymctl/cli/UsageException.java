package dev.gymctl.cli;

/** The command line itself is wrong in a way that picocli could not see: exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * A command line that cannot be run.
     *
     * @param message lower case, names the value that was wrong
     * @param hint the next step, or null
     */
    public UsageException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
