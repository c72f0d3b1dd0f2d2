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

    /**
     * What was named and is not there.
     *
     * @param noun what it should be: {@code member}, {@code coach}, {@code user} or {@code room}
     * @param named as it was typed
     */
    public record Missing(String noun, String named) {}

    private final Kind kind;
    private final String hint;
    private final transient Missing missing;

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
        this(kind, message, hint, null, cause);
    }

    private GymException(Kind kind, String message, String hint, Missing missing, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
        this.missing = missing;
    }

    /**
     * That nobody or nothing is called so, NOT_FOUND; whoever shows it may look for what was meant.
     *
     * @param noun what it should be: {@code member}, {@code coach}, {@code user} or {@code room}
     * @param hint where to see them all
     */
    public static GymException missing(String noun, String named, String message, String hint) {
        return new GymException(Kind.NOT_FOUND, message, hint, new Missing(noun, named), null);
    }

    public Kind kind() {
        return kind;
    }

    /** What was named and is not there; empty for every other refusal. */
    public Optional<Missing> missing() {
        return Optional.ofNullable(missing);
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
