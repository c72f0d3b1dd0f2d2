package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What every change of a member's account begins with. */
final class MemberAccounts {
    private MemberAccounts() {}

    /**
     * The id of a member whose account nobody else changes until the end of the change: charges that another transaction
     * makes hold the member's row by their foreign key, so they are waited for, and seen.
     *
     * @throws GymException NOT_FOUND
     */
    static long lock(Handle handle, String idOrEmail) {
        long id = Members.id(handle, idOrEmail);
        lock(handle, id);
        return id;
    }

    static void lock(Handle handle, long member) {
        handle.execute("select from members where user_id = ? for update", member);
    }

    /**
     * An amount that is charged or paid.
     *
     * @throws GymException INVALID unless it is greater than zero, in the gym's decimals and not too large
     */
    static Money positive(BigDecimal amount, Gym gym) {
        Money money = gym.money(amount);
        if (money.minorUnits() <= 0) {
            throw new GymException(
                    Kind.INVALID, "the amount %s %s is not greater than zero".formatted(money, gym.currency()));
        }
        return money;
    }

    /** The next id of a table's, for a fact whose entry is named after it. */
    static long nextId(Handle handle, String table) {
        return handle.createQuery("select nextval(:sequence::regclass)")
                .bind("sequence", table + "_id_seq")
                .mapTo(long.class)
                .one();
    }

    /** The day on which a fact of that day is taken back: today, or that day if it is yet to come. */
    static LocalDate dayOfReversal(LocalDate today, LocalDate valueOn) {
        return valueOn.isAfter(today) ? valueOn : today;
    }

    /** Takes back what an entry booked. */
    static void reverse(Handle handle, long entry, LocalDate day) {
        Ledger.reverse(handle, "select :entry::bigint as entry_id", Map.of("entry", entry), day);
    }
}
