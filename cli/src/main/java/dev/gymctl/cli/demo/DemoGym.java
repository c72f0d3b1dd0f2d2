package dev.gymctl.cli.demo;

import dev.gymctl.cli.demo.Timetable.Slot;
import dev.gymctl.core.classes.EnrollmentStatus;
import dev.gymctl.core.csv.CsvWriter;
import dev.gymctl.core.db.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A made-up gym: its coaches, members, rates, timetable and attendance, from three whole months ago up to two weeks
 * ahead. The same seed and day make the same gym, to the byte.
 */
final class DemoGym {
    static final String NAME = "Harbour Gym";
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Map<String, String> SETTINGS =
            Map.of("name", NAME, "zone", ZONE.getId(), "currency", "EUR", "drop_in_price", "14.00");

    private static final int MONTHS_BACK = 3;
    private static final int DAYS_AHEAD = 14;
    private static final int MEMBERS = 60;
    /** The last to join: nobody has decided on them yet. */
    private static final int PENDING = 3;

    private static final DateTimeFormatter REF_TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

    /** Someone who teaches. */
    record Coach(Names.Name name, String email, LocalDate dateOfBirth, LocalDate dateJoined) {}

    /**
     * A member and their habits.
     *
     * @param approved null while pending
     * @param regular the slots of {@link Timetable#WEEK} they usually come to; empty for who never comes
     */
    record Member(
            Names.Name name,
            LocalDate dateOfBirth,
            LocalDate dateJoined,
            Boolean approved,
            boolean active,
            int prepaidFees,
            Set<Integer> regular) {
        String email() {
            return name.inEmail() + "@mail.example";
        }
    }

    /** One class of the timetable on a day. */
    record DemoClass(LocalDate day, Slot slot, boolean cancelled) {
        String ref() {
            return day + "-" + REF_TIME.format(slot.time()) + "-"
                    + slot.title().text.toLowerCase(Locale.ROOT);
        }

        LocalDateTime startsAt() {
            return day.atTime(slot.time());
        }
    }

    /** A member in a class. */
    record Attendance(DemoClass demoClass, Member member, EnrollmentStatus status) {}

    private final LocalDate today;
    private final Random random;
    private final List<Coach> coaches = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<DemoClass> classes = new ArrayList<>();
    private final List<Attendance> attendance = new ArrayList<>();

