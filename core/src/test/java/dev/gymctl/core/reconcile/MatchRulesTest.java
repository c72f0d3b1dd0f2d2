package dev.gymctl.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.money.CreditorReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a payer's words name. */
class MatchRulesTest {
    private static final String CHARGE = CreditorReference.ofCharge(123).grouped();
    private static final String MEMBER = CreditorReference.ofMember(17).text();

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        dues RF..C123 thanks, 2 CHARGE 123
        rf..c123, 2 CHARGE 123
        RF..M17/October, 2 MEMBER 17
        XRF..M17, -
        charge 12 and charge no. 13, 2 CHARGE 12; 2 CHARGE 13
        Mitglied Nr. 8, 2 MEMBER 8
        Mitgliedsnr 8, 2 MEMBER 8
        member 8 member 8, 2 MEMBER 8
        discharge 8, -
        member 0, -
        nothing at all, -
        """)
    void namesWhatIsOurs(String text, String expected) {
        String words = text.replace("RF..C123", CHARGE)
                .replace("rf..c123", CHARGE.toLowerCase(java.util.Locale.ROOT))
                .replace("RF..M17", MEMBER);
        assertThat(named(null, null, words)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void whatIsStructuredComesFirstAndOnce() {
        assertThat(named("RF00C9", CHARGE, "charge 123, member 4"))
                .as("wrong check digits are no reference of ours")
                .isEqualTo("1 CHARGE 123; 2 MEMBER 4");
        assertThat(named(MEMBER, null, "")).isEqualTo("1 MEMBER 17");
    }

    @Test
    void aNumberOfTheGymsOwnIsAnyWordWithADigit() {
        assertThat(MatchRules.named(null, null, "dues of GYM-0042."))
                .containsExactly(new MatchRules.Named(2, MatchRules.Kind.MEMBER_REF, "GYM-0042"));
    }

    private static String named(String endToEndId, String reference, String text) {
        return MatchRules.named(endToEndId, reference, text).stream()
                .filter(found -> found.kind() != MatchRules.Kind.MEMBER_REF)
                .map(found -> found.rule() + " " + found.kind() + " " + found.value())
                .collect(Collectors.joining("; "));
    }
}
