package dev.gymctl.core.member;

import java.util.Locale;

/** Whether a member owes the gym something. */
public enum PaymentStatus {
    /** Owes nothing. */
    PAID,
    /** Owes something, none of it past its due date. */
    DUE,
    /** Owes something that is past its due date. */
    OVERDUE;

    /** As stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
