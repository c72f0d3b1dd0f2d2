package dev.gymctl.core.finance;

import java.util.Locale;

/** How money is given back. */
public enum RefundMethod {
    CASH,
    CARD,
    BANK_TRANSFER,
    OTHER;

    /** As the database has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
