package dev.gymctl.core.finance;

import dev.gymctl.core.GymException;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.money.CreditorReference;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What was in the accounts when the gym began with gymctl: open charges and credit of members, and all else. */
public final class OpeningBalances {
    private final Changes changes;

    public OpeningBalances(Changes changes) {
        this.changes = changes;
    }

    /**
     * Books the balances of a file against the opening balances: what a member owes becomes a charge with its due date, a
     * member's credit a payment, anything else an entry. A balance that is booked already is the same; once its entry is
     * reversed it can be booked anew.
     *
     * @param day of the balances
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken, unless the source skips them; then nothing is
     */
    public ImportCounts importFrom(CsvSource source, Gym gym, LocalDate day, boolean trial) {
        List<Field> fields = List.of(
                new Field(Column.filled("account"), "text", OpeningBalances::account),
                new Field(Column.optional("member"), "text", OpeningBalances::member),
                new Field(Column.filled("amount"), "bigint", row -> amount(row, gym)),
                Field.day(Column.optional("due_on"), Field.Days.SENSIBLE));
        return changes.make("finance balance --opening", trial, change -> {
            Import balances = Import.load(change, source, "opening_rows", fields);
            check(change.handle(), balances);
            book(change.handle(), day);
            return balances.finish(change);
        });
    }

    private static void check(Handle handle, Import balances) {
        balances.rejectWhere("""
                select line, 'account', account, 'is no account of the ledger' from opening_rows
                where account not in (select code from accounts) order by line
                """, "gymctl finance trial-balance shows all accounts");
        balances.rejectWhere("""
                select line, 'account', account, 'is what all others are booked against' from opening_rows
                where account = 'opening_balances' order by line
                """);
        balances.rejectWhere("""
                select line, 'account', account, 'comes in with the members' from opening_rows
                where account = 'prepaid_fees' order by line
                """, "gymctl member import takes a column prepaid_fees: how many each member has");
        balances.rejectWhere("""
                select line, 'member', member,
                       case when a.has_party then 'is empty, and ' || account || ' is kept per person'
                            else 'has no part of ' || account end
                from opening_rows join accounts a on a.code = account
                where a.has_party <> (member is not null) and account <> 'prepaid_fees' order by line
                """);
        balances.rejectWhere("""
                select line, 'amount', round(amount::numeric / 10::numeric ^ currency_digits, currency_digits)::text, 'is negative'
                from opening_rows join accounts a on a.code = account cross join gym
                where a.has_party and amount < 0 order by line
                """);
        balances.rejectWhere("""
                select line, 'due_on', due_on::text,
                       case when due_on is null then 'is empty, and what members owe is due some day'
                            else 'is for member_receivable alone' end
                from opening_rows
                where (account = 'member_receivable') <> (due_on is not null) order by line
                """);
        balances.throwIfRejected();
        findPeople(handle, balances);
        findBooked(handle, balances);
    }

    private static void findPeople(Handle handle, Import balances) {
        handle.execute("alter table opening_rows add column party bigint, add column by_ref bigint");
        handle.execute("""
                update opening_rows o set party = u.id
                from users u
                where (u.id = case when o.member ~ '^[0-9]{1,18}$' then o.member::bigint
                                   when o.member ~ '^RF[0-9]{2}M[0-9]{1,18}$' then substr(o.member, 6)::bigint end
                       or lower(u.email) = lower(o.member))
                  and case when o.account = 'coach_payable' then exists (select from coaches c where c.user_id = u.id)
                           else exists (select from members m where m.user_id = u.id) end
                """);
        handle.execute("""
                update opening_rows o set by_ref = m.user_id from members m
                where m.member_ref = o.member and o.account <> 'coach_payable'
                """);
        balances.rejectWhere("""
                select line, 'member', member,
                       'is member ' || party || ' and the member_ref of member ' || by_ref || ': write '
                       || member_reference(party) || ' or ' || member_reference(by_ref)
                from opening_rows where party <> by_ref order by line
                """);
        handle.execute("update opening_rows set party = by_ref where party is null and by_ref is not null");
        balances.rejectWhere("""
                select line, 'member', member, case account when 'coach_payable' then 'is no coach' else 'is no member' end
                from opening_rows where member is not null and party is null order by line
                """);
        balances.throwIfRejected();
    }

