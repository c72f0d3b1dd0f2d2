package dev.gymctl.core.statement;

/** How a bank writes what happened on an account. */
public enum StatementFormat {
    CAMT053,
    CAMT054,
    MT940,
    OFX,
    CSV
}
