package dev.gymctl.core.finance;

import java.util.Locale;

/** What somebody charges a member for by hand; dues and packs are charged by what sells them. */
public enum ChargeKind {
    CLASS_FEE("class_fee_income"),
    PENALTY("penalty_income"),
    OTHER("other_income");

    private final String account;

    ChargeKind(String account) {
        this.account = account;
    }

    /** As the database has it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return code();
    }

    /** The account of its income. */
    String account() {
        return account;
    }
}
