package dev.gymctl.cli.coach;

import dev.gymctl.cli.Columns;
import dev.gymctl.cli.UserColumns;
import dev.gymctl.core.coach.Coach;

/** How a coach is printed. */
final class CoachColumns {
    static final Columns<Coach> ALL = UserColumns.details(
            UserColumns.<Coach>names(Coach::user)
                    .add("payment_balance", Coach::paymentBalance)
                    .add("numbers_classes_taught", Coach::classesTaught)
                    .add("last_payment_balance", Coach::lastPaymentBalance)
                    .detail(
                            "currency",
                            coach -> coach.paymentBalance().currency().getCurrencyCode()),
            Coach::user);

    private CoachColumns() {}
}
