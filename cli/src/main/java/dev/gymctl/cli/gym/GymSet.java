package dev.gymctl.cli.gym;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.Spelling;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.gym.Gym;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl gym set}. */
@Command(
        description = {"Change settings: name, zone, currency, drop_in_price,", "payment_days and charges_a_day."},
        footer = {
            "",
            "payment_days: a charge is due so many days after it was made.",
            "charges_a_day: billing parks an account that would get more on one day.",
            "Zone and currency cannot be changed once there are classes or money."
        })
public final class GymSet implements Printing {
    private static final List<String> KEYS =
            List.of("name", "zone", "currency", "drop_in_price", "payment_days", "charges_a_day");

    private final App app;

    @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "A setting and its new value.")
    private List<String> settings;

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public GymSet(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(GymColumns.ALL);
    }

    @Override
    public Integer call() {
        Map<String, String> wanted = wanted();
        Gym before = app.gym();
        Gym gym = app.settingsOfGym().set(wanted);
        String what = String.join(" and ", wanted.keySet());
        String line = gym.equals(before)
                ? Output.already(what + (wanted.size() == 1 ? " is so" : " are so"))
                : "set " + what + " of " + gym.name();
        app.output(format).done(line, GymColumns.ALL, gym);
        return 0;
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new UsageException("a setting is written KEY=VALUE, not '" + setting + "'", null);
            }
            String key = setting.substring(0, equals);
            if (!KEYS.contains(key)) {
                throw new UsageException(
                        "there is no setting '" + key + "'",
                        Spelling.nearest(key, KEYS)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("the settings are " + String.join(", ", KEYS)));
            }
            if (wanted.put(key, setting.substring(equals + 1)) != null) {
                throw new UsageException(key + " is given twice", null);
            }
        }
        return wanted;
    }
}
