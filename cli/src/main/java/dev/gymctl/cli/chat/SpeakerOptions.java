package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.chat.Speaker;
import picocli.CommandLine.Option;

/** {@code --as}: for whom the chat works when the owner of the database, who is no user, runs the command. */
final class SpeakerOptions {
    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "In whose name; only for the owner of the database, who does not log in.")
    private PersonArgument as;

    /** For whom it works: a user, or the owner. */
    Speaker speaker(App app) {
        return app.speaker(as == null ? null : as.toString());
    }

    /** The same, where it has to be a user. */
    Speaker user(App app) {
        Speaker speaker = speaker(app);
        if (!speaker.isSomebody()) {
            throw new UsageException(
                    "in whose name? the owner of the database is in no room", "add --as USER, or gymctl login EMAIL");
        }
        return speaker;
    }
}
