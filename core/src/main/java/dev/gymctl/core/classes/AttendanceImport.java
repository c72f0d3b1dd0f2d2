package dev.gymctl.core.classes;

import dev.gymctl.core.audit.Change;
import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.importing.Field;
import dev.gymctl.core.importing.Import;
import dev.gymctl.core.importing.ImportCounts;
import dev.gymctl.core.importing.ImportKind;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A file of attendance, which is history. */
final class AttendanceImport {
    private AttendanceImport() {}

    static ImportCounts run(Change change, CsvSource source, Settling settling) {
        String[] statuses = EnrollmentStatus.importable().toArray(new String[0]);
        List<Field> fields = List.of(
                new Field(Column.filled("class_ref"), "text", row -> row.text("class_ref")),
                new Field(Column.filled("member"), "text", row -> row.email("member")),
                new Field(Column.filled("status"), "text", row -> row.oneOf("status", statuses)));
        Import attendance = Import.load(change, source, "attendance_rows", fields);
        resolve(change.handle());
        check(attendance);
        merge(change.handle(), attendance);
        settling.undo(
                change.handle(),
                "select enrollment_id from attendance_rows where outcome = 'changed' and status <> 'attended'",
                Map.of());
        return attendance.finish(change, ImportKind.ATTENDANCE, "enrollment_id");
    }

    private static void resolve(Handle handle) {
        handle.execute("""
                alter table attendance_rows
                    add column class_id bigint, add column member_id bigint, add column enrollment_id bigint
                """);
        handle.execute("update attendance_rows r set class_id = c.id from classes c where c.class_ref = r.class_ref");
        handle.execute("""
                update attendance_rows r set member_id = m.user_id
                from members m join users u on u.id = m.user_id
                where lower(u.email) = lower(r.member)
                """);
        // In id order, so that two imports at once wait for each other instead of deadlocking.
        handle.execute("""
                select from classes where id in (select class_id from attendance_rows) order by id for no key update
                """);
        handle.execute("analyze attendance_rows");
    }

    private static void check(Import attendance) {
        attendance.rejectWhere("""
                select line, 'class_ref', class_ref, 'is no class' from attendance_rows
                where class_id is null order by line
                """);
        attendance.rejectWhere("""
                select line, 'member', member, 'is no member' from attendance_rows
                where member_id is null order by line
                """);
        attendance.rejectWhere("""
                select line, 'member', member, 'is in this class on line ' || first || ' already'
                from (select line, member, min(line) over (partition by class_id, member_id) as first
                      from attendance_rows where class_id is not null and member_id is not null) seen
                where line > first order by line
                """);
        attendance.rejectWhere("""
                select r.line, 'status', r.status, 'the class is cancelled'
                from attendance_rows r join classes c on c.id = r.class_id
                where c.status = 'cancelled' and r.status in ('booked', 'attended', 'no_show') order by r.line
                """);
        attendance.rejectWhere("""
                select line, 'class_ref', class_ref, 'is over its capacity of ' || capacity
                from (select r.line, r.class_ref, c.capacity,
                             row_number() over (partition by r.class_id order by r.line)
                             + (select count(*) from enrollments e
                                where e.class_id = r.class_id and e.status in ('booked', 'attended', 'no_show')
                                  and not exists (select from attendance_rows o
                                                  where o.class_id = e.class_id and o.member_id = e.member_id)) as seat
                      from attendance_rows r join classes c on c.id = r.class_id
                      where r.status in ('booked', 'attended', 'no_show') and c.status = 'scheduled') taken
                where seat > capacity order by line
                """);
        attendance.throwIfRejected();
    }

    /** Seats are freed before they are taken, so that a swap within the capacity goes through. */
    private static void merge(Handle handle, Import attendance) {
        handle.execute("""
                update attendance_rows r set outcome = 'changed', enrollment_id = e.id
                from enrollments e
                where e.class_id = r.class_id and e.member_id = r.member_id and e.status <> r.status
                """);
        attendance.remember(
                ImportKind.ATTENDANCE, "select enrollment_id from attendance_rows where outcome = 'changed'");
        String update = """
                update enrollments e set status = r.status, overlap_allowed = true
                from attendance_rows r
                where r.outcome = 'changed' and e.class_id = r.class_id and e.member_id = r.member_id
                  and r.status in (<statuses>)
                """;
        handle.createUpdate(update)
                .define("statuses", "'late_cancel', 'cancelled'")
                .execute();
        handle.createUpdate(update)
                .define("statuses", "'booked', 'attended', 'no_show'")
                .execute();
        handle.execute("""
                with added as (
                    insert into enrollments (class_id, member_id, starts_at, ends_at, status, overlap_allowed)
                    select c.id, r.member_id, c.starts_at, c.ends_at, r.status, true
                    from attendance_rows r join classes c on c.id = r.class_id
                    where not exists (select from enrollments e where e.class_id = r.class_id and e.member_id = r.member_id)
                    order by r.line
                    returning id, class_id, member_id)
                update attendance_rows r set outcome = 'added', enrollment_id = added.id
                from added where added.class_id = r.class_id and added.member_id = r.member_id
                """);
    }
}
