package dev.gymctl.core.member;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.gym.Gym;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The decisions about memberships: {@code pending → active ⇄ frozen → cancelled}, or {@code rejected}. Each is a dated event
 * or a range of days; which may follow on which is held by the schema. What is decided already stays so and is not decided
 * again.
 */
public final class Memberships {
    private final Members members;
    private final Changes changes;
    private final Clock clock;

    public Memberships(Members members, Changes changes, Clock clock) {
        this.members = members;
        this.changes = changes;
        this.clock = clock;
    }

    /** The newest decision: what it is and from when on. */
    private record Latest(long id, String kind, LocalDate on) {}

    /**
     * Approves members from today on, or from the day they join if that is to come; all or none.
     *
     * @param idsOrEmails one who is named twice counts once
     * @param again also those who were rejected, or cancelled, or will be: this takes them in again
     * @throws GymException NOT_FOUND; CONFLICT for one who was rejected or cancelled
     */
    public List<Decision> approve(List<String> idsOrEmails, boolean again, Gym gym) {
        LocalDate today = gym.today(clock);
        Set<Long> approved = new TreeSet<>();
        Set<Long> all = changes.make("member approve", change -> {
            Set<Long> ids = ids(change.handle(), idsOrEmails);
            for (Latest latest : lock(change.handle(), ids)) {
                if (latest.kind().equals("approved")) {
                    continue;
                }
                boolean pending = latest.kind().equals("registered");
                if (!pending && !again) {
                    throw new GymException(
                            Kind.CONFLICT,
                            "member %d is %s from %s on".formatted(latest.id(), latest.kind(), latest.on()),
                            "--again takes them in again");
                }
                LocalDate on = pending && latest.on().isAfter(today) ? latest.on() : today;
                add(change.handle(), latest.id(), "approved", on, null);
                change.note("member_" + latest.id(), "approved");
                approved.add(latest.id());
            }
            return ids;
        });
        return decisions(all, approved);
    }

    /**
     * Rejects members who are pending, from today on; all or none.
     *
     * @throws GymException NOT_FOUND; CONFLICT for one who is not pending; INVALID without a reason
     */
    public List<Decision> reject(List<String> idsOrEmails, String reason, Gym gym) {
        if (reason.isBlank()) {
            throw new GymException(Kind.INVALID, "a rejection needs a reason");
        }
        LocalDate today = gym.today(clock);
        Set<Long> rejected = new TreeSet<>();
        Set<Long> all = changes.make("member reject", change -> {
            Set<Long> ids = ids(change.handle(), idsOrEmails);
            for (Latest latest : lock(change.handle(), ids)) {
                if (latest.kind().equals("rejected")) {
                    continue;
                }
                if (!latest.kind().equals("registered")) {
                    throw new GymException(
                            Kind.CONFLICT,
                            "member %d is %s since %s: only who is pending can be rejected"
                                    .formatted(latest.id(), latest.kind(), latest.on()),
                            latest.kind().equals("approved")
                                    ? "gymctl member cancel %d ends the membership".formatted(latest.id())
                                    : null);
                }
                add(change.handle(), latest.id(), "rejected", today, reason.strip());
                change.note("member_" + latest.id(), "rejected");
                change.note("reason", reason.strip());
                rejected.add(latest.id());
            }
            return ids;
        });
        return decisions(all, rejected);
    }

