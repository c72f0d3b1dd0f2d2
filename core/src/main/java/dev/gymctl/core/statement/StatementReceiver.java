package dev.gymctl.core.statement;

/** Takes what a reader finds in a bank's file, in the file's order; a file may hold several statements. */
public interface StatementReceiver {
    /** A statement begins. */
    void begin(StatementHeader header);

    /** An entry of the statement that has begun. */
    void entry(StatementEntry entry);

    /** The statement ends. */
    void end(StatementEnd end);
}
