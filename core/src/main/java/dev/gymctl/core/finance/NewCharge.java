package dev.gymctl.core.finance;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a member is to be charged.
 *
 * @param member id or e-mail
 * @param memo what it is for; null: its kind says it
 * @param chargedOn null: today
 * @param dueOn the last day to pay without being overdue; null: as many days later as the gym gives
 */
public record NewCharge(
        String member, BigDecimal amount, ChargeKind kind, String memo, LocalDate chargedOn, LocalDate dueOn) {}