    /** A balance is known by its key; that of one whose entry was reversed is followed by the entry's number. */
    private static void findBooked(Handle handle, Import balances) {
        handle.execute("""
                alter table opening_rows add column key text, add column debits boolean, add column booked bigint
                """);
        handle.execute("""
                update opening_rows
                set key = 'opening ' || account || coalesce(' of ' || party, '') || coalesce(' due ' || due_on, ''),
                    debits = (a.type in ('asset', 'expense')) = (amount > 0)
                from accounts a where a.code = account
                """);
        balances.rejectWhere("""
                select line, 'account', account, 'is on line ' || first || ' already'
                from (select line, account, min(line) over (partition by key) as first from opening_rows) seen
                where line > first order by line
                """);
        balances.throwIfRejected();
        handle.execute("""
                with known as (
                    select regexp_replace(e.idempotency_key, '^payment | after entry [0-9]+$', '', 'g') as key,
                           max(e.id) filter (where r.id is null) as standing, max(e.id) filter (where r.id is not null) as gone
                    from journal_entries e left join journal_entries r on r.reverses = e.id
                    where e.kind = 'opening'
                    group by 1)
                update opening_rows o
                set booked = case when (t.debit_account = o.account) = (a.type in ('asset', 'expense')) then t.amount else -t.amount end,
                    key = case when known.standing is null then o.key || ' after entry ' || known.gone else o.key end
                from accounts a, known left join transfers t on t.entry_id = known.standing
                where known.key = o.key and a.code = o.account
                """);
        balances.rejectWhere("""
                select line, 'amount', round(amount::numeric / 10::numeric ^ currency_digits, currency_digits)::text,
                       'is ' || round(booked::numeric / 10::numeric ^ currency_digits, currency_digits) || ' in the books already'
                from opening_rows cross join gym
                where booked <> amount order by line
                """, "take that back first, or book the difference");
        balances.throwIfRejected();
    }

    private static void book(Handle handle, LocalDate day) {
        handle.execute("update opening_rows set outcome = 'added' where booked is null");
        Ledger.post(handle, """
                select case account when 'member_credit' then 'payment ' else '' end || key as key, 'opening' as kind,
                       :day::date as value_on, 'opening balance' as memo,
                       case when debits then account else 'opening_balances' end as debit_account,
                       case when debits then party end as debit_party,
                       case when debits then 'opening_balances' else account end as credit_account,
                       case when not debits then party end as credit_party,
                       abs(amount) as amount
                from opening_rows
                where outcome = 'added'
                """, Map.of("day", day));
        handle.createUpdate("""
                        insert into charges (member_id, kind, memo, amount, charged_on, due_on, entry_id)
                        select o.party, 'opening', 'opening balance', o.amount, :day, o.due_on, e.id
                        from opening_rows o join journal_entries e on e.idempotency_key = o.key
                        where o.outcome = 'added' and o.account = 'member_receivable'
                        order by o.line
                        """).bind("day", day).execute();
        handle.createUpdate("""
                        insert into payments (member_id, amount, method, received_on, key, entry_id)
                        select o.party, o.amount, 'opening', :day, o.key, e.id
                        from opening_rows o join journal_entries e on e.idempotency_key = 'payment ' || o.key
                        where o.outcome = 'added' and o.account = 'member_credit'
                        order by o.line
                        """).bind("day", day).execute();
        Allocations.useCredit(handle, "select party as member_id from opening_rows where party is not null", Map.of());
    }

    private static String account(CsvRow row) {
        String account = row.text("account");
        return account == null ? null : account.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    }

    private static String member(CsvRow row) {
        String member = row.text("member");
        if (member == null || !CreditorReference.isMeantBy(member)) {
            return member;
        }
        try {
            CreditorReference reference = CreditorReference.parse(member);
            if (reference.member().isPresent()) {
                return reference.text();
            }
            row.reject("member", "is not the payment reference of a member");
        } catch (GymException e) {
            row.reject("member", e.getMessage());
        }
        return null;
    }

    private static Long amount(CsvRow row, Gym gym) {
        BigDecimal decimal = row.decimal("amount");
        if (decimal == null) {
            return null;
        }
        try {
            Money amount = gym.money(decimal);
            if (amount.minorUnits() != 0) {
                return amount.minorUnits();
            }
            row.reject("amount", "is nothing to book");
        } catch (GymException e) {
            row.reject("amount", e.getMessage());
        }
        return null;
    }
}
