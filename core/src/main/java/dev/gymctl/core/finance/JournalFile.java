package dev.gymctl.core.finance;

import dev.gymctl.core.money.Money;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal in a language of plain-text accounting, as hledger's and beancount's own checks accept it. Persons are
 * sub-accounts by number, never by name; whatever people typed is escaped, so that it stays text.
 */
final class JournalFile {
    private static final Map<String, String> TOP = Map.of(
            "asset", "Assets",
            "liability", "Liabilities",
            "equity", "Equity",
            "income", "Income",
            "expense", "Expenses");

    /** Numbers of persons in one set of bits. */
    private static final int TOGETHER = 1 << 20;

    private final JournalFormat format;
    private final Writer out;
    private final Currency currency;
    /** Accounts that were opened; those of persons as bits, so that a million take little room. */
    private final Map<String, BitSet> opened = new HashMap<>();

    private final List<JournalLine> entry = new ArrayList<>();

    /** Begins the file. */
    JournalFile(JournalFormat format, Writer out, String gym, Currency currency) throws IOException {
        this.format = format;
        this.out = out;
        this.currency = currency;
        switch (format) {
            case HLEDGER ->
                line("; ", escaped(gym), "\ndecimal-mark .\ncommodity ", example(currency), " ", currency.toString());
            case BEANCOUNT ->
                line("option \"title\" ", quoted(gym), "\noption \"operating_currency\" ", quoted(currency.toString()));
        }
    }

    /** Adds a transfer; those of one entry come one after the other, and entries by day. */
    void add(JournalLine transfer) throws IOException {
        if (!entry.isEmpty() && entry.get(0).entryId() != transfer.entryId()) {
            end();
        }
        entry.add(transfer);
    }

    /** Ends the entry whose transfers were added last. */
    void end() throws IOException {
        if (entry.isEmpty()) {
            return;
        }
        line();
        for (JournalLine transfer : entry) {
            open(transfer, transfer.debitType(), transfer.debitAccount(), transfer.debitParty());
            open(transfer, transfer.creditType(), transfer.creditAccount(), transfer.creditParty());
        }
        JournalLine first = entry.get(0);
        switch (format) {
            case HLEDGER -> {
                line(first.effectiveOn().toString(), " * (", String.valueOf(first.entryId()), ") ", word(first.kind()));
                if (!first.memo().isEmpty()) {
                    line("    ; memo: ", escaped(first.memo()));
                }
                line("    ; key: ", escaped(first.key()));
                facts(first, "    ; ");
            }
            case BEANCOUNT -> {
                line(first.effectiveOn().toString(), " * ", quoted(first.memo()));
                line("  entry: ", String.valueOf(first.entryId()));
                line("  kind: ", quoted(first.kind()));
                line("  key: ", quoted(first.key()));
                facts(first, "  ");
            }
        }
        for (JournalLine transfer : entry) {
            Money amount = transfer.amount();
            posting(transfer.debitType(), transfer.debitAccount(), transfer.debitParty(), amount.toString());
            posting(transfer.creditType(), transfer.creditAccount(), transfer.creditParty(), "-" + amount);
        }
        entry.clear();
    }

    /** What an entry has only sometimes. */
    private void facts(JournalLine first, String indent) throws IOException {
        if (!first.valueOn().equals(first.effectiveOn())) {
            line(indent, "value_on: ", first.valueOn().toString());
        }
        if (first.reverses() != null) {
            line(indent, "reverses: ", first.reverses().toString());
        }
        if (first.reversedBy() != null) {
            line(indent, "reversed_by: ", first.reversedBy().toString());
        }
    }

    /** On the day of its first entry, for entries come by day. */
    private void open(JournalLine transfer, String type, String account, Long person) throws IOException {
        long number = person == null ? 0 : person;
        BitSet numbers = opened.computeIfAbsent(account + " " + number / TOGETHER, some -> new BitSet());
        int bit = (int) (number % TOGETHER);
        if (!numbers.get(bit)) {
            numbers.set(bit);
            String name = name(type, account, person);
            switch (format) {
                case HLEDGER -> line("account ", name);
                case BEANCOUNT -> line(transfer.effectiveOn().toString(), " open ", name, " ", currency.toString());
            }
        }
    }

    private void posting(String type, String account, Long person, String amount) throws IOException {
        line(
                format == JournalFormat.HLEDGER ? "    " : "  ",
                name(type, account, person),
                "  ",
                amount,
                " ",
                currency.toString());
    }

    /** Letters, digits and hyphens, as beancount wants it: {@code Assets:Member-receivable:17}. */
    static String name(String type, String account, Long person) {
        StringBuilder name = new StringBuilder(TOP.get(type)).append(':');
        int start = name.length();
        for (int i = 0; i < account.length(); i++) {
            char c = account.charAt(i);
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                name.append(c);
            } else if (c == '_') {
                name.append('-');
            } else {
                name.append('-').append(Integer.toHexString(c)).append('-');
            }
        }
        name.setCharAt(start, Character.toUpperCase(name.charAt(start)));
        if (name.charAt(start) == '-') {
            name.insert(start, 'X');
        }
        return person == null
                ? name.toString()
                : name.append(':').append(person).toString();
    }

    /** How an amount of the currency is written, for hledger to know its digits. */
    private static String example(Currency currency) {
        String amount = new Money(1, currency).toString();
        return amount.indexOf('.') < 0
                ? "1000."
                : "1000" + amount.substring(amount.indexOf('.')).replace('1', '0');
    }

    /** One line, whatever is in it: what would end it or say something to a terminal is written as in Java. */
    private static String escaped(String text) {
        return escaped(text, "\\u%04x");
    }

    private static String escaped(String text, String other) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    int type = Character.getType(c);
                    if (type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR) {
                        line.append(other.formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return line.toString();
    }

    /** A string of beancount, which reads some escapes itself. */
    private static String quoted(String text) {
        return '"' + escaped(text, "\\\\u%04x").replace("\"", "\\\"") + '"';
    }

    private static String word(String kind) {
        return kind.replaceAll("[^A-Za-z0-9_ -]", "_");
    }

    private void line(String... parts) throws IOException {
        for (String part : parts) {
            out.append(part);
        }
        out.append('\n');
    }
}
