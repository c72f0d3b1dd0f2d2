package dev.gymctl.core.member;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.user.NewUser;
import dev.gymctl.core.user.PeopleImport;
import dev.gymctl.core.user.Role;
import dev.gymctl.core.user.User;
import dev.gymctl.core.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The members. */
public final class Members {
    /** More class fees than anybody pays ahead. */
    private static final int MOST_FEES = 10_000;

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
            handle.execute("insert into members (user_id, member_ref) values (?, ?)", added, memberRef);
            handle.execute(
                    "insert into member_events (member_id, kind, effective_on) values (?, 'registered', ?)",
                    added,
                    gym.today(clock));
            change.note("member", added);
            return added;
        });
        return get(String.valueOf(id));
    }

    /** All members, by id. */
    public List<Member> list() {
        return select("?::text is null", null);
    }

    /**
     * One member.
     *
     * @param idOrEmail names the member
     * @throws GymException NOT_FOUND
     */
    public Member get(String idOrEmail) {
        return select(Users.namedBy(idOrEmail, "?"), idOrEmail).stream()
                .findFirst()
                .orElseThrow(() -> notFound(idOrEmail));
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

    /**
     * Adds the members of a file, known by their e-mail, or brings them up to date.
     *
     * @param openingFees opens the prepaid fees that the file says members have
     * @param trial everything but the commit
     * @throws GymException INVALID with every line that cannot be taken; then nothing is
     */
    public ImportCounts importFrom(CsvSource source, Gym gym, OpeningFees openingFees, boolean trial) {
        List<Field> more = List.of(
                new Field(Column.optional("member_ref"), "text", row -> row.text("member_ref")),
                new Field(Column.optional("membership_approved"), "boolean", row -> row.bool("membership_approved")),
                new Field(
                        Column.optional("prepaid_fees"), "integer", row -> row.integer("prepaid_fees", 0, MOST_FEES)));
        return changes.make("member import", trial, change -> {
            Import people = PeopleImport.run(change, source, gym, clock, Role.MEMBER, more);
            people.rejectRepeated("member_ref");
            people.rejectWhere("""
                    select p.line, 'member_ref', p.member_ref, 'is the number of member ' || m.user_id
                    from people p join members m on m.member_ref = p.member_ref and m.user_id <> p.user_id
                    """);
            people.throwIfRejected();
            mergeFiles(change.handle());
            mergeApprovals(change.handle(), gym.today(clock));
            openingFees.open(change.handle(), people);
            return people.finish(change);
        });
    }

    private static void mergeFiles(Handle handle) {
        handle.execute("""
                update people set outcome = 'changed'
                from members m
                where m.user_id = people.user_id and people.member_ref is not null
                  and m.member_ref is distinct from people.member_ref
                """);
        handle.execute("""
                update members m set member_ref = p.member_ref
                from people p
                where m.user_id = p.user_id and p.member_ref is not null
                  and m.member_ref is distinct from p.member_ref
                """);
        handle.execute("""
                with added as (
                    insert into members (user_id, member_ref)
                    select user_id, member_ref from people
                    where user_id not in (select user_id from members)
                    order by line
                    returning user_id)
                update people set outcome = 'added' from added where people.user_id = added.user_id
                """);
        handle.execute("""
                insert into member_events (member_id, kind, effective_on)
                select p.user_id, 'registered', local_date(u.date_joined)
                from people p join users u on u.id = p.user_id
                where p.outcome = 'added'
                order by p.line
                """);
    }

    /** A new member's approval dates from joining, a later change of mind from today. */
    private static void mergeApprovals(Handle handle, LocalDate today) {
        handle.createUpdate("""
                        with decided as (
                            insert into member_events (member_id, kind, effective_on)
                            select p.user_id, case when p.membership_approved then 'approved' else 'rejected' end,
                                   case when p.outcome = 'added' then local_date(u.date_joined)
                                   else greatest(:today, (select max(e.effective_on) from member_events e
                                                          where e.member_id = p.user_id)) end
                            from people p
                            join users u on u.id = p.user_id
                            join member_status('infinity') s on s.member_id = p.user_id
                            where p.membership_approved is not null
                              and p.membership_approved is distinct from s.membership_approved
                            order by p.line
                            returning member_id)
                        update people set outcome = 'changed'
                        from decided
                        where people.user_id = decided.member_id and people.outcome = 'same'
                        """).bind("today", today).execute();
    }

    private List<Member> select(String condition, String name) {
        OffsetDateTime now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
        return database.read("""
                select %s, m.member_ref, s.status, s.membership_approved,
                       a.payment_status, a.attendance_count, a.prepaid_fees
                from users u
                join members m on m.user_id = u.id
                join member_status(local_date(?)) s on s.member_id = u.id
                join member_accounts(local_date(?)) a on a.member_id = u.id
                where %s
                order by u.id
                """.formatted(User.COLUMNS, condition), Members::from, now, now, name);
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
        return new GymException(
                Kind.NOT_FOUND, "there is no member '%s'".formatted(idOrEmail), "gymctl member list shows them all");
    }
}
