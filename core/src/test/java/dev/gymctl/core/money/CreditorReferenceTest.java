package dev.gymctl.core.money;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.TestDatabase;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditorReferenceTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** From ISO 11649's own example and from banks' manuals. */
    @ParameterizedTest
    @ValueSource(strings = {"RF18539007547034", "RF471234567890", "RF97C2H5OH"})
    void readsThoseOfOthers(String reference) {
        assertThat(CreditorReference.parse(reference)).hasToString(reference);
        assertThat(CreditorReference.parse(reference).member()).isEmpty();
        assertThat(CreditorReference.parse(reference).charge()).isEmpty();
    }

    @Property
    void whatIsWrittenIsReadInAnyCaseAndWithBlanks(@ForAll @LongRange(min = 1) long number) {
        long id = number % 1_000_000_000_000_000_000L + 1;
        if (id == 1_000_000_000_000_000_000L) {
            return;
        }
        CreditorReference member = CreditorReference.ofMember(id);
        assertThat(CreditorReference.parse(" " + member.grouped().toLowerCase(Locale.ROOT) + "\t"))
                .isEqualTo(member);
        assertThat(CreditorReference.isMeantBy(member.grouped())).isTrue();
        assertThat(member.member()).hasValue(id);
        assertThat(member.charge()).isEmpty();
        assertThat(remainder(member.text())).isEqualTo(1);

        CreditorReference charge = CreditorReference.ofCharge(id);
        assertThat(CreditorReference.charge(charge.grouped()))
                .isEqualTo(id)
                .isEqualTo(CreditorReference.charge(String.valueOf(id)));
        assertThat(charge.member()).isEmpty();
    }

    /** Two digits: M2 and 2M are the same digits to the standard, and no member or charge is 2M. */
    @Property
    void findsADigitThatIsMistypedAndTwoThatAreSwapped(
            @ForAll @LongRange(min = 10, max = 999_999_999) long member, @ForAll Random random) {
        String right = CreditorReference.ofMember(member).text();
        int at = 2 + random.nextInt(right.length() - 2);
        StringBuilder wrong = new StringBuilder(right);
        if (Character.isDigit(right.charAt(at))) {
            wrong.setCharAt(at, (char) ('0' + (right.charAt(at) - '0' + 1 + random.nextInt(9)) % 10));
            assertThat(refusal(() -> CreditorReference.parse(wrong.toString())).getMessage())
                    .isEqualTo("the check digits of the payment reference '%s' are wrong", wrong);
        }
        int next = Math.min(at, right.length() - 2);
        if (right.charAt(next) != right.charAt(next + 1)
                && !right.startsWith("M", next)
                && !right.startsWith("M", next + 1)) {
            String swapped =
                    right.substring(0, next) + right.charAt(next + 1) + right.charAt(next) + right.substring(next + 2);
            assertThat(refusal(() -> CreditorReference.parse(swapped)).kind()).isEqualTo(Kind.INVALID);
        }
    }

    @Test
    void readsWhatABankFilledUpWithZeros() {
        String member = CreditorReference.ofMember(17).text();
        assertThat(CreditorReference.parse(member.substring(0, 4) + "0000000" + member.substring(4)))
                .isEqualTo(CreditorReference.ofMember(17));
    }

    @Test
    void isShownInGroupsOfFour() {
        assertThat(CreditorReference.ofMember(17).grouped()).matches("RF\\d\\d M17");
        assertThat(CreditorReference.ofCharge(1234567).grouped()).matches("RF\\d\\d C123 4567");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        17                        | '17' is not a payment reference
        RF                        | 'RF' is not a payment reference
        RF18                      | 'RF18' is not a payment reference
        RFXX17                    | 'RFXX17' is not a payment reference
        RF18-539007547034         | 'RF18-539007547034' is not a payment reference
        RF181234567890123456789012 | 'RF181234567890123456789012' is not a payment reference
        RF18539007547035          | the check digits of the payment reference 'RF18539007547035' are wrong
        RF00M17                   | the check digits of the payment reference 'RF00M17' are wrong
        """)
    void refusesWhatIsNone(String text, String message) {
        assertThat(refusal(() -> CreditorReference.parse(text)).getMessage()).isEqualTo(message);
    }

    @Test
    void aChargeIsNotNamedByAnythingElse() {
        String member = CreditorReference.ofMember(17).text();
        assertThat(refusal(() -> CreditorReference.charge(member)).getMessage())
                .isEqualTo("'%s' is not the payment reference of a charge", member);
        for (String text : List.of("0", "-1", "x", "", "1234567890123456789")) {
            assertThat(refusal(() -> CreditorReference.charge(text)).getMessage())
                    .isEqualTo("a charge is named by its number or payment reference, not '%s'", text);
        }
    }

    @Test
    void theSchemasReferencesAreJavas() {
        Random random = new Random(1);
        List<Long> ids = new ArrayList<>();
        for (long id = 1; id <= 1000; id++) {
            ids.add(id);
        }
        for (int i = 0; i < 5000; i++) {
            ids.add(1 + (random.nextLong(999_999_999_999_999_999L) >> random.nextInt(50)));
        }
        List<String> found = database.jdbi()
                .withHandle(handle -> handle.registerArrayType(Long.class, "bigint")
                        .createQuery("select member_reference(n) || ' ' || charge_reference(n)"
                                + " from unnest(:n) with ordinality x (n, i) order by i")
                        .bindArray("n", Long.class, ids)
                        .mapTo(String.class)
                        .list());
        assertThat(found)
                .isEqualTo(ids.stream()
                        .map(id -> CreditorReference.ofMember(id) + " " + CreditorReference.ofCharge(id))
                        .toList());
    }

    /** By its definition, with big numbers. */
    private static int remainder(String reference) {
        StringBuilder digits = new StringBuilder();
        (reference.substring(4) + reference.substring(0, 4))
                .chars()
                .forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
}
