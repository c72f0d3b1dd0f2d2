package dev.gymctl.batch;

/** How a job that ran without a failure ended. */
public enum Outcome {
    /** It ran to its end. */
    DONE,
    /** There was nothing left to do; nothing was changed. */
    ALREADY_DONE,
    /** The process was told to end: what was done up to a chunk boundary is kept, and the next run goes on from there. */
    STOPPED
}
