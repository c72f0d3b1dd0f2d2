package dev.gymctl.core.member;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which members are meant: those of whom everything that is given is true; null is not given.
 *
 * @param text its words each stand somewhere in the name, e-mail, contact e-mail or phone number, ignoring case; or it is
 *     the member number, which may differ in being all upper or all lower case
 * @param joinedFrom the first day of joining, in the gym's zone
 * @param joinedTo the last day of joining, inclusive
 */
public record MemberFilter(
        MemberStatus status, PaymentStatus paymentStatus, String text, LocalDate joinedFrom, LocalDate joinedTo) {
    /** All members. */
    public static final MemberFilter NONE = new MemberFilter(null, null, null, null, null);

    /** A text of blanks is none. */
    public MemberFilter {
        text = text == null || text.isBlank() ? null : Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    /** The members that contain these words. */
    public static MemberFilter text(String words) {
        return new MemberFilter(null, null, words, null, null);
    }

    /**
     * The ids of these members, as a query that ends in its {@code where} clause, so that {@code and}, {@code order by}
     * and {@code limit} may follow; over {@code users u}, {@code members m} and {@code today}, a relation of one row with
     * the column {@code day}. What is not asked for is not computed: status and account of a million members take seconds.
     *
     * @param parameters gets those of the question marks, in their order
     */
    public String ids(List<Object> parameters) {
        return "select u.id " + from(parameters);
    }

    /** The same from the {@code from} on. */
    String from(List<Object> parameters) {
        StringBuilder from = new StringBuilder("from users u join members m on m.user_id = u.id");
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (status != null) {
            from.append(" cross join today cross join lateral status_of(u.id, today.day) s");
        }
        if (paymentStatus != null) {
            from.append(status == null ? " cross join today" : "")
                    .append(" cross join lateral account_of(u.id, today.day) a");
        }
        if (status != null) {
            conditions.add("s.status = ?");
            parameters.add(status.code());
        }
        if (paymentStatus != null) {
            conditions.add("a.payment_status = ?");
            parameters.add(paymentStatus.code());
        }
        if (text != null) {
            conditions.add(search(parameters));
        }
        if (joinedFrom != null) {
            conditions.add("(u.date_joined at time zone (select zone from gym))::date >= ?");
            parameters.add(joinedFrom);
        }
        if (joinedTo != null) {
            conditions.add("(u.date_joined at time zone (select zone from gym))::date <= ?");
            parameters.add(joinedTo);
        }
        return from + " where " + String.join(" and ", conditions);
    }

    /**
     * On {@code users} alone, so that it is done before anything is joined. The first word is asked for twice: of a rare one
     * PostgreSQL expects a page full in a million, and would walk along an index to find them in their order, which
     * takes almost twice as long as reading all. What it expects of both is nearly nothing.
     */
    private String search(List<Object> parameters) {
        List<String> words = new ArrayList<>(List.of(text.split("\\s+", -1)));
        words.add(words.get(0));
        List<String> conditions = new ArrayList<>();
        for (String word : words) {
            conditions.add("u.search_text like '%' || lower(?) || '%'");
            parameters.add(word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"));
        }
        parameters.add(text);
        parameters.add(text);
        parameters.add(text);
        return "(" + String.join(" and ", conditions)
                + " or u.id = any (array(select n.user_id from members n"
                + " where n.member_ref in (?, upper(?), lower(?)))))";
    }
}
