package dev.gymctl.core.member;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import dev.gymctl.core.user.PeopleImport;
import dev.gymctl.core.user.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A file of members.
 *
 * <p><b>Who is who.</b> A row is the member with its {@code member_ref}, else the one with its e-mail, if the first name is
 * the same: an e-mail that people of different names have is shared, and identifies nobody. A row with neither is a member
 * of the same name if nothing it says differs from what is known of them; so the same file again changes nothing. A new row
 * with the name and the birth date of somebody else, or with only their name and nothing to tell them apart by, is
 * <em>suspected</em> to be them; it is never taken for them unsaid.
 */
final class MemberImport {
    static final List<String> STATUSES = List.of("pending", "active", "frozen", "cancelled", "rejected");

    static final List<String> COLUMNS = Stream.of(
                    PeopleImport.COLUMNS,
                    List.of("full_name", "email", "member_ref", "status", "membership_approved", "prepaid_fees"))
            .flatMap(List::stream)
            .toList();

    /** More class fees than anybody pays ahead. */
    private static final int MOST_FEES = 10_000;

    /** From so many rows on it pays to set foreign keys aside, and to keep everybody else waiting meanwhile. */
    private static final int MANY = 10_000;

    private static final String NAME = "concat_ws(' ', p.first_name, p.last_name)";

    private static final String SAME_NAME = """
            lower(o.first_name) = lower(p.first_name) and lower(coalesce(o.last_name, '')) = lower(coalesce(p.last_name, ''))""";

    private final Change change;
    private final Handle handle;
    private final Gym gym;
    private final Clock clock;
    private final MemberImportRules rules;
    private final OpeningFees openingFees;

    MemberImport(Change change, Gym gym, Clock clock, MemberImportRules rules, OpeningFees openingFees) {
        this.change = change;
        this.handle = change.handle();
        this.gym = gym;
        this.clock = clock;
        this.rules = rules;
        this.openingFees = openingFees;
    }

    ImportCounts run(CsvSource source) {
        List<Field> more = List.of(
                new Field(Column.optional("member_ref"), "text", row -> row.text("member_ref")),
                new Field(
                        Column.optional("status"), "text", row -> row.oneOf("status", STATUSES.toArray(String[]::new))),
                new Field(Column.optional("membership_approved"), "boolean", row -> row.bool("membership_approved")),
                new Field(
                        Column.optional("prepaid_fees"), "integer", row -> row.integer("prepaid_fees", 0, MOST_FEES)));
        Import people = PeopleImport.load(change, source, gym, clock, Column.optional("email"), more);
        handle.execute("alter table people add column shared_email text");
        if (people.hasSeveralLines()) {
            mergeLines(people);
        }
        people.rejectRepeated("member_ref");
        shareEmails(people);
        people.rejectRepeated("email", "not exists (select from shared_emails s where s.email = lower(people.email))");
        findByNumberAndEmail(people);
        findByName(people);
        leaveExisting(people);
        decideSuspicions(people);
        PeopleImport.check(people, "'member'");
        checkStatus(people);
        boolean knowsSome = exists("user_id is not null");
        if (knowsSome) {
            checkStatusOfKnown(people);
            openingFees.check(people);
        }
        people.throwIfRejected();

        boolean keysAside = people.rowsRead() >= MANY && setKeysAside();
        PeopleImport.merge(change, people, clock, Role.MEMBER);
        if (knowsSome) {
            mergeFiles(people);
        }
        addFiles();
        if (knowsSome && exists("outcome <> 'added'")) {
            changeApprovals();
            changeStatus(people);
        }
        openingFees.open(handle);
        if (keysAside) {
            handle.execute("select bring_keys_back()");
        }
        addFreezes();
        return people.finish(change, ImportKind.MEMBER, "user_id");
    }

