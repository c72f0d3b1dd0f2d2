package dev.gymctl.core;

import java.util.Optional;

/**
 * The one exception of the domain: something that was asked for cannot be done, said so that a person can act on it.
 *
 * <p>The message is lower case, names the value that was wrong and has no final stop; the hint, where there is one, is
 * the next step.
 */
public final class GymException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What sort of refusal this is; the command line turns it into an exit code. */
    public enum Kind {
        /** What was named does not exist. */
        NOT_FOUND,
        /** It contradicts what is there already. */
        CONFLICT,
        /** The input is wrong in itself. */
        INVALID,
        /** The operator may not do this. */
        DENIED,
        /** Another run of the same work is under way. */
        BUSY,
        /** The database cannot be reached or used. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String hint;

    /** A refusal without a hint. */
    public GymException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    /**
     * A refusal with the next step.
     *
     * @param hint what to do about it, or null
     */
    public GymException(Kind kind, String message, String hint) {
        this(kind, message, hint, null);
    }

    /**
     * A refusal that another exception caused.
     *
     * @param hint what to do about it, or null
     * @param cause shown only with {@code --debug}, or null
     */
    public GymException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
