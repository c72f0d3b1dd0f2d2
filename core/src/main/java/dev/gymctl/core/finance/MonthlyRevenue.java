package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;
import java.util.List;

/**
 * What the gym earned in a month.
 *
 * @param parts by income account, in the order of their codes; every account, also one that earned nothing
 */
public record MonthlyRevenue(YearMonth month, List<Part> parts) {
    public MonthlyRevenue {
        parts = List.copyOf(parts);
    }

    /**
     * What one account earned.
     *
     * @param account its code, {@code dues_income}
     * @param name as people read it, {@code Dues income}
     * @param amount less what was reversed, so perhaps less than zero
     */
    public record Part(String account, String name, Money amount) {}

    /** Of all accounts. */
    public Money total() {
        return parts.stream().map(Part::amount).reduce(Money::plus).orElseThrow();
    }
}