    /** Makes the rows of one member one, where they agree; of several memberships the liveliest status counts. */
    private void mergeLines(Import people) {
        handle.execute("""
                create temporary table member_lines on commit drop as
                select line, first from (
                    select line, min(line) over (partition by who) as first, count(*) over (partition by who) as lines
                    from (select line,
                                 case when member_ref is not null then 'number ' || member_ref
                                      else lower(concat_ws(' ', first_name, last_name, coalesce(email, phone))) end as who
                          from people) named) counted
                where lines > 1
                """);
        handle.execute("create index on member_lines (first)");
        handle.execute("create index on people (line)");
        handle.execute("analyze member_lines");
        handle.execute("""
                update people p set status = best.status
                from (select g.first, (array_agg(q.status order by array_position(
                                 array['active', 'frozen', 'pending', 'cancelled', 'rejected'], q.status))
                                 filter (where q.status is not null))[1] as status
                      from member_lines g join people q using (line) group by g.first) best
                join member_lines l using (first)
                where p.line = l.line
                """);
        List<String> columns = new ArrayList<>(PeopleImport.COLUMNS);
        columns.addAll(List.of("email", "member_ref", "membership_approved", "prepaid_fees"));
        for (String column : columns) {
            people.rejectWhere("""
                    select p.line, '%1$s', p.%1$s::text, 'is ' || o.%1$s || ' on line ' || o.line || ', of the same member'
                    from member_lines g join people p using (line)
                    cross join lateral (
                        select q.%1$s, q.line from member_lines h join people q using (line)
                        where h.first = g.first and q.%1$s <> p.%1$s order by q.line limit 1) o
                    order by p.line
                    """.formatted(column));
        }
        people.rejectWhere("""
                select p.line, null, null, 'another line of the same member is rejected'
                from member_lines g join people p using (line)
                where exists (select from member_lines h
                              where h.first = g.first and not exists (select from people q where q.line = h.line))
                order by p.line
                """);
        handle.execute(
                "update people p set %s from (select g.first, %s from member_lines g join people q using (line) group by g.first) one where p.line = one.first"
                        .formatted(
                                columns.stream().map(c -> c + " = one." + c).collect(Collectors.joining(", ")),
                                columns.stream()
                                        .map(c -> "(array_agg(q.%1$s) filter (where q.%1$s is not null))[1] as %1$s"
                                                .formatted(c))
                                        .collect(Collectors.joining(", "))));
        people.leaveOutMerged("line in (select line from member_lines where line <> first)");
    }

    /** E-mails that rows of different people have. */
    private void shareEmails(Import people) {
        people.findRepeated("email");
        handle.execute("""
                create temporary table shared_emails on commit drop as
                select lower(email) as email
                from people
                where lower(email) in (select value from repeated_email)
                group by 1
                having count(distinct lower(first_name)) > 1 or count(distinct date_of_birth) > 1
                    or count(distinct member_ref) > 1
                """);
        if (rules.sharedEmailIsContact()) {
            shareEmail(people, "lower(email) in (select email from shared_emails)");
        } else {
            rejectShared(people, """
                    select p.line, 'email', p.email,
                           'is the e-mail of ' || concat_ws(' ', o.first_name, o.last_name) || ' on line ' || o.line || ' too'
                    from people p
                    join (select lower(email) as email, min(line) as first, (array_agg(line order by line))[2] as second
                          from people where lower(email) in (select email from shared_emails) group by 1) s
                      on s.email = lower(p.email)
                    join people o on o.line = case when s.first <> p.line then s.first else s.second end
                    order by p.line
                    """);
        }
    }

    private void shareEmail(Import people, String condition) {
        people.rejectWhere("""
                select line, 'email', email, 'is shared, and there is another contact e-mail already'
                from people where %s and lower(contact_email) <> lower(email) order by line
                """.formatted(condition));
        handle.execute("""
                update people set shared_email = email, contact_email = email, email = null, user_id = null where\s""" + condition);
    }

    private static void rejectShared(Import people, String query) {
        people.rejectWhere(
                query, "--shared-email contact keeps an e-mail that several people have as the contact e-mail of each");
    }

    private void findByNumberAndEmail(Import people) {
        handle.execute("update people set user_id = m.user_id from members m where m.member_ref = people.member_ref");
        people.rejectWhere("""
                select p.line, 'member_ref', p.member_ref, 'is the number of member ' || u.id
                from people p join users u on u.id = p.user_id
                where lower(p.first_name) <> lower(u.first_name)
                  and lower(p.email) is distinct from lower(u.email)
                  and not coalesce(p.date_of_birth = u.date_of_birth, false)
                order by p.line
                """);
        handle.execute("""
                create temporary table login_of_another on commit drop as
                select p.line, u.id, u.full_name
                from people p join users u on lower(u.email) = lower(p.email)
                where case when p.user_id is null then lower(p.first_name) <> lower(u.first_name)
                           else p.user_id <> u.id
                               and not exists (select from people q where q.user_id = u.id and lower(q.email) <> lower(u.email))
                      end
                """);
        if (rules.sharedEmailIsContact()) {
            shareEmailOfAnother(people);
        } else {
            rejectShared(people, """
                    select p.line, 'email', p.email, 'is the e-mail of ' || a.full_name || ' (' || a.id || ')'
                    from people p join login_of_another a using (line) order by p.line
                    """);
        }
        handle.execute("""
                update people set user_id = u.id from users u
                where people.user_id is null and lower(u.email) = lower(people.email)
                """);
    }

