package dev.gymctl.core.access;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.user.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/**
 * What a password must be: long, and not what others try first. Any characters will do, and none must be there (NIST SP
 * 800-63B).
 */
final class Passwords {
    static final int MEMBERS_MINIMUM = 8;
    static final int STAFF_MINIMUM = 15;
    static final int MAXIMUM = 128;

    private Passwords() {}

    /** The form that is hashed: what looks the same is the same, whatever keyboard it came from. */
    static String normalise(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    /** In code points. */
    static int minimum(Role role) {
        return role == Role.MEMBER ? MEMBERS_MINIMUM : STAFF_MINIMUM;
    }

    static boolean isLongEnough(String normalised, Role role) {
        return length(normalised) >= minimum(role);
    }

    /**
     * Refuses a bad password.
     *
     * @param normalised see {@link #normalise}
     * @param context words that anybody would guess for this user: the e-mail, the gym's name; null and empty ones are
     *     left aside
     * @throws GymException INVALID saying what is wrong, never the password
     */
    static void check(String normalised, Role role, Collection<String> context) {
        int length = length(normalised);
        if (length < minimum(role)) {
            throw refused("the password has %d characters, and %s needs %d at least"
                    .formatted(length, role.withArticle(), minimum(role)));
        }
        if (length > MAXIMUM) {
            throw refused("the password has %d characters, more than %d".formatted(length, MAXIMUM));
        }
        String lower = normalised.toLowerCase(Locale.ROOT);
        if (isCommon(unit(lower)) || isRun(lower) || isCommonWordAndLittleMore(lower)) {
            throw refused("the password is one of those that are tried first");
        }
        String rest = lower;
        for (String word : context) {
            if (word != null && word.length() > 2) {
                rest = rest.replace(normalise(word).toLowerCase(Locale.ROOT), "");
            }
        }
        if (!rest.equals(lower) && length(rest) < MEMBERS_MINIMUM) {
            throw refused("the password is little more than a name or an e-mail that anybody would try");
        }
    }

    /** What the text repeats, {@code abc} of {@code abcabcabc}; the text itself when it repeats nothing. */
    private static String unit(String text) {
        for (int size = 1; size <= text.length() / 2; size++) {
            if (text.startsWith(text.substring(size)) && text.length() % size == 0) {
                return text.substring(0, size);
            }
        }
        return text;
    }

    /** Whether each character follows its neighbour's in the same direction: {@code abcdef}, {@code 9876}, {@code 890123}. */
    private static boolean isRun(String text) {
        int step = step(text.charAt(0), text.charAt(1));
        for (int i = 1; i < text.length() - 1; i++) {
            if (step(text.charAt(i), text.charAt(i + 1)) != step) {
                return false;
            }
        }
        return Math.abs(step) == 1;
    }

    private static int step(char one, char next) {
        int step = next - one;
        return Character.isDigit(one) && Character.isDigit(next) && Math.abs(step) == 9 ? -step / 9 : step;
    }

    /** {@code password1234567}: a common word, be it repeated, between a few characters that are no letters. */
    private static boolean isCommonWordAndLittleMore(String lower) {
        String word = lower.replaceAll("^\\P{L}+|\\P{L}+$", "");
        return !word.isEmpty() && length(lower) - length(word) < MEMBERS_MINIMUM && isOnTheList(unit(word));
    }

    /** Whether it is shorter than what a password must be at least, or on the list of common ones. */
    private static boolean isCommon(String lower) {
        if (length(lower) < MEMBERS_MINIMUM) {
            return true;
        }
        return isOnTheList(lower);
    }

    private static boolean isOnTheList(String lower) {
        try (BufferedReader list = new BufferedReader(
                new InputStreamReader(Passwords.class.getResourceAsStream("passwords.txt"), StandardCharsets.UTF_8))) {
            for (String line = list.readLine(); line != null; line = list.readLine()) {
                if (line.equalsIgnoreCase(lower)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static GymException refused(String why) {
        return new GymException(
                Kind.INVALID,
                why,
                "a sentence of several words is long, and easy to remember; nothing else is asked for");
    }
}
