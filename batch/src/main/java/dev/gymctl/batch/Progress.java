package dev.gymctl.batch;

/** Is told, on the thread that runs the job, how far it has come. */
@FunctionalInterface
public interface Progress {
    /** Tells no one. */
    Progress NONE = (step, done) -> {};

    /**
     * A chunk is done.
     *
     * @param step the step at work, such as {@code calculate}
     * @param done how many things this run has dealt with in this step so far
     */
    void at(String step, long done);
}
