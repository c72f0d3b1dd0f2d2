package dev.gymctl.core.statement;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the hundredths of a bank's amounts. */
public enum DecimalMark {
    /** {@code 1.234,56}, {@code 1 234,56} or {@code 1'234,56}. */
    COMMA(",", "[. \u00a0\u202f'\u2019]", "1.234,56"),
    /** {@code 1,234.56}, {@code 1 234.56} or {@code 1'234.56}. */
    POINT("[.]", "[, \u00a0\u202f'\u2019]", "1,234.56");

    private static final int LONGEST = 60;
    private static final Pattern SIGNED = Pattern.compile(
            "(\\()?([-+\u2212])?[\\s\u00a0\u202f]*([\\d.,](?:.*\\d)?)[\\s\u00a0\u202f]*([-+\u2212])?(\\))?");

    private final Pattern number;
    private final String example;

    DecimalMark(String mark, String between, String example) {
        String thousands = "\\d{1,3}(%1$s)\\d{3}(?:\\2\\d{3})*".formatted(between);
        String lakhs = "\\d{1,2}(%1$s)\\d{2}(?:\\3\\d{2})*\\3\\d{3}".formatted(between);
        this.number = Pattern.compile("(\\d{1,18}|%s|%s)?(?:%s(\\d{1,9}))?".formatted(thousands, lakhs, mark));
        this.example = example;
    }

    /**
     * An amount with this mark. It is negative in brackets, or with a minus before or after it.
     *
     * @return null when it is not so written
     */
    BigDecimal read(String text) {
        Matcher signed = SIGNED.matcher(text);
        if (text.length() > LONGEST || !signed.matches()) {
            return null;
        }
        boolean brackets = signed.group(1) != null;
        String before = signed.group(2);
        String after = signed.group(4);
        int signs = (brackets ? 1 : 0) + (before == null ? 0 : 1) + (after == null ? 0 : 1);
        Matcher digits = number.matcher(signed.group(3));
        if (signs > 1 || brackets != (signed.group(5) != null) || !digits.matches()) {
            return null;
        }
        String whole = digits.group(1) == null ? "0" : digits.group(1).replaceAll("\\D", "");
        String rest = digits.group(4) == null ? "" : "." + digits.group(4);
        BigDecimal amount = new BigDecimal(whole + rest);
        String sign = before == null ? after : before;
        boolean negative = brackets || (sign != null && !sign.equals("+"));
        return negative ? amount.negate() : amount;
    }

    /** An amount so written. */
    String example() {
        return example;
    }
}