    /**
     * The gym of a seed and a day.
     *
     * @param today in the gym's zone: what is before is history, from here on it is bookings
     */
    DemoGym(long seed, LocalDate today) {
        this.today = today;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L); // spreads seeds that lie side by side
        Names names = new Names(random);
        names.fromDifferentFamilies(Timetable.COACHES).forEach(name -> coaches.add(coach(name)));
        admitMembers(names);
        planClasses();
        fillClasses();
    }

    /** The month whose payroll is due. */
    YearMonth lastMonth() {
        return YearMonth.from(today).minusMonths(1);
    }

    LocalDate firstDay() {
        return YearMonth.from(today).minusMonths(MONTHS_BACK).atDay(1);
    }

    LocalDate lastDay() {
        return today.plusDays(DAYS_AHEAD);
    }

    List<Coach> coaches() {
        return coaches;
    }

    List<Member> members() {
        return members;
    }

    List<DemoClass> classes() {
        return classes;
    }

    List<Attendance> attendance() {
        return attendance;
    }

    /** How many enrollments became that. */
    long count(EnrollmentStatus status) {
        return attendance.stream().filter(one -> one.status() == status).count();
    }

    /** The member who came most often. */
    Member mostFaithful() {
        return members.stream()
                .max(Comparator.comparingLong(member -> attendance.stream()
                        .filter(one -> one.member().equals(member) && one.status() == EnrollmentStatus.ATTENDED)
                        .count()))
                .orElseThrow();
    }

    private Coach coach(Names.Name name) {
        return new Coach(
                name, name.firstInEmail() + "@harbour.example", daysAgo(24 * 365, 50 * 365), daysAgo(400, 2000));
    }

    private void admitMembers(Names names) {
        List<LocalDate> joined = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            joined.add(i < PENDING ? daysAgo(0, 5) : daysAgo(6, 1100));
        }
        joined.sort(Comparator.naturalOrder());
        int rejected = MEMBERS / 2 + random.nextInt(10);
        Set<Integer> left = Set.of(1 + random.nextInt(5), 10 + random.nextInt(5));
        for (int i = 0; i < MEMBERS; i++) {
            boolean comes = i < MEMBERS - PENDING && i != rejected && !left.contains(i);
            members.add(new Member(
                    names.next(),
                    daysAgo(16 * 365, 72 * 365),
                    joined.get(i),
                    i >= MEMBERS - PENDING ? null : i != rejected,
                    !left.contains(i),
                    comes && random.nextInt(5) < 2 ? List.of(5, 10, 10, 20).get(random.nextInt(4)) : 0,
                    comes ? habits() : Set.of()));
        }
    }

    private Set<Integer> habits() {
        int often = 2 + random.nextInt(5);
        Set<Integer> slots = new HashSet<>();
        while (slots.size() < often) {
            slots.add(random.nextInt(Timetable.WEEK.size()));
        }
        return slots;
    }

    private void planClasses() {
        for (LocalDate day = firstDay(); !day.isAfter(lastDay()); day = day.plusDays(1)) {
            for (Slot slot : Timetable.WEEK) {
                if (slot.day() == day.getDayOfWeek()) {
                    classes.add(new DemoClass(day, slot, random.nextInt(60) == 0));
                }
            }
        }
    }

    /** In the order of their start, so that it is enough to know until when a member is busy. */
    private void fillClasses() {
        Map<Member, LocalDateTime> busyUntil = new HashMap<>();
        for (DemoClass demoClass : classes) {
            LocalDateTime start = demoClass.startsAt();
            int index = Timetable.WEEK.indexOf(demoClass.slot());
            int seats = 0;
            List<Member> interested = new ArrayList<>(members);
            Collections.shuffle(interested, random);
            for (Member member : interested) {
                boolean free =
                        !busyUntil.getOrDefault(member, LocalDateTime.MIN).isAfter(start);
                if (!free || !wantsToCome(member, index, demoClass.day())) {
                    continue;
                }
                EnrollmentStatus status = status(demoClass);
                boolean seat = status != EnrollmentStatus.CANCELLED && status != EnrollmentStatus.LATE_CANCEL;
                if (seat && seats == demoClass.slot().title().capacity) {
                    continue;
                }
                seats += seat ? 1 : 0;
                attendance.add(new Attendance(demoClass, member, status));
                busyUntil.put(member, start.plusMinutes(demoClass.slot().title().minutes));
            }
        }
    }

    private boolean wantsToCome(Member member, int slot, LocalDate day) {
        if (member.regular().isEmpty() || day.isBefore(member.dateJoined())) {
            return false;
        }
        int percent = member.regular().contains(slot) ? 80 : 3;
        if (!day.isBefore(today)) { // the further ahead, the fewer have booked
            percent -= (int) (percent * ChronoUnit.DAYS.between(today, day) / (DAYS_AHEAD + 4));
        }
        return random.nextInt(100) < percent;
    }

    private EnrollmentStatus status(DemoClass demoClass) {
        int percent = random.nextInt(100);
        if (demoClass.cancelled() || percent >= 96) {
            return EnrollmentStatus.CANCELLED;
        } else if (!demoClass.day().isBefore(today)) {
            return EnrollmentStatus.BOOKED;
        } else if (percent >= 91) {
            return EnrollmentStatus.LATE_CANCEL;
        }
        return percent >= 86 ? EnrollmentStatus.NO_SHOW : EnrollmentStatus.ATTENDED;
    }

    private LocalDate daysAgo(int least, int most) {
        return today.minusDays(least + random.nextInt(most - least + 1));
    }

    /** Writes the five files into a directory that is there, over those of an earlier demo. */
    void writeTo(Path directory) throws IOException {
        PrivateFiles.write(directory.resolve("coaches.csv"), coachesCsv());
        PrivateFiles.write(directory.resolve("members.csv"), membersCsv());
        PrivateFiles.write(directory.resolve("rates.csv"), ratesCsv());
        PrivateFiles.write(directory.resolve("classes.csv"), classesCsv());
        PrivateFiles.write(directory.resolve("attendance.csv"), attendanceCsv());
    }

    private String coachesCsv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row("first_name", "last_name", "email", "date_of_birth", "date_joined");
        for (Coach coach : coaches) {
            csv.row(coach.name().first(), coach.name().last(), coach.email(), coach.dateOfBirth(), coach.dateJoined());
        }
        return text.toString();
    }

    private String membersCsv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row(
                "member_ref",
                "first_name",
                "last_name",
                "email",
                "date_of_birth",
                "date_joined",
                "membership_approved",
                "is_active",
                "prepaid_fees");
        int number = 1000;
        for (Member member : members) {
            csv.row(
                    "M-" + ++number,
                    member.name().first(),
                    member.name().last(),
                    member.email(),
                    member.dateOfBirth(),
                    member.dateJoined(),
                    member.approved(),
                    member.active(),
                    member.prepaidFees() == 0 ? null : member.prepaidFees());
        }
        return text.toString();
    }

    /** One of every kind, each of which pays some class of the timetable. */
    private String ratesCsv() {
        LocalDate from = LocalDate.of(firstDay().getYear(), 1, 1);
        LocalDate raise = lastMonth().atDay(1);
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row(
                "coach",
                "class_title",
                "per_class",
                "per_hour",
                "per_attendee",
                "threshold",
                "minimum",
                "maximum",
                "valid_from",
                "valid_to");
        csv.row("", "", "20.00", "", "", "", "", "", from, "");
        csv.row("", "HIIT", "12.50", "", "", "", "", "", from, "");
        csv.row("", "Boxing", "22.00", "", "1.50", "6", "", "26.00", from, "");
        csv.row(coaches.get(0).email(), "", "14.00", "", "1.25", "5", "16.00", "22.00", from, "");
        csv.row(coaches.get(1).email(), "", "", "32.00", "", "", "", "", from, "");
        csv.row(coaches.get(3).email(), "", "26.00", "", "", "", "", "", from, raise.minusDays(1));
        csv.row(coaches.get(3).email(), "", "27.50", "", "", "", "", "", raise, "");
        csv.row(coaches.get(4).email(), "Pilates", "", "28.00", "0.75", "4", "", "", from, "");
        return text.toString();
    }

    private String classesCsv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row("class_ref", "class_title", "coach", "starts_at", "duration_minutes", "capacity", "place", "status");
        for (DemoClass one : classes) {
            Timetable.Title title = one.slot().title();
            csv.row(
                    one.ref(),
                    title.text,
                    coaches.get(one.slot().coach()).email(),
                    one.startsAt(),
                    title.minutes,
                    title.capacity,
                    title.place,
                    one.cancelled() ? "cancelled" : "scheduled");
        }
        return text.toString();
    }

    private String attendanceCsv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = new CsvWriter(text);
        csv.row("class_ref", "member", "status");
        for (Attendance one : attendance) {
            csv.row(one.demoClass().ref(), one.member().email(), one.status().code());
        }
        return text.toString();
    }
}