    private void shareEmailOfAnother(Import people) {
        handle.execute(
                "create temporary table numbered on commit drop as select line, user_id from people where user_id is not null and line in (select line from login_of_another)");
        shareEmail(people, "line in (select line from login_of_another)");
        handle.execute("update people p set user_id = n.user_id from numbered n where n.line = p.line");
    }

    /** Those without a number and a login of their own. */
    private void findByName(Import people) {
        handle.execute("""
                update people p set user_id = found.id
                from (select p.line, min(o.id) as id
                      from people p
                      join users o on %s
                          and lower(p.shared_email) in (lower(o.email), lower(o.contact_email))
                          and not coalesce(o.date_of_birth <> p.date_of_birth, false)
                      where p.user_id is null and p.shared_email is not null
                      group by p.line having count(*) = 1) found
                where found.line = p.line
                """.formatted(SAME_NAME));
        handle.execute("""
                update people p set contact_email = u.contact_email
                from users u where u.id = p.user_id and lower(u.email) = lower(p.shared_email)
                """);
        String same = PeopleImport.COLUMNS.stream()
                .map(column -> "coalesce(p.%1$s = o.%1$s, p.%1$s is null)".formatted(column))
                .collect(Collectors.joining(" and "));
        handle.createUpdate("""
                        update people p set user_id = found.id
                        from (select p.line, o.id,
                                     row_number() over (partition by p.line order by o.id) as person,
                                     row_number() over (partition by o.id order by p.line) as row
                              from people p
                              join users o on <name>
                              join members m on m.user_id = o.id
                              join member_status(:today) s on s.member_id = o.id
                              where p.user_id is null and p.email is null and p.member_ref is null and <same>
                                and coalesce(p.date_of_birth = o.date_of_birth, p.date_of_birth is null and o.date_of_birth is null)
                                and coalesce(p.status = s.status, p.status is null)
                                and coalesce(p.membership_approved = s.membership_approved, p.membership_approved is null)
                                and not exists (select from people q where q.user_id = o.id)) found
                        where found.line = p.line and found.person = found.row
                        """)
                .define("name", SAME_NAME)
                .define("same", same)
                .bind("today", gym.today(clock))
                .execute();
        people.rejectWhere("""
                select line, null, null, 'is member ' || user_id || ', as line ' || first || ' is already'
                from (select line, user_id, min(line) over (partition by user_id) as first from people
                      where user_id in (select user_id from people group by 1 having count(*) > 1)) seen
                where line > first order by line
                """);
    }

    private void leaveExisting(Import people) {
        switch (rules.onExisting()) {
            case UPDATE -> {}
            case SKIP -> people.leaveOutSkipped("user_id in (select user_id from members)");
            case FAIL -> {
                people.rejectWhere(
                        """
                        select p.line, null, %s, 'is member ' || m.user_id || ' already'
                        from people p join members m using (user_id) order by p.line
                        """.formatted(NAME),
                        "--on-existing update brings members up to date, --on-existing skip leaves them");
            }
        }
    }

    private void decideSuspicions(Import people) {
        findSuspicions();
        List<Long> skipped = new ArrayList<>();
        List<Long> rejected = new ArrayList<>();
        handle.createQuery("select line, name, reason from suspicions order by line")
                .setFetchSize(1000)
                .map((row, context) -> new Suspicion(row.getLong(1), row.getString(2), row.getString(3)))
                .forEach(suspicion -> {
                    switch (rules.suspected().apply(suspicion)) {
                        case ADD -> {}
                        case SKIP -> skipped.add(suspicion.line());
                        case REJECT -> rejected.add(suspicion.line());
                    }
                });
        if (!rejected.isEmpty()) {
            decide("rejected", rejected);
            people.rejectWhere(
                    """
                    select s.line, null, s.name, s.reason from suspicions s
                    where s.decision = 'rejected' and s.line in (select line from people) order by s.line
                    """, "--suspected add takes such rows as people of their own, --suspected skip leaves them out");
        }
        if (!skipped.isEmpty()) {
            decide("skipped", skipped);
            people.leaveOutSkipped("line in (select line from suspicions where decision = 'skipped')");
        }
    }

    private void decide(String decision, List<Long> lines) {
        handle.createUpdate("update suspicions set decision = :decision where line = any (:lines)")
                .bind("decision", decision)
                .bindArray("lines", Long.class, lines)
                .execute();
    }

