package dev.gymctl.core.finance;

import java.util.Locale;

/** How money comes in. */
public enum PaymentMethod {
    CASH,
    CARD,
    BANK_TRANSFER,
    DIRECT_DEBIT,
    OTHER;

    /** As the database has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return code();
    }

    /** For a sentence: {@code bank transfer}. */
    static String words(String code) {
        return code.replace('_', ' ');
    }

    /** Where it is until a bank statement says so. */
    static String account(String code) {
        return switch (code) {
            case "cash" -> "cash";
            case "opening" -> "opening_balances";
            default -> "clearing";
        };
    }
}
