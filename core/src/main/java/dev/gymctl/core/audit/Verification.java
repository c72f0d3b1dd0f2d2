package dev.gymctl.core.audit;

import java.util.List;

/**
 * What became of the audit log's chain.
 *
 * @param rows how many there are
 * @param erased of these, whose payload was erased with the person it was about; they still verify
 * @param head the last row and the chain's hash up to it, {@code 12:9f86…}: to be kept elsewhere, for whoever can write
 *     everything here can also write a whole new chain
 * @param problems by row; none when the log is what was written
 */
public record Verification(long rows, long erased, String head, List<Problem> problems) {
    /** No more than this many problems are named. */
    static final int MOST_PROBLEMS = 1000;

    /**
     * What is wrong with a row.
     *
     * @param row its id
     */
    public record Problem(long row, String problem) {}

    public boolean holds() {
        return problems.isEmpty();
    }
}
