package dev.gymctl.cli.doctor;

import dev.gymctl.batch.Batch;
import dev.gymctl.batch.DueMonths;
import dev.gymctl.cli.App;
import dev.gymctl.cli.JobCommand;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.Schema;
import dev.gymctl.core.db.Vitals;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the database says: of itself, of the gym's time zone, of backups and of the jobs. */
final class DatabaseChecks {
    private static final int OLDEST_POSTGRES = 15;
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration SLIGHTLY_OFF = Duration.ofSeconds(2);
    private static final Duration OFF = Duration.ofMinutes(1);
    private static final Duration OLD = Duration.ofDays(7);

    private DatabaseChecks() {}

    /** All of them, as far as the schema lets them be asked. */
    static List<Finding> look(App app) {
        DatabaseAddress address = app.database().address();
        if (address.embedded()
                && !Files.exists(address.embeddedPostgres().status().data())) {
            return List.of(Finding.ok(
                    "database",
                    "none yet in %s: the first command that needs it makes it".formatted(address.display())));
        }
        Vitals vitals = app.vitals();
        List<Finding> findings = new ArrayList<>(List.of(
                server(vitals, address.display()),
                latency(vitals.latency()),
                tls(vitals),
                clock(vitals.ahead()),
                schema(vitals.schema())));
        if (vitals.schema().upToDate()) {
            findings.add(zone(app.zone(), app.firstZoneDifference()));
            findings.add(backup(app.lastBackup(), app.clock()));
            try (Batch batch = app.batch()) {
                findings.addAll(jobs(batch.due()));
            }
        }
        return findings;
    }

    static Finding server(Vitals vitals, String address) {
        String text = "PostgreSQL %s, %s".formatted(vitals.postgres(), address);
        return vitals.major() < OLDEST_POSTGRES
                ? Finding.problem("database", text, "gymctl needs PostgreSQL %d or newer".formatted(OLDEST_POSTGRES))
                : Finding.ok("database", text);
    }

    static Finding latency(Duration latency) {
        String text = "%.1f ms a round trip".formatted(latency.toNanos() / 1e6);
        return latency.compareTo(SLOW) > 0
                ? Finding.warning("latency", text, "run gymctl nearer to the database")
                : Finding.ok("latency", text);
    }

    static Finding tls(Vitals vitals) {
        if (vitals.tls() != null) {
            return Finding.ok("encryption", vitals.tls());
        }
        return vitals.near()
                ? Finding.ok("encryption", "none, and none is needed on this machine")
                : Finding.warning(
                        "encryption",
                        "none: passwords and people's data cross the network in the clear",
                        "turn TLS on at the server, and put sslmode=verify-full into the URL");
    }

    static Finding clock(Duration ahead) {
        String text = "the database's clock is %s"
                .formatted(
                        ahead.abs().compareTo(SLIGHTLY_OFF) <= 0
                                ? "this machine's"
                                : "%d s %s this machine's"
                                        .formatted(
                                                ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
        if (ahead.abs().compareTo(OFF) > 0) {
            return Finding.problem("clock", text, "set the clocks by NTP: this machine's decides what day it is");
        }
        return ahead.abs().compareTo(SLIGHTLY_OFF) > 0
                ? Finding.warning("clock", text, "set the clocks by NTP")
                : Finding.ok("clock", text);
    }

    static Finding schema(Schema schema) {
        String text = "version " + schema.version();
        if (schema.upToDate()) {
            return Finding.ok("schema", text);
        }
        return Finding.problem(
                "schema",
                text + ", and this program needs " + schema.expected(),
                schema.version() > schema.expected()
                        ? "use a newer gymctl"
                        : "gymctl db migrate (as the schema's owner)");
    }

    static Finding zone(ZoneId zone, Optional<LocalDate> difference) {
        String java = ZoneRulesProvider.getVersions("UTC").lastKey();
        return difference
                .map(day -> Finding.problem(
                        "time zone data",
                        "Java (%s) and PostgreSQL see %s differently from %s on".formatted(java, zone, day),
                        "bring the time zone data of both up to date: days and months depend on them"))
                .orElseGet(() ->
                        Finding.ok("time zone data", "Java (%s) and PostgreSQL see %s the same".formatted(java, zone)));
    }

    static Finding backup(Optional<Instant> last, Clock clock) {
        String advice = "gymctl db backup FILE, nightly by cron";
        if (last.isEmpty()) {
            return Finding.warning("backup", "none by gymctl db backup is on record", advice);
        }
        Duration age = Duration.between(last.get(), clock.instant());
        String text = "the last was made %s"
                .formatted(age.toDays() > 0 ? days(age.toDays()) + " ago" : "less than a day ago");
        return age.compareTo(OLD) > 0 ? Finding.warning("backup", text, advice) : Finding.ok("backup", text);
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    static List<Finding> jobs(DueMonths due) {
        return List.of(
                job("payroll", due.payroll()),
                job("billing", due.billing()),
                job("reconciliation", due.reconciliation()));
    }

    private static Finding job(String name, List<YearMonth> due) {
        return due.isEmpty()
                ? Finding.ok(name, "no month is due")
                : Finding.warning(
                        name,
                        due.stream().map(YearMonth::toString).collect(Collectors.joining(", ", "due: ", "")),
                        JobCommand.catchingUp(name));
    }
}
