package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;

/**
 * An account of the ledger, or somebody's part of it, and what is booked there.
 *
 * @param account its code, {@code member_receivable}
 * @param type asset, liability, equity, income or expense
 * @param debit all that was ever debited
 * @param credit all that was ever credited
 * @param balance debit less credit of an asset or expense; credit less debit of the others
 */
public record AccountBalance(String account, String name, String type, Money debit, Money credit, Money balance) {

    /** Of a row with code, name, type, debit, credit and currency. */
    static AccountBalance from(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        String type = row.getString("type");
        long debit = row.getLong("debit");
        long credit = row.getLong("credit");
        boolean isDebit = type.equals("asset") || type.equals("expense");
        return new AccountBalance(
                row.getString("code"),
                row.getString("name"),
                type,
                new Money(debit, currency),
                new Money(credit, currency),
                new Money(isDebit ? debit - credit : credit - debit, currency));
    }
}
