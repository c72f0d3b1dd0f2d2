package dev.gymctl.core.finance;

import java.util.Locale;

/** The languages of plain-text accounting that the journal can be written in. */
public enum JournalFormat {
    HLEDGER,
    BEANCOUNT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
