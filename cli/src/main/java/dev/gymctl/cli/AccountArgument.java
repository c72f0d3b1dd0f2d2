package dev.gymctl.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * An account of the ledger as typed: {@code class_fee_income}, or its name, {@code 'Class-fee income'}.
 *
 * @param code as the ledger has it, if there is such an account
 */
public record AccountArgument(String code) {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*");

    static AccountArgument parse(String text) {
        String code = text.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
        if (!CODE.matcher(code).matches()) {
            throw new TypeConversionException("an account is named as member_receivable, not '" + text + "'");
        }
        return new AccountArgument(code);
    }

    @Override
    public String toString() {
        return code;
    }
}
