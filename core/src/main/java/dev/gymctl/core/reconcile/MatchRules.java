package dev.gymctl.core.reconcile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.money.CreditorReference;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words of a bank's line name of ours: by text alone, whether there is such a charge or member is asked later. */
public final class MatchRules {
    /** A reference by ISO 11649 within other text, in groups or not. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)(?<![A-Z0-9])RF ?\\d{2}(?: ?[A-Z0-9]){1,21}(?![A-Z0-9])");

    private static final Pattern CHARGE = Pattern.compile(
            "(?iu)(?<![\\p{L}0-9])(?:charge|invoice|rechnung)(?: ?(?:no|nr|number|nummer))?[.:# ]{0,3}([1-9]\\d{0,17})(?![\\p{L}0-9])");
    private static final Pattern MEMBER = Pattern.compile(
            "(?iu)(?<![\\p{L}0-9])(?:member|mitglied)(?:s-?)?(?: ?(?:no|nr|number|nummer))?[.:# ]{0,3}([1-9]\\d{0,17})(?![\\p{L}0-9])");

    /** What may be a gym's own member number: letters and digits, at least one of these, and no blank. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<![\\p{L}0-9])(?=[^\\s]*\\d)[\\p{L}0-9][\\p{L}0-9/_.-]{1,30}");

    private MatchRules() {}

    /** What a text may name. */
    public enum Kind {
        CHARGE,
        MEMBER,
        /** A gym's own number of a member, if it is one. */
        MEMBER_REF
    }

    /**
     * One thing that a line names.
     *
     * @param rule 1: by a structured reference or the end-to-end id; 2: in the text
     * @param value a number in decimal, or the member_ref
     */
    public record Named(int rule, Kind kind, String value) {}

    /**
     * All that a line names, first what is structured, in order of appearance and each once.
     *
     * @param endToEndId may be null
     * @param reference may be null
     */
    public static Set<Named> named(String endToEndId, String reference, String text) {
        Set<Named> named = new LinkedHashSet<>();
        for (String structured : new String[] {reference, endToEndId}) {
            if (structured != null && CreditorReference.isMeantBy(structured)) {
                add(named, 1, structured);
            }
        }
        String words = (reference == null ? "" : reference + " \n") + text;
        Matcher references = REFERENCE.matcher(words);
        while (references.find()) {
            addLongest(named, references.group());
        }
        add(named, CHARGE, Kind.CHARGE, words);
        add(named, MEMBER, Kind.MEMBER, words);
        Matcher tokens = TOKEN.matcher(words);
        while (tokens.find()) {
            String token = tokens.group();
            named.add(new Named(2, Kind.MEMBER_REF, token.replaceFirst("[/_.-]+$", "")));
        }
        return named;
    }

    private static void add(Set<Named> named, Pattern pattern, Kind kind, String words) {
        Matcher matcher = pattern.matcher(words);
        while (matcher.find()) {
            addIfNew(named, new Named(2, kind, matcher.group(1)));
        }
    }

    /** Words that follow a reference may look like its last group: the longest that has the right check digits is it. */
    private static void addLongest(Set<Named> named, String text) {
        String rest = text;
        while (!rest.isEmpty() && !add(named, 2, rest)) {
            int blank = rest.lastIndexOf(' ');
            rest = blank < 0 ? "" : rest.substring(0, blank);
        }
    }

    private static boolean add(Set<Named> named, int rule, String reference) {
        try {
            CreditorReference parsed = CreditorReference.parse(reference);
            OptionalLong member = parsed.member();
            OptionalLong charge = parsed.charge();
            member.ifPresent(id -> addIfNew(named, new Named(rule, Kind.MEMBER, String.valueOf(id))));
            charge.ifPresent(id -> addIfNew(named, new Named(rule, Kind.CHARGE, String.valueOf(id))));
            return true;
        } catch (GymException wrong) {
            return false; // mistyped, or of somebody else
        }
    }

    private static void addIfNew(Set<Named> named, Named found) {
        boolean there = named.stream()
                .anyMatch(other -> other.kind() == found.kind() && other.value().equals(found.value()));
        if (!there) {
            named.add(found);
        }
    }
}
