package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.csv.CsvReader;
import dev.gymctl.core.csv.CsvRow;
import dev.gymctl.core.csv.CsvSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads a bank's CSV as its profile says; a file is one statement of one account. All of it is checked before anything is handed
 * on, and this tells how days and amounts are written and which line is the oldest.
 *
 * <p>Where there are balances, entries are handed on oldest first: the days tell which end of the file that is, and where they do
 * not, the balances do. A file whose newest line is first is read from its end, a block of lines at a time.
 */
final class StatementCsv {
    /** In lines; how many of them are held at a time, and for how many the file is read once more. */
    static final int BLOCK = 50_000;

    private static final Map<String, String> DIRECTIONS = Map.ofEntries(
            Map.entry("debit", "debit"),
            Map.entry("dbit", "debit"),
            Map.entry("dr", "debit"),
            Map.entry("d", "debit"),
            Map.entry("soll", "debit"),
            Map.entry("s", "debit"),
            Map.entry("credit", "credit"),
            Map.entry("crdt", "credit"),
            Map.entry("cr", "credit"),
            Map.entry("c", "credit"),
            Map.entry("haben", "credit"),
            Map.entry("h", "credit"));

    private final BankProfile profile;
    private final Column[] columns;
    private CsvSource source;
    private DecimalMark decimal;
    private Seen seen;

    private StatementCsv(Path file, BankProfile profile) {
        this.profile = profile;
        this.columns = profile.csv().columns().keySet().stream()
                .map(name -> switch (name) {
                    case BankProfile.BOOKED_ON, BankProfile.AMOUNT, BankProfile.DIRECTION -> Column.filled(name);
                    default -> Column.required(name);
                })
                .toArray(Column[]::new);
        CsvSource named = CsvSource.of(file).profile(worded(profile.csv())).skippingLines(profile.skippedLines());
        this.source = profile.header() ? named : named.headerless();
        this.decimal = profile.decimal();
    }

    private static CsvProfile worded(CsvProfile csv) {
        return csv.values().isEmpty()
                ? new CsvProfile(
                        csv.name(),
                        csv.columns(),
                        Map.of(BankProfile.DIRECTION, DIRECTIONS),
                        csv.dateFormats(),
                        csv.encoding(),
                        csv.delimiter(),
                        false,
                        List.of())
                : csv;
    }

    /**
     * Whether a file that is of no other format may be CSV: text with something that separates fields.
     *
     * @param head its first bytes, a character each
     */
    static boolean looksLike(String head) {
        boolean wide = head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff");
        return head.chars().anyMatch(c -> ",;\t|".indexOf(c) >= 0)
                && head.chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\r' || c == '\n' || (wide && c == 0));
    }

