package dev.gymctl.core.gym;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * How much a gym's database holds.
 *
 * @param others users who are neither coaches nor members
 * @param months of payroll that were begun
 */
public record Contents(long coaches, long members, long others, long rates, long classes, long months) {

    /** What is there now. */
    public static Contents of(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select (select count(*) from coaches) as coaches,
                               (select count(*) from members) as members,
                               (select count(*) from users u
                                where not exists (select from coaches c where c.user_id = u.id)
                                  and not exists (select from members m where m.user_id = u.id)) as others,
                               (select count(*) from pay_rates) as rates,
                               (select count(*) from classes) as classes,
                               (select count(*) from payroll_periods) as months
                        """)
                .map((row, context) -> new Contents(
                        row.getLong("coaches"),
                        row.getLong("members"),
                        row.getLong("others"),
                        row.getLong("rates"),
                        row.getLong("classes"),
                        row.getLong("months")))
                .one());
    }

    /** Whether there is nothing but settings. */
    public boolean isEmpty() {
        return coaches + members + others + rates + classes + months == 0;
    }

    /** What is there, for people: {@code 6 coaches, 1 member}; empty when nothing is. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, coaches, "coach", "coaches");
        add(parts, members, "member", "members");
        add(parts, others, "other user", "other users");
        add(parts, rates, "pay rate", "pay rates");
        add(parts, classes, "class", "classes");
        add(parts, months, "month of payroll", "months of payroll");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }
}
