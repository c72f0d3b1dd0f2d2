package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;
import java.util.List;

/**
 * What a month's billing comes to, whichever runs made it, and what it leaves in the books, which tie.
 *
 * @param charges how many dues of the month are charged
 * @param total of these charges
 * @param expiredCredits prepaid classes that expired at the end of one of the month's days
 * @param expiredTotal what these had been paid with
 * @param parked the accounts that were left alone
 * @param receivable what members owe, by the ledger and by the open charges
 * @param credit what members have paid too much, by the ledger and by what is left over of payments
 * @param prepaid what members have paid ahead, by the ledger and by the lots
 */
public record BilledMonth(
        YearMonth month,
        int charges,
        Money total,
        int expiredCredits,
        Money expiredTotal,
        List<ParkedAccount> parked,
        Money receivable,
        Money credit,
        Money prepaid) {}
