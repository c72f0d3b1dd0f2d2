package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.chat.Room;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was meant by a name that is not there: of what whoever asks may list, and by one query. */
final class NearNames {
    private static final int MOST = 3;

    private final App app;

    NearNames(App app) {
        this.app = app;
    }

    /** What comes after "did you mean"; empty when nothing is near, or it cannot be found out. */
    Optional<String> of(GymException.Missing missing) {
        try {
            return missing.noun().equals("room")
                    ? Spelling.nearest(missing.named(), rooms()).map(room -> "'" + room + "'")
                    : person(missing.noun(), missing.named());
        } catch (RuntimeException e) {
            return Optional.empty(); // what went wrong before is what has to be said
        }
    }

    private List<String> rooms() {
        return app.rooms(app.speaker(null)).list(true, false).stream()
                .map(Room::name)
                .toList();
    }

    private Optional<String> person(String noun, String typed) {
        int at = typed.indexOf('@');
        if (at < 0 || app.access().permission(noun + " list") != Permission.YES) {
            return Optional.empty();
        }
        String small = typed.toLowerCase(Locale.ROOT);
        List<String> emails = app.near(noun, small);
        List<String> elsewhere = emails.stream()
                .filter(email -> email.toLowerCase(Locale.ROOT).startsWith(small.substring(0, at + 1)))
                .toList();
        if (!elsewhere.isEmpty()) {
            return elsewhere.size() > MOST ? Optional.empty() : Optional.of(String.join(" or ", elsewhere));
        }
        // What comes after the @ is the same for many people, so it makes no e-mail longer.
        return Spelling.nearest(
                        small.substring(0, at),
                        emails.stream()
                                .map(email -> email.toLowerCase(Locale.ROOT).split("@", 2)[0])
                                .toList())
                .map(name -> name + small.substring(at));
    }
}
