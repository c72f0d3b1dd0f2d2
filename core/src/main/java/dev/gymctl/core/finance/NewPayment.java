package dev.gymctl.core.finance;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Money received, as it is recorded.
 *
 * @param member id or e-mail
 * @param key the receipt's number or the bank's id; null: one is made
 * @param reference what the payer wrote; null: nothing. One of ours that names a charge says what is paid
 * @param receivedOn null: today
 * @param charge number or reference of the charge that is paid first; null: the oldest
 */
public record NewPayment(
        String member,
        BigDecimal amount,
        PaymentMethod method,
        String key,
        String reference,
        LocalDate receivedOn,
        String charge) {}
