package dev.gymctl.core.member;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.user.Contact;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.Profile;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The members. */
public final class Members {
    /** What {@link #from} reads, for a query that has {@code today}. */
    private static final String FILES = "select " + User.COLUMNS + memberFields("");

    /** What a member owes and the credit, as the books have them: receivables are debits, credit is credits. */
    private static final String ACCOUNT = """
            coalesce((select sum(case when t.debit_party = u.id and t.debit_account = 'member_receivable' then t.amount else 0 end
                               - case when t.credit_party = u.id and t.credit_account = 'member_receivable' then t.amount else 0 end)
             from transfers t where t.debit_party = u.id or t.credit_party = u.id), 0)::bigint as owed,
            coalesce((select sum(case when t.credit_party = u.id and t.credit_account = 'member_credit' then t.amount else 0 end
                               - case when t.debit_party = u.id and t.debit_account = 'member_credit' then t.amount else 0 end)
             from transfers t where t.debit_party = u.id or t.credit_party = u.id), 0)::bigint as credit""";

    private static final String BOOKINGS = """
            select c.id, c.class_title, e.starts_at, e.status
            from enrollments e join classes c on c.id = e.class_id
            where e.member_id =\s""";

    private final Database database;
    private final Changes changes;
    private final Clock clock;

    public Members(Database database, Changes changes, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Registers a member, who is pending until approved.
     *
     * @param memberRef the gym's own member number, or null
     * @throws GymException CONFLICT if the e-mail or the number is somebody's already
     */
    public Member add(NewUser user, String memberRef, Gym gym) {
        return add(user, Contact.NONE, memberRef, gym);
    }

    /** The same, and how to reach the member. */
    public Member add(NewUser user, Contact contact, String memberRef, Gym gym) {
        long id = changes.make("member add", change -> {
            Handle handle = change.handle();
            if (memberRef != null) {
                handle.createQuery("select user_id from members where member_ref = :ref")
                        .bind("ref", memberRef)
                        .mapTo(long.class)
                        .findOne()
                        .ifPresent(taken -> {
                            throw new GymException(
                                    Kind.CONFLICT, "the member number %s is member %d's".formatted(memberRef, taken));
                        });
            }
            long added = Users.add(handle, user, Role.MEMBER);
            contact.set(handle, added);
            handle.execute("insert into members (user_id, member_ref) values (?, ?)", added, memberRef);
            handle.execute(
                    "insert into member_events (member_id, kind, effective_on) values (?, 'registered', ?)",
                    added,
                    registeredOn(user, gym));
            change.note("member", added);
            return added;
        });
        return get(String.valueOf(id));
    }

    /** Today, or the day they join if that is to come. */
    private LocalDate registeredOn(NewUser user, Gym gym) {
        LocalDate today = gym.today(clock);
        LocalDate joined = LocalDate.ofInstant(user.dateJoined(), gym.zone());
        return joined.isAfter(today) ? joined : today;
    }

    /**
     * The members of a page.
     *
     * @throws GymException NOT_FOUND if there is no member of the id that it begins after
     */
    public List<Member> list(MemberFilter filter, MemberPage page) {
        List<Object> parameters = new ArrayList<>();
        String query = query(filter, page, parameters);
        List<Member> members = database.read(query, Members::from, parameters.toArray());
        if (members.isEmpty() && page.after() != null) {
            get(String.valueOf(page.after()));
        }
        return members;
    }

    /**
     * The same for more members than fit into memory.
     *
     * @param members is given them once, to go through once
     */
    public void list(MemberFilter filter, MemberPage page, Consumer<Iterable<Member>> members) {
        List<Object> parameters = new ArrayList<>();
        String query = query(filter, page, parameters);
        database.stream(query, Members::from, members, parameters.toArray());
    }

    /** How many members there are. */
    public long count(MemberFilter filter) {
        List<Object> parameters = new ArrayList<>(List.of(now()));
        String query = "with today as (select local_date(?) as day) select count(*) " + filter.from(parameters);
        return database.read(query, row -> row.getLong(1), parameters.toArray()).get(0);
    }

    /**
     * One member.
     *
     * @param idOrEmail names the member
     * @throws GymException NOT_FOUND
     */
    public Member get(String idOrEmail) {
        String query = "with today as materialized (select local_date(?) as day) " + FILES + " where "
                + Users.namedBy(idOrEmail, "?");
        return database.read(query, Members::from, now(), idOrEmail).stream()
                .findFirst()
                .orElseThrow(() -> notFound(idOrEmail));
    }

    /**
     * Everything that is of interest about one member, in one go.
     *
     * @throws GymException NOT_FOUND
     */
    public MemberFile file(String idOrEmail) {
        String named = Users.namedBy(idOrEmail, "?");
        String id = "(select u.id from users u where " + named + ")";
        String queries = String.join(
                ";",
                "with today as materialized (select local_date(?) as day) select " + Profile.COLUMNS
                        + memberFields(", gym.currency, " + ACCOUNT) + " cross join gym where " + named,
                "select lower(during), upper(during) - 1, reason from member_freezes where member_id = " + id
                        + " order by during",
                BOOKINGS + id + " and e.starts_at > ? and e.status in ('booked', 'waitlisted')"
                        + " order by e.starts_at, e.id limit " + MemberFile.SHOWN,
                BOOKINGS + id + " and e.starts_at <= ? order by e.starts_at desc, e.id desc limit " + MemberFile.SHOWN,
                "select effective_on, kind, reason from member_history where member_id = " + id
                        + " order by effective_on desc, id desc limit " + MemberFile.SHOWN);
        OffsetDateTime now = now();
        return database.readTogether(
                queries,
                results -> {
                    List<MemberFile> files = results.next(row -> new MemberFile(
                            from(row),
                            Profile.from(row),
                            money(row, "owed"),
                            money(row, "credit"),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()));
                    if (files.isEmpty()) {
                        throw notFound(idOrEmail);
                    }
                    MemberFile file = files.get(0);
                    return new MemberFile(
                            file.member(),
                            file.profile(),
                            file.owed(),
                            file.credit(),
                            results.next(row -> new Freeze(date(row, 1), date(row, 2), row.getString(3))),
                            results.next(Members::booking),
                            results.next(Members::booking),
                            results.next(
                                    row -> new MemberFile.Event(date(row, 1), row.getString(2), row.getString(3))));
                },
                now,
                idOrEmail,
                idOrEmail,
                idOrEmail,
                now,
                idOrEmail,
                now,
                idOrEmail);
    }

    /** The id of a member, inside a change. */
    public static long id(Handle handle, String idOrEmail) {
        return handle.createQuery("select m.user_id from members m join users u on u.id = m.user_id where "
                        + Users.namedBy(idOrEmail))
                .bind("name", idOrEmail)
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() -> notFound(idOrEmail));
    }

