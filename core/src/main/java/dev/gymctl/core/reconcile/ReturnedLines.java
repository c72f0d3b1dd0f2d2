package dev.gymctl.core.reconcile;

import dev.gymctl.core.finance.Ledger;
import dev.gymctl.core.finance.Payments;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Debits that came back, and what banks reversed: lines that take an earlier one back. */
final class ReturnedLines {
    /**
     * Where exactly one fits. It goes from few pairs to their lines: the other way around,
     * each line would ask for all pairs.
     */
    private static final String RETURNS = """
            with gone as materialized (
                select l.* from live_lines l
                where l.reversal or l.returned is not null
                union all
                select l.* from line_details d join live_lines l on l.id = d.line_id
                where d.returned is not null and not l.reversal and l.returned is null),
            back as materialized (
                select g.id, g.bank_account_id, g.booked_on, g.amount, coalesce(g.end_to_end_id, d.end_to_end_id) as end_to_end_id,
                       coalesce(g.reference, d.reference) as reference, coalesce(g.payer_account, d.payer_account) as payer_account, g.text,
                       g.reversal, coalesce(g.returned, d.returned) as returned, coalesce(g.fee, d.fee) as fee
                from gone g left join line_details d on d.line_id = g.id
                where not exists (select from line_links k where k.line_id = g.id)
                  and not exists (select from line_reversals v where v.line_id = g.id)
                  and not exists (select from line_reversals v where v.reverses = g.id)),
            pair as materialized (
                select l.id, o.id as original from back l join statement_lines o on o.end_to_end_id = l.end_to_end_id
                union
                select l.id, o.line_id from back l join line_details o on o.end_to_end_id = l.end_to_end_id
                union
                select l.id, o.id from back l join statement_lines o on o.reference = l.reference
                where l.end_to_end_id is null
                union
                select l.id, o.id from back l join statement_lines o on o.payer_account = l.payer_account and o.text = l.text
                where l.end_to_end_id is null and l.reference is null and l.reversal),
            fits as (
                select l.id, o.id as original, l.booked_on, l.returned, l.amount + o.amount as rest,
                       count(*) over (partition by l.id) as originals, count(*) over (partition by o.id) as returns
                from pair p
                join back l on l.id = p.id
                cross join lateral (select * from live_lines where id = p.original offset 0) o
                where o.bank_account_id = l.bank_account_id and o.booked_on <= l.booked_on
                  and (l.amount = -o.amount or l.amount < 0 and l.fee is not null and l.amount = -o.amount - l.fee)
                  and not (o.reversal or o.returned is not null)
                  and not exists (select from line_reversals v where v.line_id = o.id)
                  and not exists (select from line_reversals v where v.reverses = o.id))
            select f.id, f.original, -f.rest as fee, f.booked_on, coalesce(f.returned, 'reversed by the bank') as reason
            from fits f
            where f.originals = 1 and f.returns = 1
            order by f.id
            """;

    private ReturnedLines() {}

    private record Returned(long line, long original, long fee, LocalDate day, String reason) {}

    /** Takes back what the earlier lines had become, and books apart what the bank took; returns how many it did. */
    static int takeBack(Handle handle) {
        List<Returned> all = handle.createQuery(RETURNS)
                .map((row, context) -> new Returned(
                        row.getLong("id"),
                        row.getLong("original"),
                        row.getLong("fee"),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("reason")))
                .list();
        int done = 0;
        for (Returned returned : all) {
            done += takeBack(handle, returned) ? 1 : 0;
        }
        return done;
    }

    private static boolean takeBack(Handle handle, Returned returned) {
        List<LineLink> links = LineLink.of(handle, returned.original());
        boolean cleared = links.stream().anyMatch(link -> link.kind().equals("cleared"));
        if (links.stream().anyMatch(LineLink::refunded)
                || (cleared && (links.size() > 1 || links.get(0).payment() == null))) {
            return false; // waits for a person
        }
        Long feeEntry = returned.fee() > 0 ? bookFee(handle, returned) : null;
        if (cleared) {
            Payments.takeBackByStatement(
                    handle,
                    links.get(0).payment(),
                    returned.day(),
                    returned.reason(),
                    Math.max(0, returned.fee()),
                    feeEntry);
            Ledger.record(
                    handle,
                    """
                    select 'return of line ' || l.id as key, 'clearing' as kind, l.booked_on as value_on, 'line ' || l.id as memo,
                           'clearing' as debit_account, null::bigint as debit_party,
                           'unidentified_receipts' as credit_account, null::bigint as credit_party, o.amount
                    from statement_lines l cross join statement_lines o where l.id = :line and o.id = :original
                    """,
                    """
                    insert into line_links (line_id, kind, amount, payment_id, rule, reason, entry_id)
                    select :line, 'return', p.amount, :payment, 'return', :reason, p.entry_id from booked p
                    """,
                    Map.of(
                            "line", returned.line(),
                            "original", returned.original(),
                            "payment", links.get(0).payment(),
                            "reason", returned.reason()));
            return true;
        }
        boolean first = true;
        for (LineLink link : links) {
            if (link.kind().equals("payment")) {
                Payments.takeBackByStatement(
                        handle,
                        link.payment(),
                        returned.day(),
                        returned.reason(),
                        first ? Math.max(0, returned.fee()) : 0,
                        first ? feeEntry : null);
                first = false;
            } else {
                Ledger.reverse(
                        handle, "select :entry::bigint as entry_id", Map.of("entry", link.entry()), returned.day());
            }
        }
        handle.execute(
                "insert into line_reversals (line_id, reverses, reason) values (?, ?, ?)",
                returned.line(),
                returned.original(),
                returned.reason());
        handle.execute("delete from line_findings where line_id in (?, ?)", returned.line(), returned.original());
        return true;
    }

    private static Long bookFee(Handle handle, Returned returned) {
        Ledger.record(handle, """
                select 'fee of line ' || :line::bigint as key, 'bank_fee' as kind, :day::date as value_on, 'line ' || :line::bigint as memo,
                       'bank_fees' as debit_account, null::bigint as debit_party,
                       'unidentified_receipts' as credit_account, null::bigint as credit_party, :fee::bigint as amount
                """, """
                insert into line_links (line_id, kind, amount, rule, reason, entry_id)
                select :line, 'fee', p.amount, 'return', 'fee of the bank', p.entry_id from booked p
                """, Map.of("line", returned.line(), "day", returned.day(), "fee", returned.fee()));
        return handle.createQuery("select id from journal_entries where idempotency_key = :key")
                .bind("key", "fee of line " + returned.line())
                .mapTo(long.class)
                .one();
    }
}
