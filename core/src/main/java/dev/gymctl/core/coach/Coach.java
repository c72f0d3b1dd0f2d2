package dev.gymctl.core.coach;

import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.User;

/**
 * A coach's file.
 *
 * @param paymentBalance pay of the classes taught since the last payslip
 * @param classesTaught how many those are: started, not cancelled, on no payslip yet
 * @param lastPaymentBalance the payslip total of the last month rolled over; zero without one
 */
public record Coach(User user, Money paymentBalance, int classesTaught, Money lastPaymentBalance) {}
