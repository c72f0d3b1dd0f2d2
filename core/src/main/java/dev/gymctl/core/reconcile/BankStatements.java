package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.CopyRows;
import dev.gymctl.core.finance.Ledger;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.statement.StatementBatch;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import dev.gymctl.core.statement.StatementReceiver;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes statements in: each line once, whatever file it comes in and however often, and books it between its bank account and
 * Unidentified receipts.
 *
 * <p>A line is known by the bank's id, if there is one, with day, amount and text: an id that is seen with other content is
 * none. Equal lines are counted in the order in which they come, for a file may have all of them in one line; the count goes on from statement to statement where one begins with what the other ends with.
 */
final class BankStatements {
    private static final int MANY = 1000;
    private static final StatementBatch NO_BATCH = new StatementBatch(0, false, null, null, null, null);

    private final Handle handle;
    private final Gym gym;
    private final List<String> quarantined = new ArrayList<>();
    private int statements;
    private int lines;
    private int duplicates;
    private final Advices advices;

    BankStatements(Handle handle, Gym gym) {
        this.handle = handle;
        this.gym = gym;
        this.advices = new Advices(handle);
    }

    /** A statement as it was read; its rows are in the temporary table. */
    private static final class Read {
        private final int number;
        private final String file;
        private final StatementHeader header;
        private StatementEnd end;
        private int lines;
        private long sum;
        private String wrong;

        Read(int number, String file, StatementHeader header) {
            this.number = number;
            this.file = file;
            this.header = header;
        }

        void wrong(String reason) {
            if (wrong == null) {
                wrong = reason;
            }
        }
    }

    /** What advices tell is looked at even when there is no file: of lines that were taken apart since. */
    ImportedStatements take(List<StatementSource> files) {
        if (!files.isEmpty()) {
            takeAll(files);
        }
        if (lines + advices.details() > MANY) {
            handle.execute("select count_rows('statement_lines', 'journal_entries', 'transfers', 'advices')");
        }
        advices.tell();
        return new ImportedStatements(
                statements, lines, duplicates, advices.told(), advices.waiting(), List.copyOf(quarantined));
    }

    private void takeAll(List<StatementSource> files) {
        handle.execute("""
                create temp table bank_rows (
                    statement integer, place integer, line bigint, bank_id text, batch_id text, payment_ref text, message_ref text,
                    batch integer, batch_bank_id text, batch_entry_id text, booked_on date, value_on date, amount bigint,
                    payer_name text, payer_account text, end_to_end_id text, reference text, text text, reversal boolean,
                    returned text, fee bigint, named jsonb) on commit drop
                """);
        List<Read> read = new ArrayList<>();
        files.forEach(file -> copy(file, read));
        handle.execute("""
                alter table bank_rows add column identity text, add column occurrence integer, add column line_id bigint,
                    add column duplicate_of bigint
                """);
        handle.execute("""
                update bank_rows set identity = coalesce('id ' || bank_id || ' ', '') || booked_on || ' ' || amount || ' ' || md5(text)
                """);
        handle.execute("create index on bank_rows (statement)");
        handle.execute("analyze bank_rows");
        read.stream()
                .filter(statement -> statement.header.format() != StatementFormat.CAMT054)
                .forEach(this::take);
        read.stream()
                .filter(statement -> statement.header.format() == StatementFormat.CAMT054)
                .forEach(this::take);
        handle.execute("drop table bank_rows");
    }

    private void copy(StatementSource file, List<Read> read) {
        try (CopyRows copy = CopyRows.into(
                handle.getConnection(),
                "bank_rows (statement, place, line, bank_id, batch_id, payment_ref, message_ref, batch, batch_bank_id,"
                        + " batch_entry_id, booked_on, value_on, amount, payer_name, payer_account, end_to_end_id, reference, text,"
                        + " reversal, returned, fee, named)",
                MessageDigest.getInstance("SHA-256"))) {
            file.reading().accept(new Receiver(file.file(), copy, read));
            copy.end();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy " + file.file(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        if (!read.isEmpty() && read.get(read.size() - 1).end == null) {
            throw new GymException(Kind.INVALID, "%s ends within a statement".formatted(file.file()));
        }
    }

    private final class Receiver implements StatementReceiver {
        private final String file;
        private final CopyRows copy;
        private final List<Read> read;
        private Read current;

        Receiver(String file, CopyRows copy, List<Read> read) {
            this.file = file;
            this.copy = copy;
            this.read = read;
        }