    /** New rows with the name and birth date of somebody, or the name alone and nothing else to know them by. */
    private void findSuspicions() {
        handle.execute("""
                create temporary table suspicions (line integer, name text, reason text, decision text) on commit drop
                """);
        String alone = "p.email is null and p.member_ref is null";
        String unlikeContact = """
                coalesce(lower(p.contact_email) <> lower(o.contact_email) and lower(p.contact_email) <> lower(o.email), false)""";
        handle.execute("""
                insert into suspicions
                select p.line, min(%1$s),
                       case when bool_or(p.date_of_birth = o.date_of_birth) then 'has the name and birth date of '
                            else 'has no more than a name to know it by, that of ' end
                       || case when min(m.user_id) is null then 'user ' else 'member ' end || min(o.id)
                from people p
                join users o on %2$s
                left join members m on m.user_id = o.id
                where p.user_id is null and (p.date_of_birth is not null or %3$s)
                  and (p.date_of_birth = o.date_of_birth
                       or %3$s and (p.date_of_birth is null or o.date_of_birth is null) and not %4$s)
                group by p.line
                """.formatted(NAME, SAME_NAME, alone, unlikeContact));
        // In the file itself: a group of one name and birth date keeps the row that is known already, else the first.
        handle.execute("""
                insert into suspicions
                select p.line, %1$s, 'has the name and birth date of line ' || p.keeper
                from (select *, first_value(line) over (
                                 partition by lower(first_name), lower(coalesce(last_name, '')), date_of_birth
                                 order by user_id nulls last, line) as keeper
                      from people
                      where hashtextextended(lower(first_name) || ' ' || lower(coalesce(last_name, '')),
                                date_of_birth - date '1900-01-01') in (
                          select hashtextextended(lower(first_name) || ' ' || lower(coalesce(last_name, '')),
                                date_of_birth - date '1900-01-01')
                          from people where date_of_birth is not null group by 1 having count(*) > 1)) p
                where p.line <> p.keeper and p.user_id is null and not exists (select from suspicions s where s.line = p.line)
                """.formatted(NAME));
        if (!exists("user_id is null and email is null and member_ref is null")) {
            return;
        }
        handle.execute("create index on people (lower(first_name), lower(coalesce(last_name, '')), line)");
        handle.execute("""
                insert into suspicions
                select p.line, %1$s, 'has no more than a name to know it by, that of line ' || first.line
                from people p
                cross join lateral (
                    select o.line from people o
                    where %2$s and o.line <> p.line
                      and (p.date_of_birth is null or o.date_of_birth is null) and not %4$s
                      and (o.line < p.line or o.user_id is not null or o.email is not null or o.member_ref is not null)
                    order by o.line limit 1) first
                where p.user_id is null and %3$s and not exists (select from suspicions s where s.line = p.line)
                """.formatted(NAME, SAME_NAME, alone, unlikeContact));
    }

    private void checkStatus(Import people) {
        people.rejectWhere("""
                select line, 'status', status, 'membership_approved is ' || membership_approved
                from people
                where status in ('active', 'frozen') and not membership_approved
                   or status in ('pending', 'rejected') and membership_approved
                   or status = 'pending' and not membership_approved
                order by line
                """);
    }

    private void checkStatusOfKnown(Import people) {
        people.rejectWhere("""
                select p.line, 'status', p.status,
                       'the member is ' || s.status
                       || case p.status when 'pending' then ' already' else ', and only an active membership is cancelled' end
                from people p join member_status(date '%s') s on s.member_id = p.user_id
                where p.status = 'pending' and s.status <> 'pending'
                   or p.status = 'cancelled' and s.status in ('pending', 'rejected')
                order by p.line
                """.formatted(gym.today(clock)));
    }

    /** A user who is there already may have no member file yet. */
    private void mergeFiles(Import people) {
        handle.execute("""
                update people p set outcome = 'added', date_joined = u.date_joined
                from users u
                where u.id = p.user_id and p.outcome <> 'added' and not exists (select from members m where m.user_id = p.user_id)
                """);
        people.remember(ImportKind.MEMBER, """
                select p.user_id from people p join members m on m.user_id = p.user_id
                where m.member_ref is distinct from p.member_ref and p.member_ref is not null
                """);
        handle.execute("""
                update people set outcome = 'changed'
                from members m
                where m.user_id = people.user_id and m.member_ref is distinct from people.member_ref
                  and people.member_ref is not null
                """);
        handle.execute("""
                update members m set member_ref = p.member_ref
                from people p
                where m.user_id = p.user_id and p.outcome = 'changed' and m.member_ref is distinct from p.member_ref
                  and p.member_ref is not null
                """);
    }

