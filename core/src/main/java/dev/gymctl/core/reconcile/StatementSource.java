package dev.gymctl.core.reconcile;

import dev.gymctl.core.statement.StatementReceiver;
import java.util.function.Consumer;

/**
 * A bank's file, whoever reads it.
 *
 * @param file its name
 * @param reading hands its statements over, in the file's order; throws when the file cannot be read to its end
 */
public record StatementSource(String file, Consumer<StatementReceiver> reading) {}
