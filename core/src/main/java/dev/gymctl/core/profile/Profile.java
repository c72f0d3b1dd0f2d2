package dev.gymctl.core.profile;

import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.statement.BankProfile;

/**
 * A profile by its name.
 *
 * @param csv how its files are read; the bank's {@link BankProfile#csv} where it is a bank's
 * @param bank what else there is to know of a bank's statements; null: it reads members
 * @param builtIn whether it is part of the program, and cannot be removed
 */
public record Profile(CsvProfile csv, BankProfile bank, boolean builtIn) {

    static Profile ofMembers(CsvProfile csv, boolean builtIn) {
        return new Profile(csv, null, builtIn);
    }

    static Profile ofBank(BankProfile bank) {
        return new Profile(bank.csv(), bank, false);
    }

    public String name() {
        return csv.name();
    }

    public ProfileKind kind() {
        return bank == null ? ProfileKind.MEMBER : ProfileKind.BANK;
    }
}