    /**
     * Freezes an active membership; bookings in that time are taken back.
     *
     * @param to the last day, or null when nobody knows yet
     * @param reason or null
     * @throws GymException NOT_FOUND; INVALID if it ends before it begins; CONFLICT if the member is not active all that
     *     time, or some of it is frozen already
     */
    public Decision freeze(String idOrEmail, LocalDate from, LocalDate to, String reason, Bookings bookings) {
        if (to != null && to.isBefore(from)) {
            throw new GymException(
                    Kind.INVALID, "the freeze would end on %s, before it begins on %s".formatted(to, from));
        }
        boolean[] changed = {false};
        int[] takenBack = {0};
        long id = changes.make("member freeze", change -> {
            Handle handle = change.handle();
            long member = one(handle, idOrEmail).id();
            Optional<Freeze> there = freeze(handle, member, from, to);
            if (there.isPresent()) {
                if (there.get().from().equals(from)
                        && Objects.equals(there.get().to(), to)) {
                    return member;
                }
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d is frozen %s already".formatted(member, words(there.get())),
                        "gymctl member unfreeze %d ends that".formatted(member));
            }
            handle.createUpdate("""
                            insert into member_freezes (member_id, during, reason)
                            values (:member, daterange(:from, :to, '[]'), :reason)
                            """)
                    .bind("member", member)
                    .bind("from", from)
                    .bindByType("to", to, LocalDate.class)
                    .bind("reason", reason)
                    .execute();
            takenBack[0] = bookings.takeBack(handle, member, from, to);
            change.note("member", member);
            change.note("frozen", words(new Freeze(from, to, null)));
            noteOptional(change, reason, takenBack[0]);
            changed[0] = true;
            return member;
        });
        return new Decision(members.get(String.valueOf(id)), changed[0], takenBack[0]);
    }

    /**
     * Ends the freeze of today, so that the member is active from today on; without one, takes back the next that is
     * planned.
     *
     * @throws GymException NOT_FOUND
     */
    public Decision unfreeze(String idOrEmail, Gym gym) {
        LocalDate today = gym.today(clock);
        boolean[] changed = {false};
        long id = changes.make("member unfreeze", change -> {
            Handle handle = change.handle();
            long member = one(handle, idOrEmail).id();
            freeze(handle, member, today, null).ifPresent(freeze -> {
                if (freeze.from().isBefore(today)) {
                    handle.execute(
                            "update member_freezes set during = daterange(lower(during), ?) where member_id = ? and lower(during) = ?",
                            today,
                            member,
                            freeze.from());
                } else {
                    handle.execute(
                            "delete from member_freezes where member_id = ? and lower(during) = ?",
                            member,
                            freeze.from());
                }
                change.note("member", member);
                change.note("freeze_ended", words(freeze));
                changed[0] = true;
            });
            return member;
        });
        return new Decision(members.get(String.valueOf(id)), changed[0], 0);
    }

    /**
     * Cancels a membership: freezes and bookings end with it.
     *
     * @param on the first day without it
     * @param reason or null
     * @throws GymException NOT_FOUND; CONFLICT for one who is not a member on that day, or whose membership ends before
     */
    public Decision cancel(String idOrEmail, LocalDate on, String reason, Bookings bookings) {
        boolean[] changed = {false};
        int[] takenBack = {0};
        long id = changes.make("member cancel", change -> {
            Handle handle = change.handle();
            Latest latest = one(handle, idOrEmail);
            if (latest.kind().equals("cancelled") && latest.on().equals(on)) {
                return latest.id();
            } else if (latest.kind().equals("cancelled") && latest.on().isBefore(on)) {
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d is cancelled from %s on already".formatted(latest.id(), latest.on()),
                        "gymctl member approve %d --again takes that back".formatted(latest.id()));
            } else if (latest.kind().equals("registered")) {
                throw new GymException(
                        Kind.CONFLICT,
                        "member %d is pending: there is nothing to cancel".formatted(latest.id()),
                        "gymctl member reject %d --reason TEXT".formatted(latest.id()));
            }
            add(handle, latest.id(), "cancelled", on, reason);
            takenBack[0] = bookings.takeBack(handle, latest.id(), on, null);
            change.note("member", latest.id());
            change.note("cancelled_on", on);
            noteOptional(change, reason, takenBack[0]);
            changed[0] = true;
            return latest.id();
        });
        return new Decision(members.get(String.valueOf(id)), changed[0], takenBack[0]);
    }

    private List<Decision> decisions(Set<Long> ids, Set<Long> changed) {
        List<Decision> decisions = new ArrayList<>();
        for (long id : ids) {
            decisions.add(new Decision(members.get(String.valueOf(id)), changed.contains(id), 0));
        }
        return decisions;
    }

    private static Set<Long> ids(Handle handle, List<String> idsOrEmails) {
        Set<Long> ids = new TreeSet<>();
        for (String idOrEmail : idsOrEmails) {
            ids.add(Members.id(handle, idOrEmail));
        }
        return ids;
    }

    private static Latest one(Handle handle, String idOrEmail) {
        return lock(handle, ids(handle, List.of(idOrEmail))).get(0);
    }

    /** Locks the members in id order: who decides about the same one at the same time waits, and then sees this decision. */
    private static List<Latest> lock(Handle handle, Set<Long> ids) {
        Long[] wanted = ids.toArray(Long[]::new);
        handle.createQuery("select user_id from members where user_id = any (:ids) order by user_id for no key update")
                .registerArrayType(Long.class, "bigint")
                .bindArray("ids", Long.class, (Object[]) wanted)
                .mapTo(long.class)
                .list();
        handle.createQuery("select id from users where id = any (:ids) and erased_at is not null")
                .registerArrayType(Long.class, "bigint")
                .bindArray("ids", Long.class, (Object[]) wanted)
                .mapTo(long.class)
                .findFirst()
                .ifPresent(erased -> {
                    throw new GymException(Kind.CONFLICT, "member %d is erased".formatted(erased));
                });
        return handle.createQuery("""
                        select m.user_id, coalesce(latest.kind, 'registered') as kind, coalesce(latest.effective_on, '0001-01-01') as effective_on
                        from members m
                        left join lateral (
                            select e.kind, e.effective_on from member_history e
                            where e.member_id = m.user_id order by e.effective_on desc, e.id desc limit 1) latest on true
                        where m.user_id = any (:ids)
                        order by m.user_id
                        """)
                .registerArrayType(Long.class, "bigint")
                .bindArray("ids", Long.class, (Object[]) wanted)
                .map((row, context) -> new Latest(
                        row.getLong("user_id"), row.getString("kind"), row.getObject("effective_on", LocalDate.class)))
                .list();
    }

    private static void add(Handle handle, long member, String kind, LocalDate on, String reason) {
        handle.execute(
                "insert into member_events (member_id, kind, effective_on, reason) values (?, ?, ?, ?)",
                member,
                kind,
                on,
                reason);
    }

    /** The first freeze of some day between two; to may be null for all that follow. */
    private static Optional<Freeze> freeze(Handle handle, long member, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        select lower(during) as first, upper(during) - 1 as last, reason
                        from member_freezes where member_id = :member and during && daterange(:from, :to, '[]')
                        order by during limit 1
                        """)
                .bind("member", member)
                .bind("from", from)
                .bindByType("to", to, LocalDate.class)
                .map((row, context) -> new Freeze(
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class),
                        row.getString("reason")))
                .findFirst();
    }

    private static String words(Freeze freeze) {
        return "from " + freeze.from() + (freeze.to() == null ? " on" : " to " + freeze.to());
    }

    private static void noteOptional(Change change, String reason, int bookingsTakenBack) {
        if (reason != null) {
            change.note("reason", reason);
        }
        if (bookingsTakenBack > 0) {
            change.note("bookings_cancelled", bookingsTakenBack);
        }
    }
}
