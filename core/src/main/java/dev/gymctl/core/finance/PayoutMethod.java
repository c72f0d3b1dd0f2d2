package dev.gymctl.core.finance;

import java.util.Locale;

/** How coaches are paid. */
public enum PayoutMethod {
    BANK_TRANSFER,
    CASH;

    /** As the database has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
