package dev.gymctl.cli;

import dev.gymctl.batch.JobSuggestions;
import dev.gymctl.core.access.Access;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.access.Session;
import dev.gymctl.core.classes.ClassSuggestions;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Suggestion;
import dev.gymctl.core.finance.FinanceSuggestions;
import dev.gymctl.core.importing.ImportSuggestions;
import dev.gymctl.core.payroll.RateSuggestions;
import dev.gymctl.core.profile.ProfileSuggestions;
import dev.gymctl.core.reconcile.LineSuggestions;
import dev.gymctl.core.user.PeopleSuggestions;
import dev.gymctl.core.user.Role;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The values that only the database knows, of those that whoever types may see. Whatever goes wrong, or takes too long,
 * there are none.
 */
final class Suggestions {
    private static final int MONTHS = 12;

    /** A property, for tests on a machine that is busy: how long whoever presses Tab waits, in milliseconds. */
    private static final String PATIENCE = "gymctl.patience";

    private static final int PATIENCE_MILLIS = 1000;

    private final App app;

    Suggestions(App app) {
        this.app = app;
    }

    /**
     * What may be meant by a prefix. From here on the app only looks at the database.
     *
     * @param command that is being typed, {@code member show}
     * @param kinds what the value may name; none: there is nothing to ask
     */
    List<Suggestion> of(String command, List<ValueKind> kinds, String prefix) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        FutureTask<List<Suggestion>> asked = new FutureTask<>(() -> ask(command, kinds, prefix));
        Thread thread = new Thread(asked, "suggestions");
        thread.setDaemon(true);
        thread.start();
        try {
            return asked.get(Integer.getInteger(PATIENCE, PATIENCE_MILLIS), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Suggestion> ask(String command, List<ValueKind> kinds, String prefix) {
        app.onlyLook();
        Access access = app.access();
        Permission own = access.permission(command);
        if (own == Permission.NO) {
            return List.of();
        }
        List<Suggestion> all = new ArrayList<>();
        for (ValueKind kind : kinds) {
            Permission listing = kind.listing() == null ? Permission.YES : access.permission(kind.listing());
            if (kind.isPerson() && (own == Permission.OWN || listing != Permission.YES)) {
                access.session().ifPresent(session -> all.addAll(oneself(session, kind)));
            } else if (listing == Permission.YES) {
                all.addAll(ask(command, kind, prefix));
            }
        }
        return all;
    }

    /** Whoever types, by both names that a command takes. */
    private static List<Suggestion> oneself(Session session, ValueKind kind) {
        if (kind == ValueKind.COACH && session.role() == Role.MEMBER) {
            return List.of();
        }
        Suggestion byId = new Suggestion(Long.toString(session.userId()), session.fullName());
        return session.email() == null
                ? List.of(byId)
                : List.of(new Suggestion(session.email(), session.fullName()), byId);
    }

    private List<Suggestion> ask(String command, ValueKind kind, String prefix) {
        Database database = app.database();
        return switch (kind) {
            case MEMBER -> PeopleSuggestions.of(database, "member", prefix);
            case COACH -> PeopleSuggestions.of(database, "coach", prefix);
            case USER -> PeopleSuggestions.of(database, "user", prefix);
            case CLASS -> ClassSuggestions.of(database, app.clock(), prefix);
            case ROOM -> app.rooms(app.speaker(null)).beginning(prefix, command.equals("chat join"));
            case PLAN -> FinanceSuggestions.plans(database, false, prefix);
            case PACK -> FinanceSuggestions.plans(database, true, prefix);
            case RATE -> RateSuggestions.of(database, prefix);
            case PROFILE -> ProfileSuggestions.of(database, prefix);
            case IMPORT -> ImportSuggestions.of(database, prefix);
            case JOB -> JobSuggestions.of(database, prefix);
            case LINE -> LineSuggestions.of(database, prefix);
            case CHARGE -> FinanceSuggestions.charges(database, prefix);
            case PAYMENT -> FinanceSuggestions.payments(database, prefix);
            case ACCOUNT -> FinanceSuggestions.accounts(database, prefix);
            case MONTH -> months();
            case DATE -> days("");
            case TIME -> days("T00:00");
        };
    }

    private List<Suggestion> months() {
        YearMonth now = YearMonth.now(app.clock().withZone(app.zone()));
        List<Suggestion> months = new ArrayList<>();
        months.add(new Suggestion("this", now.toString()));
        months.add(new Suggestion("last", now.minusMonths(1).toString()));
        for (int back = 0; back < MONTHS; back++) {
            months.add(new Suggestion(now.minusMonths(back).toString(), ""));
        }
        return months;
    }

    private List<Suggestion> days(String time) {
        LocalDate today = LocalDate.now(app.clock().withZone(app.zone()));
        LocalDate first = today.withDayOfMonth(1);
        return List.of(
                new Suggestion(today + time, "today"),
                new Suggestion(today.minusDays(1) + time, "yesterday"),
                new Suggestion(today.plusDays(1) + time, "tomorrow"),
                new Suggestion(first + time, "this month's first day"),
                new Suggestion(first.plusMonths(1).minusDays(1) + time, "this month's last day"),
                new Suggestion(first.minusMonths(1) + time, "last month's first day"),
                new Suggestion(first.minusDays(1) + time, "last month's last day"),
                new Suggestion(first.plusMonths(1) + time, "next month's first day"));
    }
}
