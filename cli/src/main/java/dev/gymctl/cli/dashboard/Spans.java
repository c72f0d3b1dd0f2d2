package dev.gymctl.cli.dashboard;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.Locale;

/** Times as people say them; the names of days and months are English, and need no locale's data. */
final class Spans {
    private static final int SHORT = 3;

    private Spans() {}

    /** {@code just now}, {@code 5 min ago}, {@code 3 h ago}, {@code 2 days ago}. */
    static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 1) {
            return "just now";
        } else if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        } else if (age.toDays() < 1) {
            return age.toHours() + " h ago";
        }
        return days(age.toDays()) + " ago";
    }

    static String days(long days) {
        return count(days, "day");
    }

    /** {@code 1 class}, {@code 2 classes}. */
    static String count(long many, String one) {
        return many + " " + one + (many == 1 ? "" : one.endsWith("s") ? "es" : "s");
    }

    /** {@code 07:04}. */
    static String time(Instant at, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(at, zone);
        return "%02d:%02d".formatted(time.getHour(), time.getMinute());
    }

    /** {@code Saturday, 28 November 2026}. */
    static String longDate(LocalDate day) {
        return "%s, %d %s %d"
                .formatted(name(day.getDayOfWeek()), day.getDayOfMonth(), name(day.getMonth()), day.getYear());
    }

    /** {@code Sat 28 Nov}. */
    static String shortDate(LocalDate day) {
        return name(day.getDayOfWeek()).substring(0, SHORT) + " " + dayAndMonth(day);
    }

    /** {@code 28 Nov}. */
    static String dayAndMonth(LocalDate day) {
        return day.getDayOfMonth() + " " + name(day.getMonth()).substring(0, SHORT);
    }

    private static String name(DayOfWeek day) {
        return capital(day.name());
    }

    private static String name(Month month) {
        return capital(month.name());
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
