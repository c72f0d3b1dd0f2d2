package dev.gymctl.core.statement;

import dev.gymctl.core.statement.BankFile.NoValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads SWIFT's MT940, wrapped in message blocks or not. Source: SWIFT User Handbook, Category 9, MT 940; of field 86 see
 * {@link Mt940Information}. The file is read twice: the first pass checks all of it, and finds per statement whether its
 * balances close with reversals (RC, RD) as the standard says or only with the opposite signs.
 */
final class Mt940 {
    private static final Pattern FIELD = Pattern.compile(":(\\d{2}[A-Z]?):(.*)");
    private static final Pattern BALANCE =
            Pattern.compile("([CD])(\\d{2})(\\d{2})(\\d{2})([A-Z]{3})(\\d{1,15},\\d{0,6})");
    private static final Pattern MOVEMENT =
            Pattern.compile("(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(\\d{2}))?(R?)([CD])[A-Z]?"
                    + "(\\d{1,15},\\d{0,6})[NFS]([A-Z0-9]{3})(.*?)(?://(.*))?");
    private static final Pattern CHARGES = Pattern.compile("/CHGS/([A-Z]{3})(\\d{1,15},\\d{0,6})");

    /** Two-digit years from here on are of the last century. */
    private static final int LAST_CENTURY = 80;

    private static final int MOST_LINES = 1000;

    private final BankFile file;
    private final BufferedReader text;
    private final BitSet opposite;
    private final StatementReceiver to;
    private long line;
    private String ahead;
    private int statement = -1;

    private Mt940(BankFile file, BufferedReader text, BitSet opposite, StatementReceiver to) {
        this.file = file;
        this.text = text;
        this.opposite = opposite;
        this.to = to;
    }

    /** Whether a file that begins so is an MT940. */
    static boolean isMeantBy(String head) {
        return Pattern.compile("(?m)^(\\{.*)?:20:").matcher(head).find()
                && Pattern.compile("(?m)^:(25P?|28C?|60[FM]):").matcher(head).find();
    }

