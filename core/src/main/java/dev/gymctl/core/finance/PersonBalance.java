package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.util.List;

/**
 * What somebody owes the gym, and the gym them.
 *
 * @param owed of charges
 * @param credit what is left of payments
 * @param prepaidValue of class fees paid ahead
 * @param prepaidFees how many of these are left and can still be spent
 * @param accounts in which there is anything of theirs; a coach's pay too
 */
public record PersonBalance(
        long userId,
        String name,
        Money owed,
        Money credit,
        Money prepaidValue,
        int prepaidFees,
        List<AccountBalance> accounts) {

    /** What is owed less the credit. */
    public Money balance() {
        return new Money(owed.minorUnits() - credit.minorUnits(), owed.currency());
    }
}
