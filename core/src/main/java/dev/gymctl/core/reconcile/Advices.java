package dev.gymctl.core.reconcile;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What banks tell in advices (camt.054) of lines that they book: it is kept, and goes to the line that it is about as soon as
 * that is there and only one can be meant. It never books.
 *
 * <p>An advice of several details splits its line; one of a single detail says more of it. Both are of the line's bank account,
 * day and amount, and by the first of these that fits: an id of the bank or of whoever handed the batch in; what only the line
 * of a payment says; or else that the line says nothing of who paid.
 */
final class Advices {
    private static final int MANY = 1000;

    /** A line that does not say who paid: it may be the sum of what others paid. */
    private static final String PLAIN =
            "l.payer_account is null and l.payer_name is null and l.end_to_end_id is null and l.reference is null"
                    + " and l.batch_id is null";

    private static final Key BY_BANK = new Key("l.bank_id", "a.bank_ref", "true", "false", "false", true);

    private static final Key BY_DAY_AND_AMOUNT = new Key(
            "''",
            "''",
            PLAIN,
            "num_nonnulls(nullif(l.bank_id, l.entry_ref), l.payment_ref, l.message_ref) > 0",
            "num_nonnulls(a.bank_ref, a.payment_ref, a.message_ref) > 0",
            false);

    private static final List<Key> OF_BATCH = List.of(
            BY_BANK,
            new Key("l.payment_ref", "a.payment_ref", "true", "false", "false", true),
            new Key("l.message_ref", "a.message_ref", PLAIN, "false", "false", false),
            new Key("l.entry_ref", "a.entry_ref", PLAIN, "false", "false", false),
            BY_DAY_AND_AMOUNT);

    private static final List<Key> OF_SINGLE = List.of(
            BY_BANK,
            new Key("l.end_to_end_id", "a.end_to_end_id", "true", "false", "false", false),
            new Key(
                    "l.payer_account",
                    "a.payer_account",
                    "true",
                    "l.end_to_end_id is not null",
                    "a.end_to_end_id is not null",
                    false),
            BY_DAY_AND_AMOUNT);

    private final Handle handle;
    private int details;
    private int told;
    private long newest = Long.MAX_VALUE;

    /**
     * What a line and an advice have in common, beside account, day and amount.
     *
     * @param fits which lines it is looked for at
     * @param lineIsNamed that a line has what would have been found before, if an advice has it too ({@code adviceIsNamed}): then
     *     they are not of each other
     * @param isSure that several advices with it are of one line, and not of several
     */
    private record Key(
            String ofLine, String ofAdvice, String fits, String lineIsNamed, String adviceIsNamed, boolean isSure) {}

    Advices(Handle handle) {
        this.handle = handle;
    }

    /** How many details came in. */
    int details() {
        return details;
    }

    /** How many details, of these or of earlier ones, split lines or tell more of one now. */
    int told() {
        return told;
    }

    /** How many of those that came in wait. */
    int waiting() {
        return details == 0
                ? 0
                : handle.createQuery("""
                                select coalesce(sum(a.details), 0) from advices a
                                where a.id >= :newest and not exists (select from advised_lines l where l.advice_id = a.id)
                                """)
                        .bind("newest", newest)
                        .mapTo(int.class)
                        .one();
    }

