package dev.gymctl.core.money;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A payment reference by ISO 11649: {@code RF}, two check digits, and what is referred to, {@code M17} for member 17 and
 * {@code C123} for charge 123. The twin of the schema's {@code member_reference} and {@code charge_reference}.
 *
 * @param text in capitals, without blanks: {@code RF51M17}
 */
public record CreditorReference(String text) {
    private static final Pattern BEGINNING = Pattern.compile("(?i)\\s*R\\s*F\\s*\\d.*");
    private static final Pattern FORM = Pattern.compile("RF\\d{2}[0-9A-Z]{1,21}");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
    private static final int REFERRED = 4;
    private static final int GROUP = 4;

    /** The reference of a member's every payment. */
    public static CreditorReference ofMember(long member) {
        return of("M" + member);
    }

    /** The reference of the payment of one charge. */
    public static CreditorReference ofCharge(long charge) {
        return of("C" + charge);
    }

    /** Whether somebody who writes this means a reference, be it right or not. */
    public static boolean isMeantBy(String text) {
        return BEGINNING.matcher(text).matches();
    }

    /**
     * Reads a reference in any case, with blanks wherever they are, and filled up with zeros as some banks do.
     *
     * @throws GymException INVALID unless its form and its check digits are right
     */
    public static CreditorReference parse(String text) {
        String compact = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (!FORM.matcher(compact).matches()) {
            throw new GymException(
                    Kind.INVALID,
                    "'%s' is not a payment reference".formatted(text),
                    "it is RF, two digits, and at most 21 letters and digits");
        }
        String referred = compact.substring(REFERRED).replaceFirst("^0+(?=.)", "");
        CreditorReference right = of(referred);
        if (!right.text.startsWith(compact.substring(0, REFERRED))) {
            throw new GymException(
                    Kind.INVALID,
                    "the check digits of the payment reference '%s' are wrong".formatted(text),
                    "one of its characters is mistyped");
        }
        return right;
    }

    /**
     * The number of a charge that is named by it or by its reference.
     *
     * @throws GymException INVALID if it is neither
     */
    public static long charge(String numberOrReference) {
        if (NUMBER.matcher(numberOrReference).matches()) {
            return Long.parseLong(numberOrReference);
        } else if (!isMeantBy(numberOrReference)) {
            throw new GymException(
                    Kind.INVALID,
                    "a charge is named by its number or payment reference, not '%s'".formatted(numberOrReference));
        }
        return parse(numberOrReference)
                .charge()
                .orElseThrow(() -> new GymException(
                        Kind.INVALID, "'%s' is not the payment reference of a charge".formatted(numberOrReference)));
    }

    /** The member that is referred to; empty when it is none. */
    public OptionalLong member() {
        return number('M');
    }

    /** The charge that is referred to; empty when it is none. */
    public OptionalLong charge() {
        return number('C');
    }

    /** For people, in groups of four: {@code RF51 M17}. */
    public String grouped() {
        return text.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }

    @Override
    public String toString() {
        return text;
    }

    private OptionalLong number(char kind) {
        String number = text.substring(REFERRED + 1);
        return text.charAt(REFERRED) == kind && NUMBER.matcher(number).matches()
                ? OptionalLong.of(Long.parseLong(number))
                : OptionalLong.empty();
    }

    /** With check digits such that what follows them, then RF and they, letters read as 10 to 35, leave 1 modulo 97. */
    private static CreditorReference of(String referred) {
        int remainder = 0;
        String text = referred + "RF00";
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), Character.MAX_RADIX);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
        }
        return new CreditorReference("RF%02d%s".formatted(98 - remainder, referred));
    }
}
