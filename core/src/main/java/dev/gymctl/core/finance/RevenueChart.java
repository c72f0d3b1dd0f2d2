package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * What a picture of the revenue shows: a bar a month, made up of the accounts that earned anything in these months.
 *
 * @param gym the gym's name
 * @param months in order, at least one
 * @param series what each account earned month by month, the first one nearest to zero
 */
record RevenueChart(String gym, Currency currency, List<YearMonth> months, List<Series> series) {
    /** Colours that are told apart with any kind of sight, as RGB. */
    private static final int[] COLORS = {0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0x999999};

    /** What one account earned. */
    record Series(String name, int color, List<Money> amounts) {
        boolean isEmpty() {
            return amounts.stream().allMatch(amount -> amount.minorUnits() == 0);
        }
    }

    static RevenueChart of(List<MonthlyRevenue> revenue, String gym) {
        List<Series> series = new ArrayList<>();
        List<MonthlyRevenue.Part> accounts = revenue.get(0).parts();
        for (int i = 0; i < accounts.size(); i++) {
            int account = i;
            List<Money> amounts = revenue.stream()
                    .map(month -> month.parts().get(account).amount())
                    .toList();
            Series one = new Series(accounts.get(i).name(), COLORS[i % COLORS.length], amounts);
            if (!one.isEmpty()) {
                series.add(one);
            }
        }
        return new RevenueChart(
                gym,
                accounts.get(0).amount().currency(),
                revenue.stream().map(MonthlyRevenue::month).toList(),
                List.copyOf(series));
    }

    String title() {
        String first = months.get(0).toString();
        String last = months.get(months.size() - 1).toString();
        return "Revenue of %s, %s, %s"
                .formatted(gym, first.equals(last) ? first : first + " to " + last, currency.getCurrencyCode());
    }

    /** How far the highest bar goes up, in minor units; at least 0. */
    long highest() {
        return stacked(1);
    }

    /** How far the lowest bar goes down; at most 0. */
    long lowest() {
        return -stacked(-1);
    }

    /** The most that amounts of one sign come to in a month. */
    private long stacked(int sign) {
        long most = 0;
        for (int i = 0; i < months.size(); i++) {
            long sum = 0;
            for (Series one : series) {
                sum += Math.max(0, sign * one.amounts().get(i).minorUnits());
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