    /** Whether the foreign keys are to be brought back: so they are checked once for all rows, not for each. */
    private boolean setKeysAside() {
        return handle.createQuery("select set_keys_aside()")
                .mapTo(boolean.class)
                .one();
    }

    private boolean exists(String condition) {
        return handle.createQuery("select exists (select from people where <condition>)")
                .define("condition", condition)
                .mapTo(boolean.class)
                .one();
    }

    /**
     * A new member's approval dates from joining; a freeze or a cancellation from today, for the file has no date of it. All
     * events of a member go in at once, in their order, for the schema checks a history that is new as a whole.
     */
    private void addFiles() {
        handle.execute(
                "insert into members (user_id, member_ref) select user_id, member_ref from people where outcome = 'added'");
        handle.createUpdate("""
                        insert into member_events (member_id, kind, effective_on)
                        with file as materialized (
                            select p.user_id, p.status, p.membership_approved, (p.date_joined at time zone gym.zone)::date as joined
                            from gym cross join people p
                            where p.outcome = 'added')
                        select user_id, 'registered', joined from file
                        union all
                        select user_id, 'approved', joined from file
                        where status in ('active', 'frozen') or membership_approved
                        union all
                        select user_id, 'rejected', joined from file
                        where status = 'rejected' or not membership_approved
                        union all
                        select user_id, 'cancelled', greatest(:today, joined) from file
                        where status = 'cancelled'
                        """).bind("today", gym.today(clock)).execute();
    }

    /** Each asks for the events of its member. */
    private void addFreezes() {
        handle.createUpdate("""
                        insert into member_freezes (member_id, during)
                        select p.user_id, daterange(:today, null) from people p where p.outcome = 'added' and p.status = 'frozen'
                        """).bind("today", gym.today(clock)).execute();
    }

    /** A change of mind about somebody who is there already dates from today. */
    private void changeApprovals() {
        handle.createUpdate("""
                        with decided as (
                            insert into member_events (member_id, kind, effective_on)
                            select p.user_id, case when p.membership_approved then 'approved' else 'rejected' end,
                                   greatest(:today, (select max(e.effective_on) from member_events e
                                                     where e.member_id = p.user_id))
                            from people p
                            join member_status('infinity') s on s.member_id = p.user_id
                            where p.outcome <> 'added' and p.status is null and p.membership_approved is not null
                              and p.membership_approved is distinct from s.membership_approved
                            order by p.line
                            returning member_id)
                        update people set outcome = 'changed'
                        from decided
                        where people.user_id = decided.member_id and people.outcome = 'same'
                        """).bind("today", gym.today(clock)).execute();
    }

    private void changeStatus(Import people) {
        handle.execute("""
                create temporary table status_changes on commit drop as
                select p.user_id, p.status, s.status as before,
                       greatest(date '%1$s', (select max(e.effective_on) from member_events e
                                              where e.member_id = p.user_id)) as effective_on
                from people p join member_status(date '%1$s') s on s.member_id = p.user_id
                where p.outcome <> 'added' and p.status is not null and p.status <> s.status
                """.formatted(gym.today(clock)));
        int changed = handle.execute("""
                update people set outcome = 'changed' from status_changes c where c.user_id = people.user_id
                """);
        if (changed == 0) {
            return;
        }
        people.remember(ImportKind.MEMBER, "select user_id from status_changes");
        handle.createUpdate("""
                        delete from member_freezes f using status_changes c
                        where c.status = 'active' and f.member_id = c.user_id and lower(f.during) = :today
                        """).bind("today", gym.today(clock)).execute();
        handle.createUpdate("""
                        update member_freezes f set during = daterange(lower(f.during), :today)
                        from status_changes c
                        where c.status = 'active' and f.member_id = c.user_id and f.during @> :today::date
                        """).bind("today", gym.today(clock)).execute();
        handle.execute("""
                insert into member_events (member_id, kind, effective_on)
                select user_id, case status when 'cancelled' then 'cancelled' when 'rejected' then 'rejected' else 'approved' end,
                       effective_on
                from status_changes
                where not (status = 'active' and before = 'frozen') and not (status = 'frozen' and before = 'active')
                """);
        handle.createUpdate("""
                        insert into member_freezes (member_id, during)
                        select c.user_id, daterange(:today, (select min(lower(f.during)) from member_freezes f
                                                             where f.member_id = c.user_id and lower(f.during) > :today))
                        from status_changes c
                        where c.status = 'frozen'
                          and not exists (select from member_freezes f where f.member_id = c.user_id and f.during @> :today::date)
                        """).bind("today", gym.today(clock)).execute();
    }
}
