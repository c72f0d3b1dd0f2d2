package dev.gymctl.core.finance;

/** The languages of plain-text accounting that the journal can be written in. */
public enum JournalFormat {
    HLEDGER,
    BEANCOUNT
}