    /**
     * The one profile whose columns the file's header has. One without header is never certain.
     *
     * @throws GymException INVALID when there is none, or are several
     */
    static BankProfile fitting(Path file, List<BankProfile> profiles) {
        List<BankProfile> fitting = profiles.stream()
                .filter(profile -> profile.header() && new StatementCsv(file, profile).fits())
                .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.isEmpty()) {
            String add = "gymctl profile add NAME --kind bank … saves how a bank's CSV is read";
            throw new GymException(
                    Kind.INVALID,
                    "%s is CSV, and its header is that of no bank's profile".formatted(file.getFileName()),
                    profiles.isEmpty() ? add : "say --profile NAME, of %s; or %s".formatted(names(profiles), add));
        }
        throw new GymException(
                Kind.INVALID,
                "%s is CSV, and its header is that of several profiles".formatted(file.getFileName()),
                "say --profile NAME, of " + names(fitting));
    }

    private static String names(List<BankProfile> profiles) {
        return profiles.stream().map(BankProfile::name).collect(Collectors.joining(", "));
    }

    private boolean fits() {
        try (CsvReader csv = open()) {
            return csv.profile() != null;
        } catch (GymException e) {
            return false;
        }
    }

    static void read(Path file, BankProfile profile, StatementReceiver to) {
        new StatementCsv(file, profile).read(to);
    }

    private void read(StatementReceiver to) {
        try {
            decimal = decimal == null ? settledMark() : decimal;
            if (!check()) {
                check();
            }
        } catch (GymException e) {
            throw byProfile(e);
        }
        boolean balanced = seen.balances.given();
        boolean newestFirst = seen.newestFirst;
        to.begin(new StatementHeader(
                StatementFormat.CSV,
                null,
                profile.account() == null ? seen.account : profile.account(),
                seen.currency,
                balanced ? seen.from : null,
                balanced ? seen.balances.opening(newestFirst) : null));
        if (newestFirst) {
            for (long from = (seen.rows - 1) / BLOCK * BLOCK; from >= 0; from -= BLOCK) {
                List<StatementEntry> block = new ArrayList<>();
                entries(from, from + BLOCK, block::add);
                Collections.reverse(block);
                block.forEach(to::entry);
            }
        } else {
            entries(0, Long.MAX_VALUE, to::entry);
        }
        to.end(new StatementEnd(
                balanced ? seen.until : null,
                balanced ? seen.balances.closing(newestFirst) : null,
                seen.balances.wrong(newestFirst)));
    }

    /** What options are for is said in the profile, and not where the file is read. */
    private GymException byProfile(GymException refusal) {
        String hint = refusal.hint()
                .map(said -> said.contains("--") ? "in the profile %s: %s".formatted(profile.name(), said) : said)
                .orElse(null);
        return new GymException(refusal.kind(), refusal.getMessage(), hint, refusal);
    }

    private CsvReader open() {
        return CsvReader.open(source, columns);
    }

    /** The mark that one amount can only be written with; it is held against all the others when they are read. */
    private DecimalMark settledMark() {
        CsvRow doubtful = null;
        String column = null;
        try (CsvReader csv = open()) {
            for (CsvRow row : csv) {
                for (String name : List.of(
                        BankProfile.AMOUNT,
                        BankProfile.DEBIT,
                        BankProfile.CREDIT,
                        BankProfile.FEE,
                        BankProfile.BALANCE)) {
                    String text = has(name) ? row.text(name) : null;
                    BigDecimal comma = text == null ? null : DecimalMark.COMMA.read(text);
                    BigDecimal point = text == null ? null : DecimalMark.POINT.read(text);
                    if ((comma == null) != (point == null)) {
                        return comma == null ? DecimalMark.POINT : DecimalMark.COMMA;
                    }
                    if (doubtful == null && comma != null && comma.compareTo(point) != 0) {
                        doubtful = row;
                        column = name;
                    }
                }
            }
            if (doubtful != null) {
                doubtful.reject(column, "is thousands or thousandths, and no other amount of the file tells");
                csv.rejections().hint("say --decimal comma or --decimal point");
                csv.rejections().throwIfAny();
            }
            return DecimalMark.POINT;
        }
    }

    /**
     * Reads all of the file, refuses it if anything is wrong with it, and keeps what it says of itself.
     *
     * @return false when days were read the wrong way round, before it was settled how they are written
     */
    private boolean check() {
        seen = new Seen();
        try (CsvReader csv = open()) {
            for (CsvRow row : csv) {
                seen.rows++;
                sameAccount(row);
                StatementEntry entry = entry(row);
                BigDecimal balance = number(row, BankProfile.BALANCE);
                if (entry != null) {
                    seen.day(entry.bookedOn());
                    seen.balances.add(row.line(), entry.amount(), balance);
                }
            }
            csv.rejectDoubtfulDates();
            csv.rejections().throwIfAny();
            source = source.dateFormats(csv.dateFormats());
            if (csv.doubtfulDates().stream().anyMatch(CsvReader.DoubtfulDates::swapped)) {
                return false;
            }
            Boolean newestFirst = seen.isNewestFirst();
            if (newestFirst == null) {
                csv.rejections()
                        .add(0, BankProfile.BALANCE, null, "allows the first line to be the oldest or the newest");
                csv.rejections().hint("fetch more days from the bank: they tell");
                csv.rejections().throwIfAny();
            }
            seen.newestFirst = newestFirst;
            return true;
        }
    }

    private void sameAccount(CsvRow row) {
        String number = text(row, BankProfile.ACCOUNT);
        if (number == null) {
            return;
        }
        String account = BankProfile.number(number);
        if (seen.account == null) {
            seen.account = account;
        } else if (!seen.account.equals(account)) {
            row.reject(BankProfile.ACCOUNT, "is another account than %s above".formatted(seen.account));
        }
    }

    /** Hands on the entries of these lines; one of zero is none. */
    private void entries(long from, long to, Consumer<StatementEntry> taker) {
        try (CsvReader csv = open()) {
            long at = 0;
            for (CsvRow row : csv) {
                if (at == to) {
                    break;
                }
                StatementEntry entry = at++ < from ? null : entry(row);
                csv.rejections().throwIfAny();
                if (entry != null && entry.amount().signum() != 0) {
                    taker.accept(entry);
                }
            }
        }
    }

    /** Null: something of it is rejected. */
    private StatementEntry entry(CsvRow row) {
        LocalDate bookedOn = day(row, BankProfile.BOOKED_ON);
        LocalDate valueOn = day(row, BankProfile.VALUE_ON);
        BigDecimal amount = amount(row);
        BigDecimal fee = unsigned(row, BankProfile.FEE);
        String currency = currency(row);
        String payerAccount = text(row, BankProfile.PAYER_ACCOUNT);
        if (bookedOn == null || amount == null) {
            return null;
        }
        return new StatementEntry(
                row.line(),
                StatementEntry.id(text(row, BankProfile.BANK_ID)),
                null,
                bookedOn,
                valueOn,
                amount,
                currency,
                text(row, BankProfile.PAYER_NAME),
                payerAccount == null ? null : BankProfile.number(payerAccount),
                StatementEntry.id(text(row, BankProfile.END_TO_END_ID)),
                text(row, BankProfile.REFERENCE),
                BankProfile.TEXTS.stream()
                        .map(column -> text(row, column))
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")),
                false,
                null,
                fee == null || fee.signum() == 0 ? null : fee);
    }

    private boolean has(String column) {
        return profile.csv().columns().containsKey(column);
    }

    private String text(CsvRow row, String column) {
        String text = has(column) ? row.text(column) : null;
        return text == null
                ? null
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining(" "));
    }

    /** The calendar day as written. */
    private LocalDate day(CsvRow row, String column) {
        var moment = has(column) ? row.moment(column) : null;
        return moment == null ? null : moment.local().toLocalDate();
    }

    private BigDecimal number(CsvRow row, String column) {
        String text = has(column) ? row.text(column) : null;
        BigDecimal number = text == null ? null : decimal.read(text);
        if (text != null && number == null) {
            row.reject(column, "is not an amount as " + decimal.example());
        }
        return number;
    }

    /** Some write what went out, or was kept, with a minus and some without; but all of a column alike. */
    private BigDecimal unsigned(CsvRow row, String column) {
        BigDecimal number = number(row, column);
        if (number == null || number.signum() == 0) {
            return number;
        }
        CsvRow first = seen.signed.putIfAbsent(column + number.signum(), row);
        CsvRow other = first == null ? seen.signed.get(column + -number.signum()) : null;
        if (other != null) {
            row.reject(column, "has another sign than in line " + other.line());
        }
        return number.abs();
    }

    private BigDecimal amount(CsvRow row) {
        if (!has(BankProfile.AMOUNT)) {
            return amountOfSides(row);
        }
        BigDecimal amount = number(row, BankProfile.AMOUNT);
        if (!has(BankProfile.DIRECTION)) {
            return amount != null && profile.negated() ? amount.negate() : amount;
        }
        String direction = row.oneOf(BankProfile.DIRECTION, BankProfile.DEBIT, BankProfile.CREDIT);
        if (amount == null || direction == null) {
            return null;
        }
        if (direction.equals(BankProfile.DEBIT)) {
            return amount.abs().negate();
        }
        if (amount.signum() < 0) {
            row.reject(BankProfile.AMOUNT, "is less than nothing, but is said to be a credit");
        }
        return amount;
    }

    private BigDecimal amountOfSides(CsvRow row) {
        BigDecimal debit = unsigned(row, BankProfile.DEBIT);
        BigDecimal credit = number(row, BankProfile.CREDIT);
        if (row.text(BankProfile.DEBIT) == null && row.text(BankProfile.CREDIT) == null) {
            row.reject(BankProfile.DEBIT, "is empty, and credit is too");
        } else if (debit != null && credit != null && debit.signum() != 0 && credit.signum() != 0) {
            row.reject(BankProfile.CREDIT, "is given, and debit is too");
        } else if (credit != null && credit.signum() < 0) {
            row.reject(BankProfile.CREDIT, "is less than nothing: that is a debit");
        }
        if (debit == null || debit.signum() == 0) {
            return credit == null && debit != null ? debit : credit;
        }
        return debit.negate();
    }

    /** ISO 4217 code; null: not given, or the one that the file began with. */
    private String currency(CsvRow row) {
        String code = text(row, BankProfile.CURRENCY);
        if (code == null) {
            return null;
        }
        try {
            Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            row.reject(BankProfile.CURRENCY, "is not a currency as EUR");
            return null;
        }
        seen.currency = seen.currency == null ? code : seen.currency;
        return code.equals(seen.currency) ? null : code;
    }

    /** What a file says of itself once all of it is read. */
    private static final class Seen {
        private final Balances balances = new Balances();
        private final Map<String, CsvRow> signed = new HashMap<>();
        private long rows;
        private String account;
        private String currency;
        private LocalDate from;
        private LocalDate until;
        private LocalDate last;
        private boolean rises;
        private boolean falls;
        private boolean newestFirst;

        void day(LocalDate day) {
            rises |= last != null && day.isAfter(last);
            falls |= last != null && day.isBefore(last);
            from = from == null || day.isBefore(from) ? day : from;
            until = until == null || day.isAfter(until) ? day : until;
            last = day;
        }

        /** Null: it cannot be told. */
        Boolean isNewestFirst() {
            if (!balances.given()) {
                return false;
            }
            if (rises != falls) {
                return falls;
            }
            boolean oldest = balances.wrong(false) == null;
            boolean newest = balances.wrong(true) == null;
            if (oldest && newest && balances.opening(false).compareTo(balances.opening(true)) != 0) {
                return null;
            }
            return newest && !oldest;
        }
    }

    /** The balances after entries, followed from line to line as if the oldest came first, and as if the newest did. */
    private static final class Balances {
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal first;
        private BigDecimal beforeFirst;
        private BigDecimal withFirst;
        private BigDecimal last;
        private BigDecimal beforeLast;
        private BigDecimal withLast;
        private long lastLine;
        private String wrongForward;
        private String wrongBackward;

        /**
         * An entry.
         *
         * @param balance null: the line has none, and the next that has one counts for it
         */
        void add(long line, BigDecimal amount, BigDecimal balance) {
            BigDecimal before = sum;
            sum = sum.add(amount);
            if (balance == null) {
                return;
            }
            if (first == null) {
                first = balance;
                beforeFirst = before;
                withFirst = sum;
            } else {
                String forward = wrong(line, balance, last, sum.subtract(withLast));
                wrongForward = wrongForward == null ? forward : wrongForward;
                String backward = wrong(lastLine, last, balance, before.subtract(beforeLast));
                wrongBackward = backward == null ? wrongBackward : backward;
            }
            last = balance;
            beforeLast = before;
            withLast = sum;
            lastLine = line;
        }

        private static String wrong(long line, BigDecimal balance, BigDecimal before, BigDecimal amounts) {
            BigDecimal expected = before.add(amounts);
            return expected.compareTo(balance) == 0
                    ? null
                    : "line %d: %s and %s make %s, and not the balance %s"
                            .formatted(
                                    line,
                                    before.toPlainString(),
                                    amounts.toPlainString(),
                                    expected.toPlainString(),
                                    balance.toPlainString());
        }

        boolean given() {
            return first != null;
        }

        /** The oldest line that does not follow; null: all do. */
        String wrong(boolean newestFirst) {
            return newestFirst ? wrongBackward : wrongForward;
        }

        BigDecimal opening(boolean newestFirst) {
            return newestFirst ? last.subtract(sum.subtract(beforeLast)) : first.subtract(withFirst);
        }

        BigDecimal closing(boolean newestFirst) {
            return newestFirst ? first.add(beforeFirst) : last.add(sum.subtract(withLast));
        }
    }
}