    /**
     * Keeps what is new of the rows of a statement in the temporary table "bank_rows": an advice is known by its ids and its
     * details, whatever file it comes in.
     */
    void take(int number, long account, long statement) {
        Map<String, Object> parameters = Map.of("number", number, "account", account, "statement", statement);
        handle.createUpdate("""
                        create temp table new_advices on commit drop as
                        with entry as (
                            select batch, min(line) as line, max(booked_on) as booked_on, sum(amount)::bigint as amount, count(*)::integer as details,
                                   coalesce(min(batch_bank_id), case when count(*) = 1 then min(nullif(bank_id, batch_entry_id)) end) as bank_ref,
                                   min(batch_entry_id) as entry_ref, min(payment_ref) as payment_ref, min(message_ref) as message_ref,
                                   string_agg(sha256(convert_to(concat_ws('|', identity, payer_account, end_to_end_id, reference, returned, fee), 'UTF8')),
                                              ''::bytea order by identity, payer_account, end_to_end_id, reference, returned, fee) as content
                            from bank_rows where statement = :number group by batch),
                        known as (
                            select *, encode(sha256(convert_to(concat_ws('|', 'of', bank_ref, payment_ref, message_ref), 'UTF8') || content), 'hex') as digest
                            from entry where amount <> 0),
                        counted as (
                            select *, row_number() over (partition by digest order by batch)::integer as occurrence from known)
                        select nextval('advices_id_seq') as id, c.* from counted c
                        where not exists (select from advices a where a.bank_account_id = :account and a.digest = c.digest and a.occurrence = c.occurrence)
                        order by c.line
                        """).bindMap(parameters).execute();
        handle.execute("analyze new_advices");
        handle.createUpdate("""
                        insert into advices (id, statement_id, bank_account_id, line, digest, occurrence, booked_on, amount, details,
                                             bank_ref, entry_ref, payment_ref, message_ref) overriding system value
                        select id, :statement, :account, line, digest, occurrence, booked_on, amount, details, bank_ref, entry_ref,
                               payment_ref, message_ref
                        from new_advices
                        """).bindMap(parameters).execute();
        details += handle.createUpdate("""
                        insert into statement_lines (statement_id, bank_account_id, line, identity, occurrence, bank_id, batch_id, booked_on,
                                                     value_on, amount, payer_name, payer_account, end_to_end_id, reference, text, reversal,
                                                     returned, fee, named, advice_id)
                        select :statement, :account, r.line, r.identity, 1, r.bank_id, r.batch_id, n.booked_on, r.value_on, r.amount,
                               r.payer_name, r.payer_account, r.end_to_end_id, r.reference, r.text, r.reversal, r.returned, r.fee, r.named, n.id
                        from bank_rows r join new_advices n on n.batch = r.batch
                        where r.statement = :number
                        order by r.place
                        """).bindMap(parameters).execute();
        newest = Math.min(
                newest,
                handle.createQuery("select coalesce(min(id), :none) from new_advices")
                        .bind("none", Long.MAX_VALUE)
                        .mapTo(long.class)
                        .one());
        handle.execute("drop table new_advices");
    }

    /** Lets the advices that wait tell of their lines; why the others still wait is written down. */
    void tell() {
        if (handle.createQuery(
                        "select not exists (select from advices a where not exists (select from advised_lines l where l.advice_id = a.id))")
                .mapTo(boolean.class)
                .one()) {
            return;
        }
        gather();
        leaveOutWhatIsBookedInDetail();
        find("a.details > 1", "is_split", OF_BATCH);
        split();
        leaveOutWhatIsSaidAlready();
        find("a.details = 1", "is_told", OF_SINGLE);
        say();
        explain();
        if (told > MANY) {
            handle.execute("select count_rows('advised_lines', 'line_details')");
        }
        handle.execute("drop table open_advices, booked, fits");
    }

    /** The advices that wait, and the lines of their days and amounts. */
    private void gather() {
        handle.execute("""
                create temp table open_advices on commit drop as
                select a.id, a.bank_account_id, a.booked_on, a.amount, a.details, a.bank_ref, a.entry_ref, a.payment_ref, a.message_ref,
                       d.identity, d.end_to_end_id, d.payer_account, d.reference, d.text
                from advices a left join statement_lines d on d.advice_id = a.id and a.details = 1
                where not exists (select from advised_lines l where l.advice_id = a.id)
                """);
        handle.execute("alter table open_advices add primary key (id)");
        handle.execute("analyze open_advices");
        handle.execute("""
                create temp table booked on commit drop as
                select l.id, l.bank_account_id, l.booked_on, l.amount, l.bank_id, l.batch_id, l.entry_ref, l.payment_ref, l.message_ref, l.identity,
                       l.end_to_end_id, l.payer_account, l.payer_name, l.reference,
                       exists (select from advised_lines s where s.line_id = l.id and s.splits) as is_split,
                       exists (select from advised_lines s where s.line_id = l.id) as is_told
                from statement_lines l
                where l.entry_id is not null
                  and (l.bank_account_id, l.booked_on, l.amount) in (select bank_account_id, booked_on, amount from open_advices)
                """);
        handle.execute("alter table booked add primary key (id)");
        handle.execute("analyze booked");
        handle.execute(
                "create temp table fits (advice_id bigint primary key, line_id bigint, lines bigint, advices bigint,"
                        + " place bigint, is_sure boolean) on commit drop");
    }

