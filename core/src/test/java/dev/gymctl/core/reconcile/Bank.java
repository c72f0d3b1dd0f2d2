package dev.gymctl.core.reconcile;

import dev.gymctl.core.statement.StatementBatch;
import dev.gymctl.core.statement.StatementEnd;
import dev.gymctl.core.statement.StatementEntry;
import dev.gymctl.core.statement.StatementFormat;
import dev.gymctl.core.statement.StatementHeader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Statements as a reader would hand them over. */
final class Bank {
    static final String IBAN = "DE89370400440532013000";

    private Bank() {}

    /** An entry that came with nothing but an amount and a text. */
    static StatementEntry entry(String day, String amount, String text) {
        return entry(day, amount, text, null, null, null);
    }

    static StatementEntry entry(
            String day, String amount, String text, String reference, String payer, String account) {
        return new StatementEntry(
                1,
                null,
                null,
                LocalDate.parse(day),
                null,
                new BigDecimal(amount),
                null,
                payer,
                account,
                null,
                reference,
                text,
                false,
                null,
                null);
    }

    static StatementEntry withId(StatementEntry e, String bankId) {
        return new StatementEntry(
                e.line(),
                bankId,
                null,
                e.bookedOn(),
                null,
                e.amount(),
                null,
                e.payerName(),
                e.payerAccount(),
                e.endToEndId(),
                e.reference(),
                e.text(),
                false,
                null,
                null);
    }

    /** A debit of which the bank says why it went back. */
    static StatementEntry returned(String day, String amount, String endToEndId, String fee) {
        return new StatementEntry(
                1,
                null,
                null,
                LocalDate.parse(day),
                null,
                new BigDecimal(amount),
                null,
                null,
                null,
                endToEndId,
                null,
                "return",
                false,
                "AC04",
                fee == null ? null : new BigDecimal(fee));
    }

    static StatementEntry endToEnd(StatementEntry e, String endToEndId) {
        return new StatementEntry(
                e.line(),
                null,
                null,
                e.bookedOn(),
                null,
                e.amount(),
                null,
                e.payerName(),
                e.payerAccount(),
                endToEndId,
                e.reference(),
                e.text(),
                false,
                null,
                null);
    }

    /** A statement that closes with what its opening and its entries make. */
    static StatementSource statement(String file, String from, String to, String opening, StatementEntry... entries) {
        BigDecimal closing = new BigDecimal(opening);
        for (StatementEntry entry : entries) {
            closing = closing.add(entry.amount());
        }
        return statement(file, "EUR", from, to, opening, closing.toString(), List.of(entries));
    }

    static StatementSource statement(
            String file,
            String currency,
            String from,
            String to,
            String opening,
            String closing,
            List<StatementEntry> all) {
        return new StatementSource(file, receiver -> {
            receiver.begin(new StatementHeader(
                    StatementFormat.CAMT053, file, IBAN, currency, LocalDate.parse(from), new BigDecimal(opening)));
            numbered(all).forEach(receiver::entry);
            receiver.end(new StatementEnd(LocalDate.parse(to), new BigDecimal(closing), null));
        });
    }

    /** A statement of a day, all of it in the first line of its file. */
    static StatementSource inOneLine(String file, String opening, String closing, StatementEntry... all) {
        return new StatementSource(file, receiver -> {
            LocalDate day = all[0].bookedOn();
            receiver.begin(
                    new StatementHeader(StatementFormat.CAMT053, file, IBAN, "EUR", day, new BigDecimal(opening)));
            List.of(all).forEach(receiver::entry);
            receiver.end(new StatementEnd(day, new BigDecimal(closing), null));
        });
    }

    /** What the bank booked as a sum, which has this id and no other. */
    static StatementEntry sum(String day, String amount, String bankId) {
        StatementEntry e = withId(entry(day, amount, "batch"), bankId);
        return within(e, new StatementBatch(0, false, bankId, null, null, null));
    }

    static StatementEntry within(StatementEntry e, StatementBatch batch) {
        return copy(e, e.line(), batch);
    }

    private static StatementEntry copy(StatementEntry e, long line, StatementBatch batch) {
        return new StatementEntry(
                line,
                e.bankId(),
                batch,
                e.bookedOn(),
                e.valueOn(),
                e.amount(),
                e.currency(),
                e.payerName(),
                e.payerAccount(),
                e.endToEndId(),
                e.reference(),
                e.text(),
                e.reversal(),
                e.returned(),
                e.fee());
    }

    /** An advice (camt.054) of one batch. */
    static StatementSource advice(String file, StatementBatch batch, StatementEntry... details) {
        return new StatementSource(file, receiver -> {
            receiver.begin(new StatementHeader(StatementFormat.CAMT054, file, IBAN, "EUR", null, null));
            numbered(List.of(details)).forEach(detail -> receiver.entry(within(detail, batch)));
            receiver.end(new StatementEnd(null, null, null));
        });
    }

    /** The batch with this id of the bank, or with none. */
    static StatementBatch batch(String bankId) {
        return new StatementBatch(1, true, bankId, null, null, null);
    }

    static StatementSource without(StatementFormat format, StatementEntry... all) {
        return new StatementSource("plain", receiver -> {
            receiver.begin(new StatementHeader(format, null, IBAN, "EUR", null, null));
            numbered(List.of(all)).forEach(receiver::entry);
            receiver.end(new StatementEnd(null, null, null));
        });
    }

    private static List<StatementEntry> numbered(List<StatementEntry> all) {
        List<StatementEntry> numbered = new ArrayList<>();
        for (StatementEntry e : all) {
            numbered.add(copy(e, numbered.size() + 1, e.batch()));
        }
        return numbered;
    }
}
