package dev.gymctl.cli.profile;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.profile.Profile;
import dev.gymctl.core.statement.BankProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How profiles are printed. */
final class ProfileColumns {
    static final Columns<Profile> LIST = Columns.<Profile>of()
            .add("name", Profile::name)
            .add("kind", Profile::kind)
            .add("built_in", Profile::builtIn)
            .detail("columns", profile -> pairs(profile.csv().columns()))
            .detail("date_formats", profile -> pairs(profile.csv().dateFormats()))
            .detail("statuses", profile -> pairs(profile.csv().values().getOrDefault("status", Map.of())))
            .detail(
                    "encoding",
                    profile -> profile.csv().encoding() == null
                            ? null
                            : profile.csv().encoding().name())
            .detail(
                    "delimiter",
                    profile -> profile.csv().delimiter() == null
                            ? null
                            : profile.csv().delimiter().toString())
            .detail("several_lines", profile -> profile.csv().severalLines())
            .detail("recognized_by", profile -> profile.csv().recognizedBy())
            .detail("directions", profile -> pairs(profile.csv().values().getOrDefault("direction", Map.of())))
            .detail("decimal", profile -> bank(profile, BankProfile::decimal))
            .detail("negate", profile -> bank(profile, BankProfile::negated))
            .detail("skip_lines", profile -> bank(profile, BankProfile::skippedLines))
            .detail("header", profile -> bank(profile, BankProfile::header))
            .detail("account", profile -> bank(profile, BankProfile::account));

    private ProfileColumns() {}

    private static Object bank(Profile profile, Function<BankProfile, Object> value) {
        return profile.bank() == null ? null : value.apply(profile.bank());
    }

    /** As {@code --map} takes them. */
    private static List<String> pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }
}
