package dev.gymctl.cli.dashboard;

import dev.gymctl.batch.JobState;
import dev.gymctl.cli.Columns;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.overview.MonthToDate;
import dev.gymctl.core.overview.Overdue;
import dev.gymctl.core.overview.Overview;
import dev.gymctl.core.overview.TodaysClass;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** How the dashboard is printed for programs: one object; what has many rows, only JSON has. */
final class DashboardColumns {
    private static final int HUNDRED = 100;

    /** A figure and the gym whose money it may be. */
    private record Counted(MonthToDate.Figure figure, Gym gym) {
        Object amount(long amount) {
            return figure.kind().isMoney() ? gym.money(amount) : (Object) amount;
        }

        List<Object> amounts(List<Long> days) {
            return days.stream().map(this::amount).toList();
        }
    }

    private static final Columns<TodaysClass> CLASS = Columns.<TodaysClass>of()
            .add("id", TodaysClass::id)
            .add("class_title", TodaysClass::title)
            .add("coach_id", TodaysClass::coachId)
            .add("instructor_name", TodaysClass::coach)
            .add("class_datetime", TodaysClass::startsAt)
            .add("ends_at", TodaysClass::endsAt)
            .add("place", TodaysClass::place)
            .add("status", one -> one.cancelled() ? "cancelled" : "scheduled")
            .add("seats_taken", TodaysClass::seatsTaken)
            .add("capacity", TodaysClass::capacity)
            .add("waitlisted", TodaysClass::waitlisted)
            .add("attended", TodaysClass::attended);

    private static final Columns<Overdue.Debtor> DEBTOR = Columns.<Overdue.Debtor>of()
            .add("member_id", Overdue.Debtor::memberId)
            .add("member", Overdue.Debtor::member)
            .add("amount", Overdue.Debtor::amount)
            .add("oldest_due_on", Overdue.Debtor::dueOn)
            .add("days", Overdue.Debtor::days);

    private static final Columns<Room> ROOM = Columns.<Room>of()
            .add("id", Room::id)
            .add("room_name", Room::name)
            .add("unread", Room::unread)
            .add("last_sent_at", Room::lastSentAt);

    private static final Columns<JobState> JOB = Columns.<JobState>of()
            .add("job", JobState::job)
            .add("run_id", job -> job.last() == null ? null : job.last().id())
            .add(
                    "month",
                    job -> job.last() == null ? null : job.last().parameters().get("month"))
            .add("status", job -> job.last() == null ? null : job.last().status())
            .add("started_at", job -> job.last() == null ? null : job.last().started())
            .add("ended_at", job -> job.last() == null ? null : job.last().ended())
            .add("message", job -> job.last() == null ? null : job.last().exitMessage())
            .add("due", job -> job.due().stream().map(YearMonth::toString).toList());

    private static final Columns<Counted> FIGURE = Columns.<Counted>of()
            .add("figure", counted -> counted.figure().kind())
            .add("this_month", counted -> counted.amount(counted.figure().total()))
            .add("last_month", counted -> counted.amount(counted.figure().totalBefore()))
            .add("change_percent", counted -> percent(counted.figure()))
            .add("days", counted -> counted.amounts(counted.figure().days()))
            .add("days_last_month", counted -> counted.amounts(counted.figure().before()));

    static final Columns<Morning> ALL = Columns.<Morning>of()
            .add("gym", morning -> morning.overview().gym().name())
            .add("zone", morning -> morning.overview().gym().zone().getId())
            .add("currency", morning -> morning.overview().gym().currency().getCurrencyCode())
            .add("at", morning -> morning.overview().at())
            .add("today", morning -> morning.overview().today())
            .add("classes_today", DashboardColumns::held)
            .add("seats_taken_today", morning -> seats(morning, true))
            .add("capacity_today", morning -> seats(morning, false))
            .nested("classes", morning -> morning.overview().classes(), CLASS)
            .nested("next_class", morning -> optional(morning.overview().next()), CLASS)
            .add(
                    "overdue_members",
                    morning -> overdue(morning).map(Overdue::members).orElse(null))
            .add(
                    "overdue_amount",
                    morning -> overdue(morning).map(Overdue::total).orElse(null))
            .nested("overdue", morning -> overdue(morning).map(Overdue::oldest).orElse(List.of()), DEBTOR)
            .add("lines_to_review", morning -> {
                var lines = morning.overview().lines();
                return lines == null ? null : lines.lines();
            })
            .add("lines_to_review_amount", DashboardColumns::linesAmount)
            .add("unread_messages", DashboardColumns::unread)
            .nested("rooms", morning -> rooms(morning.overview()), ROOM)
            .nested("jobs", morning -> morning.jobs() == null ? List.of() : morning.jobs(), JOB)
            .add("month_from", morning -> morning.overview().month().first())
            .add("month_to", morning -> morning.overview().month().today())
            .add("last_month_from", morning -> morning.overview().month().firstBefore())
            .add("last_month_to", morning -> morning.overview().month().lastBefore())
            .nested(
                    "month_to_date",
                    morning -> morning.overview().month().figures().stream()
                            .map(figure ->
                                    new Counted(figure, morning.overview().gym()))
                            .toList(),
                    FIGURE);

    private DashboardColumns() {}

    /** The change in percent of what it was, rounded; null when that is not greater than zero. */
    static Long percent(MonthToDate.Figure figure) {
        long before = figure.totalBefore();
        return before <= 0 ? null : Math.round((double) (figure.total() - before) * HUNDRED / before);
    }

    private static long held(Morning morning) {
        return morning.overview().classes().stream()
                .filter(one -> !one.cancelled())
                .count();
    }

    private static long seats(Morning morning, boolean taken) {
        return morning.overview().classes().stream()
                .filter(one -> !one.cancelled())
                .mapToLong(one -> taken ? one.seatsTaken() : one.capacity())
                .sum();
    }

    private static Optional<Overdue> overdue(Morning morning) {
        return Optional.ofNullable(morning.overview().overdue());
    }

    private static Money linesAmount(Morning morning) {
        return morning.overview().lines() == null
                ? null
                : morning.overview().lines().amount();
    }

    private static Long unread(Morning morning) {
        return morning.overview().rooms() == null
                ? null
                : Long.valueOf(morning.overview().rooms().stream()
                        .mapToLong(Room::unread)
                        .sum());
    }

    private static List<Room> rooms(Overview overview) {
        return overview.rooms() == null ? List.of() : overview.rooms();
    }

    private static <T> List<T> optional(T thing) {
        return thing == null ? List.of() : List.of(thing);
    }
}