    static void read(Path path, StatementReceiver to) {
        BankFile file = new BankFile(path, "MT940");
        BitSet opposite = new BitSet();
        try {
            Charset encoding = file.encoding();
            run(file, encoding, opposite, null);
            run(file, encoding, opposite, to);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static void run(BankFile file, Charset encoding, BitSet opposite, StatementReceiver to) throws IOException {
        try (BufferedReader text = file.text(encoding)) {
            new Mt940(file, text, opposite, to).statements();
        }
    }

    /** A field with the lines that it goes on with. */
    private record Field(String tag, List<String> lines, long line) {
        String value() {
            return lines.get(0);
        }
    }

    private void statements() throws IOException {
        OneStatement open = null;
        for (Field field = next(); field != null; field = next()) {
            if (field.tag.equals("20")) {
                finish(open);
                open = new OneStatement(++statement, field.line);
            } else if (open == null) {
                throw file.wrong(field.line, ":" + field.tag + ":", null, "stands before :20:");
            } else {
                open.take(field);
            }
        }
        finish(open);
        if (open == null) {
            throw file.wrong(line, ":20:", null, "is missing: there is no statement in the file");
        }
    }

    private void finish(OneStatement open) {
        if (open != null && !open.ended) {
            throw file.wrong(open.line, ":20:", null, "begins a statement without :62F:, or the file is cut off");
        }
    }

    /** Null at the end of the file. What stands before a field and is none (a block of the message, a bank's own head) is skipped. */
    private Field next() throws IOException {
        while (true) {
            String begin = nextLine();
            if (begin == null) {
                return null;
            }
            Matcher field = FIELD.matcher(
                    begin.startsWith("{")
                            ? begin.substring(begin.lastIndexOf('{') + 1).replaceFirst("^4:", "")
                            : begin);
            if (!field.matches()) {
                continue;
            }
            long at = line;
            List<String> lines = new ArrayList<>(List.of(field.group(2)));
            for (String more = nextLine(); more != null; more = nextLine()) {
                if (FIELD.matcher(more).matches()) {
                    ahead = more;
                    break;
                }
                if (more.equals("-") || more.startsWith("-}") || more.startsWith("{")) {
                    break;
                }
                if (lines.size() >= MOST_LINES) {
                    throw file.wrong(at, ":" + field.group(1) + ":", null, "has too many lines");
                }
                lines.add(more);
            }
            return new Field(field.group(1), lines, at);
        }
    }

    private String nextLine() throws IOException {
        String next = ahead == null ? text.readLine() : ahead;
        line += ahead == null && next != null ? 1 : 0;
        ahead = null;
        return next;
    }

    private static String year(String twoDigits) {
        return (Integer.parseInt(twoDigits) < LAST_CENTURY ? "20" : "19") + twoDigits;
    }

    /** What is known of the statement that is being read. */
    private final class OneStatement {
        private final int number;
        private final long line;
        private String account;
        private String id;
        private String currency;
        private LocalDate openingOn;
        private BigDecimal opening;
        private BigDecimal asGiven = BigDecimal.ZERO;
        private BigDecimal reversed = BigDecimal.ZERO;
        private Field movement;
        private boolean begun;
        private boolean ended;
        private String wrong;

        OneStatement(int number, long line) {
            this.number = number;
            this.line = line;
        }

        void take(Field field) {
            switch (field.tag) {
                case "25", "25P" -> account = field.value().replace(" ", "");
                case "28", "28C" -> id = BankFile.id(field.value());
                case "60F", "60M" -> opening(field);
                case "61" -> {
                    settle(List.of());
                    begin(field);
                    movement = field;
                }
                case "86" -> settle(field.lines);
                case "62F", "62M" -> {
                    settle(List.of());
                    begin(field);
                    closing(field);
                }
                case "13D", "21", "64", "65" -> settle(List.of());
                default -> throw file.wrong(field.line, ":" + field.tag + ":", null, "is no field of an MT940");
            }
        }

        private Matcher balance(Field field) {
            Matcher balance = BALANCE.matcher(field.value());
            if (!balance.matches()) {
                throw file.wrong(
                        field.line, ":" + field.tag + ":", field.value(), "is no balance (as C261031EUR1234,56)");
            }
            return balance;
        }

        private void opening(Field field) {
            if (opening != null) {
                throw file.wrong(field.line, ":" + field.tag + ":", null, "is there twice");
            }
            Matcher balance = balance(field);
            currency = balance.group(5);
            opening = signed(field, balance);
            openingOn = day(field, balance);
        }

        private BigDecimal signed(Field field, Matcher balance) {
            BigDecimal amount = amount(field, balance.group(6));
            return balance.group(1).equals("C") ? amount : amount.negate();
        }

        private BigDecimal amount(Field field, String amount) {
            try {
                return BankFile.amount(amount.replace(',', '.'), currency);
            } catch (NoValueException e) {
                throw file.wrong(field.line, ":" + field.tag + ":", field.value(), e.getMessage());
            }
        }

        private LocalDate day(Field field, Matcher balance) {
            try {
                return BankFile.day(year(balance.group(2)), balance.group(3), balance.group(4));
            } catch (NoValueException e) {
                throw file.wrong(field.line, ":" + field.tag + ":", field.value(), e.getMessage());
            }
        }

        private void begin(Field at) {
            if (ended) {
                throw file.wrong(at.line, ":" + at.tag + ":", null, "stands after the closing balance");
            }
            if (opening == null) {
                throw file.wrong(at.line, ":60F:", null, "is missing before :" + at.tag + ":");
            }
            if (!begun && to != null) {
                // Dutch banks write the currency behind the number.
                boolean behind = account != null && account.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}" + currency);
                String number = behind ? account.substring(0, account.length() - currency.length()) : account;
                to.begin(new StatementHeader(StatementFormat.MT940, id, number, currency, openingOn, opening));
            }
            begun = true;
        }

        private void closing(Field field) {
            Matcher balance = balance(field);
            if (!balance.group(5).equals(currency)) {
                wrong = "line %d: the closing balance is in %s, the opening in %s"
                        .formatted(field.line, balance.group(5), currency);
            }
            BigDecimal closing = signed(field, balance);
            LocalDate closingOn = day(field, balance);
            ended = true;
            if (to != null) {
                to.end(new StatementEnd(closingOn, closing, wrong));
            } else {
                BigDecimal sum = opening.add(asGiven);
                boolean closes = sum.add(reversed).compareTo(closing) == 0;
                opposite.set(number, !closes && sum.subtract(reversed).compareTo(closing) == 0);
            }
        }

        /** Passes the movement on that waited for its information. */
        private void settle(List<String> information) {
            if (movement == null) {
                return;
            }
            Field field = movement;
            movement = null;
            Matcher parts = MOVEMENT.matcher(field.value());
            if (!parts.matches()) {
                throw file.wrong(
                        field.line, ":61:", field.value(), "is no movement (as 2610151015C49,00NTRFNONREF//BANKREF)");
            }
            LocalDate value;
            LocalDate booked;
            try {
                value = BankFile.day(year(parts.group(1)), parts.group(2), parts.group(3));
                booked = parts.group(4) == null ? value : nearest(value, parts.group(4), parts.group(5));
            } catch (NoValueException e) {
                throw file.wrong(field.line, ":61:", field.value(), e.getMessage());
            }
            BigDecimal amount = amount(field, parts.group(8));
            boolean reversal = !parts.group(6).isEmpty();
            boolean credit = parts.group(7).equals("C") ^ reversal;
            BigDecimal signed = credit ? amount : amount.negate();
            if (reversal) {
                reversed = reversed.add(signed);
            } else {
                asGiven = asGiven.add(signed);
            }
            Mt940Information told = Mt940Information.of(information);
            BigDecimal fee = fee(field, told);
            if (to == null || signed.signum() == 0) {
                return;
            }
            String returned = told.returned() == null && parts.group(9).equals("RTI") ? "returned" : told.returned();
            to.entry(new StatementEntry(
                    field.line,
                    BankFile.id(parts.group(11)),
                    null,
                    booked,
                    value,
                    reversal && opposite.get(number) ? signed.negate() : signed,
                    null,
                    told.name(),
                    told.account(),
                    told.endToEndId() == null ? payersId(parts.group(10)) : told.endToEndId(),
                    told.reference(),
                    told.text(),
                    reversal,
                    returned,
                    fee));
        }

        /** {@code KREF+} says that it stands in field 86. */
        private static String payersId(String reference) {
            return reference.equals("KREF+") ? null : BankFile.id(reference);
        }

        private BigDecimal fee(Field field, Mt940Information told) {
            Matcher charges = CHARGES.matcher(field.lines.size() > 1 ? field.lines.get(1) : "");
            if (charges.find() && charges.group(1).equals(currency)) {
                return positive(amount(field, charges.group(2)));
            }
            return told.charges() == null ? null : positive(amount(field, told.charges()));
        }

        private static BigDecimal positive(BigDecimal fee) {
            return fee.signum() == 0 ? null : fee;
        }

        /** The entry date has no year: it is the one that is nearest to the value date. */
        private static LocalDate nearest(LocalDate value, String month, String day) throws NoValueException {
            LocalDate nearest = null;
            for (int year = value.getYear() - 1; year <= value.getYear() + 1; year++) {
                try {
                    LocalDate candidate = BankFile.day(String.valueOf(year), month, day);
                    if (nearest == null || distance(candidate, value) < distance(nearest, value)) {
                        nearest = candidate;
                    }
                } catch (NoValueException e) {
                    // 29 February is not in every year.
                }
            }
            if (nearest == null) {
                throw new NoValueException("has an entry date that is no day of the calendar");
            }
            return nearest;
        }

        private static long distance(LocalDate one, LocalDate other) {
            return Math.abs(ChronoUnit.DAYS.between(one, other));
        }
    }
}
