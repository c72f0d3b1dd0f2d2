package dev.gymctl.cli.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at: {@code disk}
 * @param text how it is
 * @param advice what to do; null when there is nothing
 */
record Finding(String check, State state, String text, String advice) {
    /** How bad it is. */
    enum State {
        OK,
        WARNING,
        PROBLEM
    }

    static Finding ok(String check, String text) {
        return new Finding(check, State.OK, text, null);
    }

    static Finding warning(String check, String text, String advice) {
        return new Finding(check, State.WARNING, text, advice);
    }

    static Finding problem(String check, String text, String advice) {
        return new Finding(check, State.PROBLEM, text, advice);
    }
}
