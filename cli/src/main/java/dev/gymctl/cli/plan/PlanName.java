package dev.gymctl.cli.plan;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Spelling;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.finance.Plan;
import java.util.List;

/** Finds the plan that was meant. */
final class PlanName {
    private PlanName() {}

    /** NOT_FOUND with the nearest name, unless there is a plan of that name, ignoring case. */
    static void check(App app, String typed) {
        List<String> names = app.plans().list().stream().map(Plan::name).toList();
        if (names.stream().noneMatch(typed::equalsIgnoreCase)) {
            throw new GymException(
                    Kind.NOT_FOUND,
                    "there is no plan '%s'".formatted(typed),
                    Spelling.nearest(typed, names)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("gymctl plan list shows them all"));
        }
    }
}
