package dev.gymctl.core.access;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.user.Role;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final List<String> CONTEXT =
            List.of("ada@gym.example", "ada", "Iron Lotus", "Ada Byron", "", "Byron");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven wet horses", // a sentence
                "            x  ", // blanks count
                "ß日本語のパスワードですよ!?", // 15 code points of any kind
                "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍", // counted by code points
                "iron lotus, and then a lot more",
                "sunshine 8273 5510 9384", // more than a common word
                "839274658201938"
            })
    void takesWhatIsLong(String password) {
        assertThatCode(() -> Passwords.check(Passwords.normalise(password), Role.ADMIN, CONTEXT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "MEMBER, 7, false",
        "MEMBER, 8, true",
        "COACH, 14, false",
        "COACH, 15, true",
        "TREASURER, 14, false",
        "ADMIN, 15, true",
        "MEMBER, 128, true",
        "MEMBER, 129, false"
    })
    void staffNeedMoreThanMembers(Role role, int length, boolean good) {
        String password = "xq7vzk4jw9".repeat(13).substring(0, length - 1) + "\u00fc";

        if (good) {
            Passwords.check(password, role, CONTEXT);
        } else {
            assertThat(refusal(() -> Passwords.check(password, role, CONTEXT)))
                    .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining(length + " characters")
                    .hasMessageNotContaining(password);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PassWord",
                "12345678",
                "iloveyou",
                "sunshine",
                "qwertyuiop",
                "aaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabcabcabc",
                "passwordpassword",
                "Password1",
                "correct horse battery staple",
                "password1234567",
                "passwordpassword1",
                "123456789012345",
                "987654321098765",
                "abcdefghijklmnopqrstuvwxyz",
                "iloveyouiloveyou1"
            })
    void refusesWhatIsTriedFirst(String password) {
        assertThat(refusal(() -> Passwords.check(password, Role.MEMBER, CONTEXT)))
                .hasMessage("the password is one of those that are tried first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@gym.example", "ADA@GYM.EXAMPLE1", "iron lotus", "Iron Lotus 2026", "Ada Byron ada!"})
    void refusesWhatAnybodyWouldGuessHere(String password) {
        assertThat(refusal(() -> Passwords.check(password, Role.MEMBER, CONTEXT)))
                .hasMessage("the password is little more than a name or an e-mail that anybody would try");
    }

    @Test
    void whatLooksTheSameIsTheSame() {
        assertThat(Passwords.normalise("Zu\u0308rich")).isEqualTo("Z\u00fcrich");
        assertThat(Passwords.normalise("\ufb01")).as("no compatibility form").isEqualTo("\ufb01");
    }

    @Test
    void aCodeIsUnderstoodHoweverItIsTyped() {
        String code = OneTimeCode.random();

        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(OneTimeCode.normalise(" " + code.toLowerCase(Locale.ROOT).replace("-", " ")))
                .isEqualTo(code.replace("-", ""));
        assertThat(OneTimeCode.normalise("oO-iI-lL")).isEqualTo("001111");
        assertThat(OneTimeCode.random()).isNotEqualTo(code);
    }

    @Test
    void aHashSaysHowItWasMadeAndIsNobodyElses() {
        Argon2 argon2 = new Argon2();
        String hash = argon2.hash("seven wet horses");

        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(argon2.nobodys()).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$A{22}\\$A{43}");
        assertThat(argon2.matches("seven wet horses", hash)).isTrue();
        assertThat(argon2.matches("seven wet horse", hash)).isFalse();
        assertThat(argon2.matches("", argon2.nobodys())).isFalse();
        assertThat(argon2.hash("seven wet horses")).isNotEqualTo(hash);
        assertThat(argon2.isWeaker(hash)).isFalse();
        assertThat(new Argon2(19_456, 3).isWeaker(hash)).isTrue();
        assertThat(new Argon2(20_000, 2).isWeaker(hash)).isTrue();
        assertThat(new Argon2(9_000, 4).isWeaker(hash)).isTrue();
    }

    /** Computed by OpenSSL. */
    @Test
    void isTheArgon2OfEverybodyElse() {
        assertThat(
                        new Argon2()
                                .matches(
                                        "password",
                                        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$K13EBUiG7JV+9ZxztmHFTdb7J0WQsnj2V8bZaqyPptE"))
                .isTrue();
    }
}
