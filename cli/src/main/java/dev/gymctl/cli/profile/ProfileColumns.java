package dev.gymctl.cli.profile;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
            .detail("recognized_by", profile -> profile.csv().recognizedBy());

    private ProfileColumns() {}

    /** As {@code --map} takes them. */
    private static List<String> pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }
}
