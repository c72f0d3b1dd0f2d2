package dev.gymctl.core.finance;

import java.math.BigDecimal;

/**
 * Class fees that a member pays ahead.
 *
 * @param member id or e-mail
 * @param plan the pack they are bought by, or null
 * @param price of all of them; null: the pack's, or the price of so many classes
 * @param method how the price is paid at once; null: it is charged and due later
 */
public record NewPrepaidLot(String member, int credits, String plan, BigDecimal price, PaymentMethod method) {}