    /** The columns that a file of members may have. */
    public static List<String> importColumns() {
        return MemberImport.COLUMNS;
    }

    /** The statuses that a file may say they have. */
    public static List<String> importStatuses() {
        return MemberImport.STATUSES;
    }

    /**
     * Adds the members of a file, or brings those up to date who are there already: known by their number, else by their
     * e-mail. See {@link MemberImport} for those who have neither.
     *
     * @param rules what to do where it cannot be sure
     * @param openingFees the prepaid fees that the file says members have
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken, unless the source skips them; then nothing is
     */
    public ImportCounts importFrom(
            CsvSource source, Gym gym, MemberImportRules rules, OpeningFees openingFees, boolean trial) {
        return changes.make(
                "member import", trial, change -> new MemberImport(change, gym, clock, rules, openingFees).run(source));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    }

    /** First who is on the page, then what there is to say about these few. */
    private String query(MemberFilter filter, MemberPage page, List<Object> parameters) {
        parameters.add(now());
        String ids = filter.ids(parameters);
        if (page.after() != null) {
            ids += " and " + page.isAfter();
            parameters.add(page.after());
        }
        if (page.limit() != null) {
            ids += " order by " + page.order() + " limit ?";
            parameters.add(page.limit());
        }
        return "with today as materialized (select local_date(?) as day), page as (" + ids + ") " + FILES
                + " join page on page.id = u.id order by " + page.order();
    }

    private static String memberFields(String more) {
        return ", m.member_ref, s.status, s.membership_approved, a.payment_status, a.attendance_count, a.prepaid_fees"
                + more
                + """
                 from today
                cross join users u
                join members m on m.user_id = u.id
                cross join lateral status_of(u.id, today.day) s
                cross join lateral account_of(u.id, today.day) a""";
    }

    private static MemberFile.Booking booking(ResultSet row) throws SQLException {
        return new MemberFile.Booking(
                row.getLong("id"),
                row.getString("class_title"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getString("status"));
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return new Money(row.getLong(column), Currency.getInstance(row.getString("currency")));
    }

    private static LocalDate date(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Member from(ResultSet row) throws SQLException {
        return new Member(
                User.from(row),
                row.getString("member_ref"),
                row.getString("status"),
                row.getObject("membership_approved", Boolean.class),
                row.getString("payment_status"),
                row.getInt("attendance_count"),
                row.getInt("prepaid_fees"));
    }

    private static GymException notFound(String idOrEmail) {
        return GymException.missing(
                "member",
                idOrEmail,
                "there is no member '%s'".formatted(idOrEmail),
                "gymctl member list shows them all");
    }
}