        @Override
        public void begin(StatementHeader header) {
            current = new Read(read.size(), file, header);
            read.add(current);
            if (header.currency() != null) {
                requireCurrency(header.currency(), "the statement");
            }
        }

        private void requireCurrency(String currency, String what) {
            if (!gym.currency().getCurrencyCode().equals(currency)) {
                current.wrong("%s is in %s, not in %s".formatted(what, currency, gym.currency()));
            }
        }

        @Override
        public void entry(StatementEntry entry) {
            String where = "line " + entry.line();
            if (entry.currency() != null) {
                requireCurrency(entry.currency(), where);
            }
            current.lines++;
            Long amount = minor(entry.amount(), where);
            Long fee = entry.fee() == null ? null : minor(entry.fee(), where);
            if (amount == null || (entry.fee() != null && fee == null)) {
                return;
            }
            current.sum = Math.addExact(current.sum, amount);
            StatementBatch batch = entry.batch() == null ? NO_BATCH : entry.batch();
            try {
                copy.row(
                        current.number,
                        current.lines,
                        entry.line(),
                        id(entry.bankId()),
                        batch.split() ? id(batch.id()) : null,
                        id(batch.paymentId()),
                        id(batch.messageId()),
                        batch.split() ? batch.number() : -current.lines,
                        id(batch.bankId()),
                        id(batch.entryId()),
                        entry.bookedOn(),
                        entry.valueOn() == null ? entry.bookedOn() : entry.valueOn(),
                        amount,
                        clean(entry.payerName()),
                        clean(entry.payerAccount()),
                        id(entry.endToEndId()),
                        clean(entry.reference()),
                        clean(entry.text()),
                        entry.reversal(),
                        clean(entry.returned()),
                        fee,
                        json(entry));
            } catch (SQLException e) {
                throw new IllegalStateException("cannot copy " + file, e);
            }
        }

        private Long minor(BigDecimal amount, String where) {
            try {
                return gym.money(amount).minorUnits();
            } catch (GymException e) {
                current.wrong(where + ": " + e.getMessage());
                return null;
            }
        }

        @Override
        public void end(StatementEnd end) {
            current.end = end;
            if (end.wrong() != null) {
                current.wrong(end.wrong());
            }
        }
    }

    /** PostgreSQL keeps no NUL. */
    private static String clean(String text) {
        return text == null ? null : text.replace("\0", "");
    }

    private static String id(String id) {
        return clean(StatementEntry.id(id));
    }