    /** Batches whose details the statement itself tells, or books one by one: of each the advice may still tell more. */
    private void leaveOutWhatIsBookedInDetail() {
        handle.execute("""
                create temp table in_detail on commit drop as
                select a.id as advice_id, min(l.id) as line_id, a.bank_account_id, a.bank_ref, a.booked_on
                from open_advices a join statement_lines l
                  on l.bank_account_id = a.bank_account_id and l.batch_id = a.bank_ref and l.booked_on = a.booked_on and l.entry_id is not null
                where a.details > 1
                group by a.id, a.bank_account_id, a.bank_ref, a.booked_on, a.amount having sum(l.amount) = a.amount
                """);
        told += handle.execute("""
                insert into line_details (line_id, payer_name, payer_account, end_to_end_id, reference, text, named, returned, fee)
                select l.id, d.payer_name, d.payer_account, d.end_to_end_id, d.reference, d.text, d.named, d.returned, d.fee
                from (select i.advice_id, l.amount, min(l.id) as line_id
                      from in_detail i join statement_lines l
                        on l.bank_account_id = i.bank_account_id and l.batch_id = i.bank_ref and l.booked_on = i.booked_on and l.entry_id is not null
                      group by i.advice_id, l.amount having count(*) = 1) b
                join (select advice_id, amount, min(id) as id from statement_lines
                      where advice_id in (select advice_id from in_detail) group by advice_id, amount having count(*) = 1) o
                  using (advice_id, amount)
                join statement_lines l on l.id = b.line_id join statement_lines d on d.id = o.id
                where (l.payer_name is null and d.payer_name is not null or l.payer_account is null and d.payer_account is not null
                       or l.end_to_end_id is null and d.end_to_end_id is not null or l.reference is null and d.reference is not null
                       or l.returned is null and d.returned is not null or l.named = '[]' and d.named <> '[]')
                on conflict do nothing
                """);
        handle.execute("""
                insert into in_detail
                select d.advice_id, min(l.id)
                from (select d.*, not exists (select from booked b where b.bank_account_id = a.bank_account_id and b.booked_on = a.booked_on
                                              and b.amount = a.amount) as alone, row_number() over (partition by d.advice_id, d.identity order by d.id) as nth
                      from open_advices a join statement_lines d on d.advice_id = a.id
                      where a.details > 1 and not exists (select from in_detail i where i.advice_id = a.id)) d
                left join statement_lines l
                  on l.bank_account_id = d.bank_account_id and l.identity = d.identity and l.occurrence = d.nth
                 and l.entry_id is not null
                 and (l.batch_id is not null or d.alone)
                group by d.advice_id having count(l.id) = count(*)
                """);
        handle.execute("insert into advised_lines select advice_id, line_id, false from in_detail");
        handle.execute("delete from open_advices where id in (select advice_id from in_detail)");
        handle.execute("drop table in_detail");
    }

    /** Single entries that are booked just as the advice says: it is no matter which of several alike. */
    private void leaveOutWhatIsSaidAlready() {
        handle.execute("""
                with said as (
                    insert into advised_lines
                    select a.id, min(l.id), false
                    from open_advices a join booked l
                      on l.bank_account_id = a.bank_account_id and l.identity = a.identity
                     and coalesce(l.payer_account, '') = coalesce(a.payer_account, '') and coalesce(l.end_to_end_id, '') = coalesce(a.end_to_end_id, '')
                     and coalesce(l.reference, '') = coalesce(a.reference, '')
                    where a.details = 1
                    group by a.id
                    returning advice_id)
                delete from open_advices where id in (select advice_id from said)
                """);
    }

