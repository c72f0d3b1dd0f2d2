package dev.gymctl.core.finance;

import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The gym's books: append only, double entry. Every transfer comes in through here. */
public final class Ledger {
    /** By a full join, which is always hashed: of few rows that PostgreSQL expects it would compare each with each. */
    private static final String BOOKED = """
            booked as materialized (
                select p.*, e.id as entry_id
                from (select * from posting) p full join (select * from entry) e on e.idempotency_key = p.key
                where coalesce(e.id, 0) > 0)""";

    private Ledger() {}

    /**
     * Posts journal entries, set-based: a posting whose key was posted before is left out, so that doing it twice books
     * it once. What falls into closed books is booked on the first open day and keeps its own value date.
     *
     * @param handle inside the transaction of the fact that is posted
     * @param postings a query with the columns key, kind, value_on, memo, debit_account, debit_party, credit_account,
     *     credit_party and amount (minor units, greater than zero); rows with the same key make one entry
     * @param parameters of that query
     * @return how many transfers were booked
     */
    public static int post(Handle handle, String postings, Map<String, ?> parameters) {
        return handle.createUpdate("""
                        with posting as materialized (<postings>),
                        entry as (
                            insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key)
                            select distinct on (key)
                                   greatest(value_on, gym.books_closed_through + 1), value_on, kind, memo, key
                            from posting cross join gym
                            order by key
                            on conflict (idempotency_key) do nothing
                            returning id, idempotency_key),
                        <booked>
                        insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
                        select entry_id, debit_account, debit_party, credit_account, credit_party, amount from booked
                        """)
                .define("postings", postings)
                .define("booked", BOOKED)
                .bindMap(parameters)
                .execute();
    }

    /**
     * Posts journal entries as {@link #post} does, and records the facts themselves in the same statement.
     *
     * @param postings as for {@link #post}, with whatever columns more the facts need
     * @param facts an insert that selects from "booked": the rows of postings that were booked now, with their entry_id. It
     *     may ask for all in "posting", and in "entry" for id and idempotency_key, too
     * @return how many facts were recorded
     */
    public static int record(Handle handle, String postings, String facts, Map<String, ?> parameters) {
        return handle.createUpdate("""
                        with posting as materialized (<postings>),
                        entry as (
                            insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key)
                            select distinct on (key)
                                   greatest(value_on, gym.books_closed_through + 1), value_on, kind, memo, key
                            from posting cross join gym
                            order by key
                            on conflict (idempotency_key) do nothing
                            returning id, idempotency_key),
                        <booked>,
                        transfer as (
                            insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
                            select entry_id, debit_account, debit_party, credit_account, credit_party, amount from booked)
                        <facts>
                        """)
                .define("postings", postings)
                .define("booked", BOOKED)
                .define("facts", facts)
                .bindMap(parameters)
                .execute();
    }

    /**
     * Reverses journal entries, set-based: each gets an entry that takes back the whole of it. One that is reversed already
     * is left out.
     *
     * @param handle inside the transaction of the fact that makes them wrong
     * @param entries a query with the column entry_id
     * @param parameters of that query
     * @param day of the reversal, or the first open day after it
     * @return how many transfers were taken back
     */
    public static int reverse(Handle handle, String entries, Map<String, ?> parameters, LocalDate day) {
        return handle.createUpdate("""
                        with wrong as materialized (<entries>),
                        entry as (
                            insert into journal_entries (effective_on, value_on, kind, memo, idempotency_key, reverses)
                            select greatest(:day, gym.books_closed_through + 1), :day, 'reversal', e.memo,
                                   'reversal of entry ' || e.id, e.id
                            from gym cross join wrong join journal_entries e on e.id = wrong.entry_id
                            order by e.id
                            on conflict do nothing
                            returning id, reverses)
                        insert into transfers (entry_id, debit_account, debit_party, credit_account, credit_party, amount)
                        select entry.id, t.credit_account, t.credit_party, t.debit_account, t.debit_party, t.amount
                        from entry join transfers t on t.entry_id = entry.reverses
                        order by t.id
                        """)
                .define("entries", entries)
                .bind("day", day)
                .bindMap(parameters)
                .execute();
    }
}
