package dev.gymctl.core.finance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Payouts to be recorded: all that is still payable.
 *
 * @param month of the payslips; null: of the opening balances
 * @param coaches by id or e-mail; empty: all
 * @param method how
 * @param paidOn null: today
 * @param key null: one is made
 * @param reference what the transfers say, or null
 */
public record NewPayouts(
        YearMonth month, List<String> coaches, PayoutMethod method, LocalDate paidOn, String key, String reference) {}
