package dev.gymctl.cli.demo;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** The demo gym's week. No coach and no place has two classes at a time. */
final class Timetable {
    /** What is taught, how long and where. */
    enum Title {
        YOGA("Yoga", 60, 14, "Studio 1"),
        PILATES("Pilates", 50, 10, "Studio 2"),
        SPIN("Spin", 45, 12, "Cycle room"),
        BOXING("Boxing", 75, 10, "Ring"),
        HIIT("HIIT", 30, 16, "Gym floor"),
        STRENGTH("Strength", 60, 8, "Gym floor");

        final String text;
        final int minutes;
        final int capacity;
        final String place;

        Title(String text, int minutes, int capacity, String place) {
            this.text = text;
            this.minutes = minutes;
            this.capacity = capacity;
            this.place = place;
        }
    }

    /**
     * A class of every week.
     *
     * @param coach which of the demo gym's coaches, from 0
     */
    record Slot(DayOfWeek day, LocalTime time, Title title, int coach) {}

    /** How many coaches it takes. */
    static final int COACHES = 6;

    /** By day and time. */
    static final List<Slot> WEEK = List.of(
            slot(MONDAY, "07:00", Title.SPIN, 0),
            slot(MONDAY, "09:30", Title.YOGA, 1),
            slot(MONDAY, "12:15", Title.HIIT, 2),
            slot(MONDAY, "18:00", Title.BOXING, 3),
            slot(MONDAY, "18:30", Title.PILATES, 4),
            slot(MONDAY, "19:15", Title.SPIN, 5),
            slot(TUESDAY, "07:00", Title.YOGA, 1),
            slot(TUESDAY, "10:00", Title.PILATES, 4),
            slot(TUESDAY, "17:30", Title.STRENGTH, 2),
            slot(TUESDAY, "18:00", Title.SPIN, 0),
            slot(TUESDAY, "19:00", Title.BOXING, 5),
            slot(WEDNESDAY, "07:00", Title.SPIN, 0),
            slot(WEDNESDAY, "12:15", Title.HIIT, 2),
            slot(WEDNESDAY, "18:00", Title.BOXING, 3),
            slot(WEDNESDAY, "18:15", Title.YOGA, 1),
            slot(WEDNESDAY, "19:30", Title.STRENGTH, 5),
            slot(THURSDAY, "09:30", Title.PILATES, 4),
            slot(THURSDAY, "17:30", Title.HIIT, 0),
            slot(THURSDAY, "18:00", Title.BOXING, 3),
            slot(THURSDAY, "18:30", Title.SPIN, 5),
            slot(THURSDAY, "19:00", Title.YOGA, 1),
            slot(FRIDAY, "07:00", Title.SPIN, 0),
            slot(FRIDAY, "12:15", Title.HIIT, 2),
            slot(FRIDAY, "17:30", Title.STRENGTH, 2),
            slot(FRIDAY, "18:00", Title.BOXING, 5),
            slot(SATURDAY, "09:30", Title.YOGA, 1),
            slot(SATURDAY, "10:00", Title.SPIN, 0),
            slot(SATURDAY, "11:00", Title.BOXING, 3),
            slot(SATURDAY, "11:00", Title.PILATES, 4),
            slot(SUNDAY, "10:00", Title.YOGA, 4),
            slot(SUNDAY, "11:30", Title.STRENGTH, 2));

    private Timetable() {}

    private static Slot slot(DayOfWeek day, String time, Title title, int coach) {
        return new Slot(day, LocalTime.parse(time), title, coach);
    }
}
