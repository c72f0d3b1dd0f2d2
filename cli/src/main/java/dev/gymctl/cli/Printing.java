package dev.gymctl.cli;

import java.util.List;
import java.util.concurrent.Callable;

/** A verb that prints data, and can say of what form without being run: for its schema, and for {@code --fields}. */
public interface Printing extends Callable<Integer> {
    /** The forms of its output; several when its options decide. */
    List<Printed> printed();
}
