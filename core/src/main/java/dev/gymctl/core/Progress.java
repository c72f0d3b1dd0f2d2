package dev.gymctl.core;

/** Is told, on the thread that works, how far something long has come. */
@FunctionalInterface
public interface Progress {
    /** Tells no one. */
    Progress NONE = (step, done, total) -> {};

    /**
     * So much is done.
     *
     * @param step what is under way, with the things that are counted: {@code rows read}
     * @param done how many things so far; 0 when it begins
     * @param total how many there will be, perhaps only about; 0 when that is not known
     */
    void at(String step, long done, long total);

    /** The same, where nobody knows how many there will be. */
    default void at(String step, long done) {
        at(step, done, 0);
    }

    /**
     * About how many things there will be when this many came from a part of the whole.
     *
     * @param part of the whole that is dealt with, in any unit
     * @param whole in the same unit
     * @return 0 when that is not known
     */
    static long about(long done, long part, long whole) {
        return part <= 0 || whole <= 0 ? 0 : Math.max(done, Math.round(done * ((double) whole / part)));
    }
}