    private static String json(StatementEntry entry) {
        return MatchRules.named(id(entry.endToEndId()), entry.reference(), entry.text()).stream()
                .map(named -> "{\"rule\": %d, \"kind\": \"%s\", \"value\": \"%s\"}"
                        .formatted(named.rule(), named.kind().name().toLowerCase(Locale.ROOT), named.value()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private void take(Read read) {
        Long opening = balance(read, read.header.opening());
        Long closing = balance(read, read.end.closing());
        if (opening == null && closing != null && read.wrong == null) {
            opening = closing - read.sum;
        }
        if (opening != null && closing != null && opening + read.sum != closing) {
            read.wrong("opening %s and lines %s make %s, and not the closing %s"
                    .formatted(
                            gym.money(opening),
                            gym.money(read.sum),
                            gym.money(opening + read.sum),
                            gym.money(closing)));
        }
        Optional<Long> account = account(read);
        if (account.isEmpty()) {
            read.wrong("it does not say of which account it is");
        }
        Optional<Long> statement = record(read, account, opening, closing);
        if (statement.isEmpty()) {
            return;
        }
        if (read.wrong != null) {
            quarantined.add(read.file + ": " + read.wrong);
            return;
        }
        statements++;
        if (read.header.format() == StatementFormat.CAMT054) {
            advices.take(read.number, account.get(), statement.get());
        } else {
            takeLines(read, account.get(), statement.get());
        }
    }

    private Long balance(Read read, BigDecimal amount) {
        try {
            return amount == null ? null : gym.money(amount).minorUnits();
        } catch (GymException e) {
            read.wrong(e.getMessage());
            return null;
        }
    }

    /** The statement's bank account, opened when there is none yet; empty: the file does not say, and there are several. */
    private Optional<Long> account(Read read) {
        String number = read.header.account();
        if (number == null || number.isBlank()) {
            List<Long> all = handle.createQuery("select id from bank_accounts")
                    .mapTo(Long.class)
                    .list();
            return all.size() > 1
                    ? Optional.empty()
                    : Optional.ofNullable(all.isEmpty() ? open(read, "unnamed") : all.get(0));
        }
        return handle.createQuery("select id from bank_accounts where number = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .findOne()
                .or(() -> Optional.ofNullable(open(read, number)));
    }

    /** Of a statement that is quarantined, no account is opened. */
    private Long open(Read read, String number) {
        if (read.wrong != null) {
            return null;
        }
        // Not from a sequence: a dry run would leave a gap in the names of accounts.
        handle.execute("select pg_advisory_xact_lock(hashtextextended('gymctl bank_accounts', 0))");
        long id = handle.createQuery("select coalesce(max(id), 0) + 1 from bank_accounts")
                .mapTo(long.class)
                .one();
        handle.execute(
                "insert into accounts (code, name, type) values (?, ?, 'asset')", "bank_" + id, "Bank " + number);
        handle.execute(
                "insert into bank_accounts (id, number, account) overriding system value values (?, ?, ?)",
                id,
                number,
                "bank_" + id);
        return id;
    }

    private Optional<Long> record(Read read, Optional<Long> account, Long opening, Long closing) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("account", account.orElse(null));
        parameters.put("format", read.header.format().name().toLowerCase(Locale.ROOT));
        parameters.put("ref", read.header.id());
        parameters.put("file", read.file);
        parameters.put("openingOn", read.header.openingOn());
        parameters.put("opening", opening);
        parameters.put("closingOn", read.end.closingOn());
        parameters.put("closing", closing);
        parameters.put("lines", read.lines);
        parameters.put("wrong", read.wrong);
        parameters.put("number", read.number);
        return handle.createQuery("""
                        insert into statements (bank_account_id, format, bank_ref, file, digest, opening_on, opening, closing_on,
                                                closing, lines, quarantined)
                        select :account::bigint, :format, :ref, :file,
                               encode(sha256(convert_to(concat_ws(' ', case when :format = 'camt054' then 'advice' end, coalesce(:openingOn::date::text, '-'), coalesce(:opening::bigint::text, '-'),
                                                            coalesce(:closingOn::date::text, '-'), coalesce(:closing::bigint::text, '-'), :lines), 'UTF8')
                                             || coalesce((select string_agg(digest, ''::bytea order by digest)
                                                          from (select sha256(convert_to(concat_ws('|', identity, payer_account, end_to_end_id, reference,
                                                                           case when :format = 'camt054' then batch_bank_id end), 'UTF8')) as digest
                                                                from bank_rows where statement = :number) d), ''::bytea)), 'hex'),
                               :openingOn, :opening, :closingOn, :closing, :lines, :wrong
                        on conflict do nothing
                        returning id
                        """).bindMap(parameters).mapTo(Long.class).findOne();
    }

    private void takeLines(Read read, long account, long statement) {
        Map<String, Object> parameters = Map.of("account", account, "statement", statement, "number", read.number);
        number(parameters);
        // Without knowing how many lines are new, PostgreSQL would compare each with each.
        handle.execute("analyze bank_rows (line_id, duplicate_of)");
        String columns = """
                id, statement_id, bank_account_id, line, identity, occurrence, duplicate_of, bank_id, batch_id, entry_ref, payment_ref,
                message_ref, booked_on, value_on, amount, payer_name, payer_account, end_to_end_id, reference, text, reversal, returned, fee, named
                """;
        String values = """
                r.line_id, :statement, :account, r.line, r.identity, r.occurrence, r.duplicate_of, r.bank_id, r.batch_id,
                case when r.batch_id is null then r.batch_entry_id end, case when r.batch_id is null then r.payment_ref end,
                case when r.batch_id is null then r.message_ref end, r.booked_on, r.value_on, r.amount, r.payer_name, r.payer_account, r.end_to_end_id, r.reference, r.text, r.reversal, r.returned,
                r.fee, r.named
                """;
        lines += Ledger.record(handle, """
                select 'bank line ' || r.line_id as key, 'bank_line' as kind, r.booked_on as value_on,
                       'line ' || r.line_id as memo,
                       case when r.amount > 0 then b.account else 'unidentified_receipts' end as debit_account,
                       null::bigint as debit_party,
                       case when r.amount > 0 then 'unidentified_receipts' else b.account end as credit_account,
                       null::bigint as credit_party, abs(r.amount) as amount, r.line_id
                from bank_rows r join bank_accounts b on b.id = :account
                where r.statement = :number and r.duplicate_of is null
                """, """
                insert into statement_lines (%s, entry_id) overriding system value
                select %s, p.entry_id
                from booked p join bank_rows r on r.line_id = p.line_id
                """.formatted(columns, values), parameters);
        duplicates += handle.createUpdate(
                        "insert into statement_lines (%s) overriding system value select %s from bank_rows r where r.statement = :number and r.duplicate_of is not null"
                                .formatted(columns, values))
                .bindMap(parameters)
                .execute();
        LocalDate openingOn = read.header.openingOn();
        if (openingOn != null || read.end.closing() != null) {
            bookOpening(account);
        }
    }

    /**
     * Gives equal lines without a bank's id their occurrence. It goes on from the statements that end where this one begins, or
     * begin where it ends, for these have other lines; any other statement of the same days has the same ones.
     */
    private void number(Map<String, Object> parameters) {
        handle.createUpdate("""
                        with recursive other as materialized (
                            select p.* from statements p
                            where p.bank_account_id = :account and p.id <> :statement and p.quarantined is null and p.format <> 'camt054'
                              and p.closing_on >= (select min(booked_on) from bank_rows where statement = :number)
                              and p.opening_on <= (select max(booked_on) from bank_rows where statement = :number)),
                        before as (
                            select id, opening_on, opening from statements where id = :statement
                            union
                            select p.id, p.opening_on, p.opening from before s join other p on p.closing = s.opening and p.closing_on <= s.opening_on
                            where (p.opening_on, p.opening) is distinct from (s.opening_on, s.opening)),
                        after as (
                            select id, closing_on, closing from statements where id = :statement
                            union
                            select p.id, p.closing_on, p.closing from after s join other p on p.opening = s.closing and p.opening_on >= s.closing_on
                            where (p.closing_on, p.closing) is distinct from (s.closing_on, s.closing)),
                        taken as (
                            select identity, max(occurrence) as occurrence from statement_lines
                            where statement_id in (select id from before union select id from after) group by identity),
                        counted as (
                            select r.place, row_number() over (partition by r.identity order by r.place)
                                + case when r.bank_id is null then coalesce(t.occurrence, 0) else 0 end as occurrence
                            from bank_rows r left join taken t on t.identity = r.identity where r.statement = :number)
                        update bank_rows r
                        set occurrence = c.occurrence, line_id = nextval('statement_lines_id_seq'),
                            duplicate_of = (select x.id from statement_lines x
                                            where x.bank_account_id = :account and x.identity = r.identity
                                              and x.occurrence = c.occurrence and x.entry_id is not null)
                        from counted c where c.place = r.place and r.statement = :number
                        """).bindMap(parameters).execute();
    }

    /** What was on the account before the first line that is known; an earlier statement that comes later corrects it. */
    private void bookOpening(long account) {
        Ledger.post(handle, """
                select 'opening of ' || b.account || ' no. ' || (select count(*) + 1 from journal_entries e
                                                                 where e.idempotency_key like 'opening of ' || b.account || ' no. %') as key,
                       'opening' as kind, f.day as value_on, 'opening balance' as memo,
                       case when x.missing > 0 then b.account else 'opening_balances' end as debit_account,
                       null::bigint as debit_party,
                       case when x.missing > 0 then 'opening_balances' else b.account end as credit_account,
                       null::bigint as credit_party, abs(x.missing) as amount
                from bank_accounts b
                cross join lateral (
                    select s.opening, coalesce(s.opening_on, l.day, s.closing_on) as day
                    from statements s
                    left join lateral (select min(booked_on) as day from statement_lines where statement_id = s.id) l on true
                    where s.bank_account_id = b.id and s.quarantined is null and s.opening is not null
                    order by coalesce(s.opening_on, l.day, s.closing_on),
                             exists (select from statements p
                                     where p.bank_account_id = b.id and p.quarantined is null and p.id <> s.id
                                       and p.closing = s.opening and p.closing_on = s.opening_on and p.opening_on = s.opening_on),
                             s.id
                    limit 1) f
                cross join lateral (
                    select f.opening
                        - (coalesce((select sum(t.amount) from transfers t where t.debit_account = b.account), 0)
                           - coalesce((select sum(t.amount) from transfers t where t.credit_account = b.account), 0)
                           - coalesce((select sum(l.amount) from statement_lines l
                                       where l.bank_account_id = b.id and l.entry_id is not null), 0))::bigint as missing) x
                where b.id = :account and x.missing <> 0
                """, Map.of("account", account));
    }
}
