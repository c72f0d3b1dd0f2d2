package dev.gymctl.cli.gym;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.gym.Gym;

/** How the settings are printed. */
final class GymColumns {
    static final Columns<Gym> ALL = Columns.<Gym>of()
            .add("name", Gym::name)
            .add("zone", gym -> gym.zone().getId())
            .add("currency", gym -> gym.currency().getCurrencyCode())
            .add("drop_in_price", Gym::dropInPrice)
            .add("payment_days", Gym::paymentDays)
            .add("charges_a_day", Gym::chargesADay)
            .add("books_closed_through", Gym::booksClosedThrough);

    private GymColumns() {}
}
