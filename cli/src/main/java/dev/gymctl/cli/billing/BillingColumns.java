package dev.gymctl.cli.billing;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.finance.BilledMonth;
import dev.gymctl.core.finance.ParkedAccount;

/** How billed months and parked accounts are printed. */
final class BillingColumns {
    static final Columns<ParkedAccount> PARKED = Columns.<ParkedAccount>of()
            .add("month", ParkedAccount::month)
            .add("member", ParkedAccount::memberId)
            .add("full_name", ParkedAccount::fullName)
            .add("reason", ParkedAccount::reason)
            .addRecent("parked_at", ParkedAccount::parkedAt)
            .addRecent("accepted_at", ParkedAccount::acceptedAt);

    static final Columns<BilledMonth> MONTH = Columns.<BilledMonth>of()
            .add("month", BilledMonth::month)
            .add("charges", BilledMonth::charges)
            .add("total", BilledMonth::total)
            .add("expired_credits", BilledMonth::expiredCredits)
            .add("expired_total", BilledMonth::expiredTotal)
            .add("parked", month -> month.parked().size())
            .add("member_receivable", BilledMonth::receivable)
            .add("member_credit", BilledMonth::credit)
            .add("prepaid_fees", BilledMonth::prepaid)
            .detail("currency", month -> month.total().currency().getCurrencyCode())
            .nested("parked_accounts", BilledMonth::parked, PARKED);

    private BillingColumns() {}
}