    /**
     * Which line each of these advices is about, by one key after the other; a line that one has found is nobody else's.
     *
     * @param isDone that a line has been told of before
     */
    private void find(String which, String isDone, List<Key> keys) {
        for (Key key : keys) {
            handle.createUpdate("""
                            with line as (
                                select bank_account_id, booked_on, amount, key, min(id) as line_id, count(*) as lines,
                                       min(id) filter (where not is_named) as other_id, count(*) filter (where not is_named) as others
                                from (select l.*, <ofLine> as key, <lineIsNamed> as is_named from booked l
                                      where <fits> and (<isSure> or not l.<isDone>) and not exists (select from fits f where f.line_id = l.id)) l
                                where key is not null group by bank_account_id, booked_on, amount, key),
                            advice as (
                                select *, count(*) over same as advices, row_number() over (same order by id) as place
                                from (select a.*, <ofAdvice> as key, <adviceIsNamed> as is_named from open_advices a
                                      where <which> and not exists (select from fits f where f.advice_id = a.id)) a
                                where key is not null window same as (partition by bank_account_id, booked_on, amount, key))
                            insert into fits
                            select a.id, case when a.is_named then l.other_id else l.line_id end,
                                   case when a.is_named then l.others else l.lines end, a.advices, a.place, <isSure>
                            from advice a join line l using (bank_account_id, booked_on, amount, key)
                            where not a.is_named or l.others > 0
                            """)
                    .define("which", which)
                    .define("isDone", isDone)
                    .define("ofLine", key.ofLine())
                    .define("ofAdvice", key.ofAdvice())
                    .define("fits", key.fits())
                    .define("lineIsNamed", key.lineIsNamed())
                    .define("adviceIsNamed", key.adviceIsNamed())
                    .define("isSure", key.isSure())
                    .execute();
        }
    }

    /** Of what people or rules decided before, nothing is split: it waits until they take that back. */
    private void split() {
        int split = handle.createQuery("""
                        with meant as (
                            select f.* from fits f join open_advices a on a.id = f.advice_id
                            where a.details > 1 and f.lines = 1 and (f.advices = 1 or f.is_sure)),
                        told as (
                            insert into advised_lines
                            select m.advice_id, m.line_id, m.place = 1 and not b.is_split
                            from meant m join booked b on b.id = m.line_id
                            where b.is_split or m.place > 1
                               or not exists (select from live_links k where k.line_id = m.line_id)
                                  and not exists (select from line_reversals v where v.line_id = m.line_id)
                                  and not exists (select from line_reversals v where v.reverses = m.line_id)
                            returning advice_id, line_id, splits)
                        select coalesce(sum(a.details), 0) from told t join open_advices a on a.id = t.advice_id where t.splits
                        """).mapTo(int.class).one();
        told += split;
        handle.execute(
                "update booked set is_split = true, is_told = true where id in (select line_id from advised_lines where splits) and not is_split");
        handle.execute("delete from line_findings where line_id in (select id from booked where is_split)");
        handle.execute("delete from open_advices where id in (select advice_id from advised_lines)");
    }

    /** Of a line that is split already, a single detail tells nothing. */
    private void say() {
        handle.execute("""
                create temp table said on commit drop as
                select f.advice_id, f.line_id, f.place, b.is_split
                from fits f join open_advices a on a.id = f.advice_id join booked b on b.id = f.line_id
                where a.details = 1 and f.lines = 1 and (f.advices = 1 or f.is_sure)
                """);
        handle.execute("insert into advised_lines select advice_id, line_id, false from said");
        told += handle.execute("""
                insert into line_details (line_id, payer_name, payer_account, end_to_end_id, reference, text, named, returned, fee)
                select s.line_id, d.payer_name, d.payer_account, d.end_to_end_id, d.reference, d.text, d.named, d.returned, d.fee
                from said s join statement_lines d on d.advice_id = s.advice_id
                where s.place = 1 and not s.is_split
                  and (num_nonnulls(d.payer_name, d.payer_account, d.end_to_end_id, d.reference, d.returned, d.fee) > 0 or d.named <> '[]')
                on conflict do nothing
                """);
        handle.execute("delete from open_advices where id in (select advice_id from said)");
        handle.execute("drop table said");
    }

    private void explain() {
        handle.execute(
                "delete from advice_findings f where exists (select from advised_lines l where l.advice_id = f.advice_id)"
                        + " or exists (select from open_advices a where a.id = f.advice_id)");
        handle.execute("""
                insert into advice_findings (advice_id, reason)
                select a.id, case when f.line_id is null then 'waits for the line that books it'
                                  when f.lines > 1 then f.lines || ' lines of this day and amount may be it'
                                  when f.advices > 1 and not f.is_sure then f.advices || ' advices may be of line ' || f.line_id
                                  else 'line ' || f.line_id || ' was decided before: gymctl reconcile unmatch ' || f.line_id || ' lets it be split' end
                from open_advices a left join fits f on f.advice_id = a.id
                """);
    }
}
