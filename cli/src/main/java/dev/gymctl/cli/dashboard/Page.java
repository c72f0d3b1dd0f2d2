package dev.gymctl.cli.dashboard;

import dev.gymctl.batch.JobRun;
import dev.gymctl.batch.JobState;
import dev.gymctl.cli.JobCommand;
import dev.gymctl.cli.Row;
import dev.gymctl.cli.SafeText;
import dev.gymctl.cli.TextWidth;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.overview.MonthToDate;
import dev.gymctl.core.overview.MonthToDate.Figure;
import dev.gymctl.core.overview.MonthToDate.Kind;
import dev.gymctl.core.overview.Overdue;
import dev.gymctl.core.overview.Overview;
import dev.gymctl.core.overview.TodaysClass;
import dev.gymctl.core.overview.WaitingLines;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What stands on which row of the dashboard; it knows neither terminal nor database. */
final class Page {
    /** From so many columns on there are two columns of sections. */
    private static final int WIDE = 100;

    private static final String BETWEEN = "    ";
    private static final String INDENT = "  ";
    private static final String CANCELLED = "cancelled";
    /** A column of sections with so many columns has room for words that can be done without. */
    private static final int ROOMY = 60;

    /** One with fewer has not even room for what is drawn. */
    private static final int NARROW = 48;

    private static final int MANY_DAYS = 60;
    private static final int SOME_DAYS = 30;

    private final Morning morning;
    private final Overview overview;
    private final Gym gym;
    private final Instant now;
    private final Look look;
    private final int width;
    private final int height;
    /** Of one column of sections. */
    private final int column;

