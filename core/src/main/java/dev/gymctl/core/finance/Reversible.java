package dev.gymctl.core.finance;

import java.util.Locale;

/** What can be taken back as a whole, once. */
public enum Reversible {
    CHARGE,
    PAYMENT,
    REFUND,
    WRITE_OFF,
    PREPAY,
    PAYOUT;

    /** For a sentence. */
    public String words() {
        return this == PREPAY ? "prepaid lot" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
