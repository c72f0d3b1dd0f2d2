package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.csv.CsvProfile;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a bank writes its statements as CSV.
 *
 * @param csv our columns by the bank's headers, or by number from 1 where there is no header; under {@code direction} the bank's words
 *     for debit and credit, in lower case; how days are written, encoding and delimiter
 * @param decimal null: the amounts of a file tell
 * @param negated whether what came in is written with a minus
 * @param skippedLines how many lines stand before the header
 * @param header whether there is one
 * @param account the number of the gym's account where no column tells it; null: it is not said
 */
public record BankProfile(
        CsvProfile csv, DecimalMark decimal, boolean negated, int skippedLines, boolean header, String account) {
    static final String BOOKED_ON = "booked_on";
    static final String VALUE_ON = "value_on";
    static final String AMOUNT = "amount";
    static final String DEBIT = "debit";
    static final String CREDIT = "credit";
    static final String DIRECTION = "direction";
    static final String FEE = "fee";
    static final String BALANCE = "balance";
    static final String CURRENCY = "currency";
    static final String ACCOUNT = "account";
    static final String PAYER_NAME = "payer_name";
    static final String PAYER_ACCOUNT = "payer_account";
    static final String END_TO_END_ID = "end_to_end_id";
    static final String REFERENCE = "reference";
    static final String BANK_ID = "bank_id";

    /** Columns whose values become the text, joined in this order. */
    static final List<String> TEXTS = List.of("text", "text_2", "text_3", "text_4", "text_5", "text_6", "text_7");

    private static final List<String> COLUMNS = List.of(
            BOOKED_ON,
            VALUE_ON,
            AMOUNT,
            DEBIT,
            CREDIT,
            DIRECTION,
            FEE,
            BALANCE,
            CURRENCY,
            ACCOUNT,
            PAYER_NAME,
            PAYER_ACCOUNT,
            END_TO_END_ID,
            REFERENCE,
            BANK_ID,
            TEXTS.get(0),
            TEXTS.get(1),
            TEXTS.get(2),
            TEXTS.get(3),
            TEXTS.get(4),
            TEXTS.get(5),
            TEXTS.get(6));

    private static final int MOST_SKIPPED = 1000;
    private static final int LONGEST_ACCOUNT = 40;

    /** Keeps the account without blanks. */
    public BankProfile {
        account = account == null ? null : number(account);
    }

    /** For example {@code sparkasse}. */
    public String name() {
        return csv.name();
    }

    /** What the bank calls debit and credit, in lower case; empty: as banks commonly do. */
    public Map<String, String> directions() {
        return csv.values().getOrDefault(DIRECTION, Map.of());
    }

    /** The account's number as it is compared: an IBAN without its blanks. */
    static String number(String account) {
        return account.replaceAll("[\\s\u00a0]", "").toUpperCase(Locale.ROOT);
    }

    /**
     * Makes sure that a file can be read by it.
     *
     * @throws GymException INVALID saying what is missing, or given twice
     */
    public void check() {
        Set<String> columns = csv.columns().keySet();
        known(columns, COLUMNS, "a bank's profile has no column '%s'");
        known(csv.dateFormats().keySet(), List.of(CsvProfile.OTHERS, BOOKED_ON, VALUE_ON), "'%s' is no column of days");
        known(directions().values(), List.of(DEBIT, CREDIT), "'%s' is no direction");
        require(columns.contains(BOOKED_ON), "the profile does not say which column is booked_on");
        boolean sides = columns.contains(DEBIT) && columns.contains(CREDIT);
        boolean side = columns.contains(DEBIT) || columns.contains(CREDIT);
        require(
                columns.contains(AMOUNT) ? !side : sides,
                "the profile needs the column amount, or both of debit and credit, and not all of them");
        require(
                columns.contains(AMOUNT) || (!columns.contains(DIRECTION) && !negated),
                "debit and credit tell the direction; it is given twice");
        require(!columns.contains(DIRECTION) || !negated, "the column direction tells the sign; it is given twice");
        require(columns.contains(DIRECTION) || directions().isEmpty(), "there are directions, but no such column");
        require(account == null || !columns.contains(ACCOUNT), "the account is given twice");
        require(
                account == null || (!account.isEmpty() && account.length() <= LONGEST_ACCOUNT),
                "an account's number has 1 to %d characters".formatted(LONGEST_ACCOUNT));
        require(
                skippedLines >= 0 && skippedLines <= MOST_SKIPPED,
                "%d lines cannot be skipped, only 0 to %d".formatted(skippedLines, MOST_SKIPPED));
        if (!header) {
            require(csv.delimiter() != null, "without a header, say what separates the fields: --delimiter");
            csv.columns()
                    .forEach((ours, number) -> require(
                            number.matches("[1-9]\\d{0,2}"),
                            "without a header, %s is a column's number, not '%s'".formatted(ours, number)));
        }
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new GymException(
                    Kind.INVALID, otherwise, "gymctl profile add --help tells what a bank's profile consists of");
        }
    }

    private static void known(Collection<String> given, List<String> known, String otherwise) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new GymException(
                        Kind.INVALID, otherwise.formatted(name), "there are " + String.join(", ", known));
            }
        }
    }
}