    /**
     * A page.
     *
     * @param width no row takes more columns
     * @param height the rows that are shown if it can be done
     */
    Page(Morning morning, Look look, int width, int height) {
        this.morning = morning;
        this.overview = morning.overview();
        this.gym = overview.gym();
        this.now = overview.at();
        this.look = look;
        this.width = width;
        this.height = height;
        this.column = width >= WIDE ? (width - BETWEEN.length()) / 2 : width;
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(head()));
        boolean airy = height > 2;
        if (airy) {
            rows.add(Row.EMPTY);
        }
        List<Section> first = new ArrayList<>(List.of(today()));
        List<Section> second = new ArrayList<>();
        if (overview.overdue() != null) {
            second.add(overdue());
        }
        if (overview.lines() != null && overview.lines().lines() > 0) {
            second.add(bank());
        }
        if (morning.jobs() != null) {
            second.add(jobs());
        }
        Section month = month();
        if (width < WIDE) {
            first.addAll(second);
            first.add(first.size() > 2 ? first.size() - 1 : first.size(), rooms());
            first.add(month);
            List<Row> fitted = new Fit(first, height - 1).rows();
            if (fitted.size() + 2 > height || fitted.stream().noneMatch(Row.EMPTY::equals)) {
                rows.remove(Row.EMPTY);
            }
            rows.addAll(fitted);
        } else {
            first.add(rooms());
            second.add(month);
            rows.addAll(beside(new Fit(first, height - 2).rows(), new Fit(second, height - 2).rows()));
        }
        return rows.stream().map(row -> row.cut(width, look.ellipsis())).toList();
    }

    private List<Row> beside(List<Row> left, List<Row> right) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Row row = i < left.size() ? left.get(i).cut(column, look.ellipsis()) : Row.EMPTY;
            rows.add(i < right.size() ? row.padded(column).and(BETWEEN, "").and(right.get(i)) : row);
        }
        return rows;
    }

    private Row head() {
        String date = Spans.longDate(overview.today()) + ", " + Spans.time(now, gym.zone());
        String name = SafeText.of(gym.name());
        if (TextWidth.of(name) + 2 + date.length() > width) {
            date = Spans.shortDate(overview.today()) + ", " + Spans.time(now, gym.zone());
        }
        int room = Math.max(1, width - date.length() - 2);
        Row row = Row.of(
                TextWidth.of(name) > room
                        ? Row.of(name, "").cut(room, look.ellipsis()).text()
                        : name,
                look.strong());
        return row.and(INDENT, "").and(date, look.faint());
    }

    private Row title(String name, String summary, String style) {
        Row title = Row.of(name, look.strong());
        return summary.isEmpty() ? title : title.and(INDENT, "").and(summary, style);
    }

    private Row pointer(String text) {
        return Row.of(INDENT, "").and(text, look.faint());
    }

    private IntFunction<Row> more(String command) {
        return hidden -> pointer("and %d more: %s".formatted(hidden, command));
    }

    /** What to do, on as many rows as it takes. */
    private List<Row> advice(String text) {
        return advice(text, INDENT.length());
    }

    private List<Row> advice(String text, int indent) {
        return TextWidth.wrap(text, Math.max(2, column - indent)).stream()
                .map(piece -> Row.of(" ".repeat(indent), "").and(piece, look.faint()))
                .toList();
    }

    private static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - TextWidth.of(text)));
    }

    private static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - TextWidth.of(text))) + text;
    }

    private String cut(String text, int columns) {
        String safe = SafeText.of(text);
        return left(Row.of(safe, "").cut(columns, look.ellipsis()).text(), columns);
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(TextWidth::of).max().orElse(0);
    }

    // Today ---------------------------------------------------------------------------------------------------------

    private Section today() {
        List<TodaysClass> classes = overview.classes();
        if (classes.isEmpty()) {
            return Section.of(title("Today", "no classes", look.faint()), noClasses(), 3, 3, 1, null);
        }
        List<TodaysClass> held =
                classes.stream().filter(one -> !one.cancelled()).toList();
        int taken = held.stream().mapToInt(TodaysClass::seatsTaken).sum();
        int seats = held.stream().mapToInt(TodaysClass::capacity).sum();
        String summary = held.isEmpty()
                ? "all cancelled"
                : "%s, %d of %d seats taken".formatted(Spans.count(held.size(), "class"), taken, seats);
        List<Row> rows = classRows(classes);
        return new Section(
                title("Today", summary, ""),
                rows.size(),
                Math.min(14, rows.size()),
                Math.min(4, rows.size()),
                Math.min(2, rows.size()),
                shown -> fromNowOn(rows, shown),
                more("gymctl class list --to " + overview.today()));
    }

    /** So many of the day, from what is not over yet; when that is less, the last ones before it as well. */
    private List<Row> fromNowOn(List<Row> rows, int shown) {
        int over = 0;
        while (over < rows.size() && !overview.classes().get(over).endsAt().isAfter(now)) {
            over++;
        }
        int from = Math.max(0, Math.min(over, rows.size() - shown));
        return rows.subList(from, from + shown);
    }

    private List<Row> noClasses() {
        TodaysClass next = overview.next();
        if (next != null) {
            return advice("next: %s with %s on %s, %s"
                    .formatted(
                            SafeText.of(next.title()),
                            SafeText.of(next.coach()),
                            Spans.shortDate(next.startsAt().atZone(gym.zone()).toLocalDate()),
                            Spans.time(next.startsAt(), gym.zone())));
        }
        if (!overview.viewer().seesAll() && !overview.viewer().teaches()) {
            return advice("book one: gymctl class list, then gymctl class enroll");
        }
        return advice("plan one: gymctl class add TITLE --coach COACH --at WHEN");
    }

    private List<Row> classRows(List<TodaysClass> classes) {
        boolean withCoach = column >= NARROW && !overview.viewer().teaches();
        int bar = column >= NARROW ? 10 : 0;
        List<String> seats = classes.stream().map(Page::seats).toList();
        List<String> notes = classes.stream().map(one -> note(one, bar == 0)).toList();
        int seatsWidth = widest(seats);
        int noteWidth = widest(notes);
        int fixed = INDENT.length()
                + 5
                + 2
                + (bar > 0 ? bar + 2 : 0)
                + seatsWidth
                + (noteWidth > 0 ? noteWidth + 2 : 0)
                + 2
                + (withCoach ? 2 : 0);
        int room = Math.max(8, column - fixed);
        int coaches = withCoach
                ? widest(classes.stream().map(one -> SafeText.of(one.coach())).toList())
                : 0;
        int titles =
                widest(classes.stream().map(one -> SafeText.of(one.title())).toList());
        int titleWidth = Math.min(titles, room - Math.min(coaches, room * 2 / 5));
        int coachWidth = Math.min(coaches, room - titleWidth);
        TodaysClass next =
                classes.stream().filter(one -> one.isAhead(now)).findFirst().orElse(null);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            TodaysClass one = classes.get(i);
            boolean quiet = one.cancelled() || !one.endsAt().isAfter(now);
            String style = quiet ? look.faint() : one.isOn(now) || one.equals(next) ? look.strong() : "";
            Row row = Row.of(one.isOn(now) ? look.now() + " " : INDENT, look.good())
                    .and(Spans.time(one.startsAt(), gym.zone()) + "  " + cut(one.title(), titleWidth), style);
            if (withCoach) {
                row = row.and(INDENT + cut(one.coach(), coachWidth), quiet ? look.faint() : "");
            }
            if (bar > 0) {
                row = row.and(INDENT, "").and(bar(one, bar, quiet));
            }
            row = row.and(INDENT + right(seats.get(i), seatsWidth), quiet ? look.faint() : "");
            if (!notes.get(i).isEmpty()) {
                row = row.and(INDENT, "").and(notes.get(i), quiet ? look.faint() : noteStyle(one));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String seats(TodaysClass one) {
        return one.cancelled() ? "" : one.seatsTaken() + "/" + one.capacity();
    }

    private Row bar(TodaysClass one, int columns, boolean quiet) {
        if (one.cancelled()) {
            return Row.of(
                    left(Row.of(CANCELLED, "").cut(columns, look.ellipsis()).text(), columns), look.faint());
        }
        // What is full looks full, and what is not does not; one seat shows.
        int full = (int) Math.round((double) columns * one.seatsTaken() / one.capacity());
        if (one.seatsTaken() < one.capacity()) {
            full = Math.min(full, columns - 1);
        }
        if (one.seatsTaken() > 0) {
            full = Math.max(full, 1);
        }
        return Row.of(look.full(full), quiet ? look.faint() : look.good()).and(look.free(columns - full), look.faint());
    }

    private String note(TodaysClass one, boolean withCancelled) {
        if (one.cancelled()) {
            return withCancelled ? CANCELLED : "";
        } else if (one.waitlisted() > 0) {
            return column < ROOMY ? "+" + one.waitlisted() : one.waitlisted() + " waiting";
        } else if (one.isOn(now)) {
            return "now";
        } else if (one.seatsTaken() == one.capacity() && one.isAhead(now)) {
            return "full";
        }
        return "";
    }

    private String noteStyle(TodaysClass one) {
        return one.isOn(now) && one.waitlisted() == 0 ? look.good() : look.warning();
    }

    // Money ---------------------------------------------------------------------------------------------------------

    private Section overdue() {
        Overdue overdue = overview.overdue();
        boolean own = !overview.viewer().seesAll();
        if (overdue.members() == 0) {
            return Section.of(title("Overdue", "nothing", look.good()), List.of(), 0, 0, 0, null);
        }
        String sum = overdue.total() + " " + gym.currency().getCurrencyCode();
        if (own) {
            Overdue.Debtor me = overdue.oldest().get(0);
            return Section.of(
                    title("Overdue", sum + ", for " + Spans.days(me.days()), age(me.days())),
                    advice("gymctl finance charges " + me.memberId()),
                    1,
                    1,
                    1,
                    null);
        }
        List<Overdue.Debtor> debtors = overdue.oldest();
        List<String> amounts =
                debtors.stream().map(one -> one.amount().toString()).toList();
        List<String> days = debtors.stream().map(one -> Spans.days(one.days())).toList();
        int amountWidth = widest(amounts);
        int daysWidth = widest(days);
        int name = Math.max(6, Math.min(30, column - INDENT.length() - amountWidth - daysWidth - 4));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < debtors.size(); i++) {
            rows.add(Row.of(
                            INDENT + cut(debtors.get(i).member(), name) + INDENT + right(amounts.get(i), amountWidth),
                            "")
                    .and(
                            INDENT + right(days.get(i), daysWidth),
                            age(debtors.get(i).days())));
        }
        int all = (int) Math.min(Integer.MAX_VALUE, overdue.members());
        return new Section(
                title("Overdue", Spans.count(overdue.members(), "member") + ", " + sum, look.warning()),
                all,
                Math.min(6, rows.size()),
                Math.min(3, rows.size()),
                1,
                shown -> rows.subList(0, shown),
                more("gymctl finance aging"));
    }

    private String age(long days) {
        return days > MANY_DAYS ? look.bad() : days > SOME_DAYS ? look.warning() : "";
    }

    private Section bank() {
        WaitingLines lines = overview.lines();
        String since = column < ROOMY ? "" : ", since " + Spans.dayAndMonth(lines.oldest());
        String amount = lines.amount() + " " + gym.currency().getCurrencyCode();
        return Section.of(
                title("Bank", Spans.count(lines.lines(), "line") + " to review, " + amount + since, look.warning()),
                List.of(pointer("gymctl reconcile review")),
                1,
                1,
                0,
                null);
    }

    // Rooms ---------------------------------------------------------------------------------------------------------

    private Section rooms() {
        List<Room> rooms = overview.rooms();
        if (rooms == null) {
            return Section.of(
                    title("Rooms", "the owner of the database is in none", look.faint()),
                    advice("as a user: gymctl dashboard --as USER, or gymctl login EMAIL"),
                    2,
                    1,
                    0,
                    null);
        }
        if (rooms.isEmpty()) {
            return Section.of(title("Rooms", "everything is read", look.good()), List.of(), 0, 0, 0, null);
        }
        long unread = rooms.stream().mapToLong(Room::unread).sum();
        List<String> counts =
                rooms.stream().map(room -> room.unread().toString()).toList();
        List<String> ages =
                rooms.stream().map(room -> Spans.ago(room.lastSentAt(), now)).toList();
        int countWidth = widest(counts);
        int ageWidth = widest(ages);
        int name = Math.max(6, Math.min(30, column - INDENT.length() - countWidth - ageWidth - 4));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            rows.add(Row.of(INDENT + cut(rooms.get(i).name(), name) + INDENT + right(counts.get(i), countWidth), "")
                    .and(INDENT + right(ages.get(i), ageWidth), look.faint()));
        }
        return Section.of(
                title("Rooms", "%d unread in %s".formatted(unread, Spans.count(rooms.size(), "room")), look.warning()),
                rows,
                5,
                2,
                0,
                more("gymctl chat unread"));
    }

    // Jobs ----------------------------------------------------------------------------------------------------------

    private Section jobs() {
        List<JobState> jobs = morning.jobs().stream()
                .sorted(Comparator.comparing(job -> job.hasFailed() ? 0 : job.needsCare() ? 1 : 2))
                .toList();
        int care = (int) jobs.stream().filter(JobState::needsCare).count();
        List<Row> rows = new ArrayList<>();
        int careRows = 0;
        for (JobState job : jobs) {
            rows.addAll(jobRows(job));
            if (job.needsCare()) {
                careRows = rows.size();
            }
        }
        boolean failed = jobs.get(0).hasFailed();
        String summary =
                care == 0 ? "all well" : failed ? "one has failed" : care == 1 ? "one is due" : care + " are due";
        String style = care == 0 ? look.good() : failed ? look.bad() : look.warning();
        return Section.of(title("Jobs", summary, style), rows, rows.size(), careRows, careRows, null);
    }

    private List<Row> jobRows(JobState job) {
        List<Row> rows = new ArrayList<>();
        Row name = Row.of(INDENT + left(job.job(), "reconciliation".length()) + INDENT, "");
        JobRun last = job.last();
        if (job.hasFailed()) {
            String how = last.status().name().toLowerCase(Locale.ROOT);
            String why = last.exitMessage() == null ? "" : ": " + SafeText.of(last.exitMessage());
            rows.add(name.and(month(last) + how + " " + Spans.ago(last.started(), now) + why, look.bad())
                    .cut(column, look.ellipsis()));
            rows.addAll(advice("gymctl job show " + last.id(), 2 * INDENT.length()));
        } else if (!job.due().isEmpty()) {
            rows.add(name.and(
                    job.due().stream().map(YearMonth::toString).collect(Collectors.joining(", ", "due: ", "")),
                    look.warning()));
        } else if (last == null) {
            rows.add(name.and("nothing to do yet", look.faint()));
        } else {
            rows.add(name.and(
                    month(last)
                            + (last.status() == JobRun.Status.RUNNING
                                    ? "running since " + Spans.time(last.started(), gym.zone())
                                    : "done " + Spans.ago(last.ended() == null ? last.started() : last.ended(), now)),
                    look.faint()));
        }
        if (job.needsCare()) {
            rows.addAll(advice(JobCommand.catchingUp(job.job()), 2 * INDENT.length()));
        }
        return rows;
    }

    private String month(JobRun run) {
        String month = run.parameters().get("month");
        return month == null || column < NARROW ? "" : month + " ";
    }

    // The month -----------------------------------------------------------------------------------------------------

    private Section month() {
        MonthToDate month = overview.month();
        String dash = look.dash();
        String now = "1" + dash + Spans.dayAndMonth(month.today());
        String then = "1" + dash + Spans.dayAndMonth(month.lastBefore());
        boolean nothing = month.figures().stream().allMatch(Page::isNothing);
        if (nothing) {
            return Section.of(
                    title("Month to date", "nothing in this month or the last", look.faint()),
                    List.of(),
                    0,
                    0,
                    0,
                    null);
        }
        return Section.of(
                title("Month to date", now + " against " + then, look.faint()),
                figures(month.figures()),
                month.figures().size(),
                month.figures().size(),
                2,
                null);
    }

    private static boolean isNothing(Figure figure) {
        return figure.days().stream().allMatch(day -> day == 0)
                && figure.before().stream().allMatch(day -> day == 0);
    }

    private List<Row> figures(List<Figure> figures) {
        List<String> names = figures.stream()
                .map(figure -> figure.kind().name().toLowerCase(Locale.ROOT))
                .toList();
        List<String> totals = figures.stream()
                .map(figure -> amount(figure.kind(), figure.total()))
                .toList();
        List<String> before = figures.stream()
                .map(figure -> amount(figure.kind(), figure.totalBefore()))
                .toList();
        List<String> changes = figures.stream().map(Page::change).toList();
        int nameWidth = widest(names);
        int totalWidth = widest(totals);
        int beforeWidth = widest(before);
        int changeWidth = widest(changes);
        int days = figures.get(0).days().size();
        int fixed = INDENT.length() + nameWidth + 2 + totalWidth + (changeWidth > 0 ? 2 + changeWidth : 0) + 2;
        boolean withBefore = column - fixed - beforeWidth - 2 >= Math.min(days, 10);
        int room = column - fixed - (withBefore ? beforeWidth + 2 : 0);
        int drawn = room >= Math.min(days, 5) ? Math.min(days, room) : 0;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            Row row = Row.of(INDENT + left(names.get(i), nameWidth) + INDENT + right(totals.get(i), totalWidth), "");
            if (withBefore) {
                row = row.and(INDENT + right(before.get(i), beforeWidth), look.faint());
            }
            if (changeWidth > 0) {
                row = row.and(INDENT + right(changes.get(i), changeWidth), changeStyle(figure));
            }
            if (drawn > 0 && figure.days().stream().anyMatch(day -> day > 0)) {
                row = row.and(INDENT + look.sparkline(figure.days().subList(days - drawn, days)), look.faint());
            }
            rows.add(row);
        }
        return rows;
    }

    private String amount(Kind kind, long amount) {
        return kind.isMoney() ? gym.money(amount).toString() : Long.toString(amount);
    }

    /** In percent of what it was; empty when that is not greater than zero. */
    private static String change(Figure figure) {
        Long percent = DashboardColumns.percent(figure);
        return percent == null ? "" : percent == 0 ? "0 %" : "%+d %%".formatted(percent);
    }

    private String changeStyle(Figure figure) {
        int more = Long.compare(figure.total(), figure.totalBefore());
        if (more == 0) {
            return look.faint();
        }
        return more > 0 == (figure.kind() != Kind.LEFT) ? look.good() : look.bad();
    }
}
