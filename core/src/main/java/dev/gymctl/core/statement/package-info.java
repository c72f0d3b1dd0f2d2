/** Banks' files: camt.053, camt.054, MT940, OFX and CSV, each read as a stream of {@link dev.gymctl.core.statement.StatementEntry}. */
package dev.gymctl.core.statement;
