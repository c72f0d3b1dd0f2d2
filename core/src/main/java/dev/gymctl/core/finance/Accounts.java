package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.Users;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** The ledger's accounts and what is in them, as of any effective day. */
public final class Accounts {
    /** As of a day, or of all days. */
    private static final String UNTIL = " join journal_entries e on e.id = t.entry_id and e.effective_on <= ?";

    private final Database database;
    private final Clock clock;

    public Accounts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * All accounts: assets, liabilities, equity, income, expenses, each by code. Debits and credits have the same sum.
     *
     * @param asOf the last effective day that counts, or null for all that is booked
     */
    public List<AccountBalance> trialBalance(LocalDate asOf) {
        // One pass over the transfers, each of which has both sides.
        return database.read(
                """
                with booked as materialized (
                    select t.debit_account, t.credit_account, sum(t.amount) as amount
                    from transfers t%s
                    group by t.debit_account, t.credit_account)
                select a.code, a.name, a.type, gym.currency,
                       (select coalesce(sum(amount), 0) from booked where debit_account = a.code)::bigint as debit,
                       (select coalesce(sum(amount), 0) from booked where credit_account = a.code)::bigint as credit
                from accounts a cross join gym
                order by array_position(array['asset', 'liability', 'equity', 'income', 'expense'], a.type), a.code collate "C"
                """.formatted(until(asOf)),
                AccountBalance::from,
                parameters(asOf).toArray());
    }

    /**
     * One account.
     *
     * @param asOf the last effective day that counts, or null for all that is booked
     * @throws GymException NOT_FOUND
     */
    public AccountBalance account(String code, LocalDate asOf) {
        List<Object> parameters = parameters(asOf);
        parameters.addAll(parameters(asOf));
        parameters.add(code);
        return database.read("""
                        select a.code, a.name, a.type, gym.currency,
                               (select coalesce(sum(t.amount), 0) from transfers t%1$s where t.debit_account = a.code)::bigint as debit,
                               (select coalesce(sum(t.amount), 0) from transfers t%1$s where t.credit_account = a.code)::bigint as credit
                        from accounts a cross join gym where a.code = ?
                        """.formatted(until(asOf)), AccountBalance::from, parameters.toArray()).stream()
                .findFirst()
                .orElseThrow(() -> notFound(code));
    }

    /**
     * What there is of one person in the accounts that are kept per person.
     *
     * @param asOf the last effective day that counts, or null for all that is booked
     * @throws GymException NOT_FOUND
     */
    public PersonBalance person(String idOrEmail, LocalDate asOf) {
        Person person = person(idOrEmail, asOf, Users.namedBy(idOrEmail, "?"));
        List<Object> parameters = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            parameters.addAll(parameters(asOf));
            parameters.add(person.id());
        }
        List<AccountBalance> accounts =
                database.read("""
                select a.code, a.name, a.type, gym.currency, sum(side.debit)::bigint as debit, sum(side.credit)::bigint as credit
                from (select t.debit_account as account, t.amount as debit, 0 as credit from transfers t%1$s where t.debit_party = ?
                      union all
                      select t.credit_account, 0, t.amount from transfers t%1$s where t.credit_party = ?) side
                join accounts a on a.code = side.account cross join gym
                group by a.code, gym.currency
                order by a.code collate "C"
                """.formatted(until(asOf)), AccountBalance::from, parameters.toArray());
        return new PersonBalance(
                person.id(),
                person.name(),
                balance(accounts, "member_receivable", person.currency()),
                balance(accounts, "member_credit", person.currency()),
                balance(accounts, "prepaid_fees", person.currency()),
                person.prepaidFees(),
                accounts);
    }

    static GymException notFound(String code) {
        return new GymException(
                Kind.NOT_FOUND,
                "there is no account '%s'".formatted(code),
                "gymctl finance trial-balance shows them all");
    }

    private record Person(long id, String name, Currency currency, int prepaidFees) {}

    private Person person(String idOrEmail, LocalDate asOf, String named) {
        return database
                .read(
                        """
                        with day as (select coalesce(?::date, local_date(?)) as day)
                        select u.id, u.full_name, gym.currency,
                               (select coalesce(sum(l.credits - (select count(*) from prepaid_spends s
                                                                 where s.lot_id = l.id and not s.undone and s.spent_on <= day)), 0)
                                from prepaid_lots l
                                where l.member_id = u.id and l.bought_on <= day and coalesce(l.expires_on >= day, true)
                                  and not exists (select from prepaid_lot_reversals v where v.lot_id = l.id and v.reversed_on <= day)
                                  and not exists (select from prepaid_lot_expiries x where x.lot_id = l.id and x.expired_on <= day)
                               )::integer as prepaid_fees
                        from day cross join gym cross join users u where %s
                        """.formatted(named),
                        row -> new Person(
                                row.getLong("id"),
                                row.getString("full_name"),
                                Currency.getInstance(row.getString("currency")),
                                row.getInt("prepaid_fees")),
                        asOf,
                        OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)),
                        idOrEmail)
                .stream()
                .findFirst()
                .orElseThrow(() -> Users.notFound(idOrEmail));
    }

    private static Money balance(List<AccountBalance> accounts, String code, Currency currency) {
        return accounts.stream()
                .filter(account -> account.account().equals(code))
                .map(AccountBalance::balance)
                .findFirst()
                .orElse(new Money(0, currency));
    }

    private static String until(LocalDate asOf) {
        return asOf == null ? "" : UNTIL;
    }

    private static List<Object> parameters(LocalDate asOf) {
        return new ArrayList<>(asOf == null ? List.of() : List.of(asOf));
    }
}
