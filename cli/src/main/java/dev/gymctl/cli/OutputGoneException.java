package dev.gymctl.cli;

/** Nobody takes the output any more: the reader has gone, or the disk is full. {@link Console#finish} knows which it was. */
final class OutputGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputGoneException() {
        super("the output cannot be written any more");
    }
}
