package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.Room;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat read}. */
@Command(
        description = "Say that you have read a room.",
        footer = {"", "It only goes forward: what you have read you have read."})
public final class ChatRead implements Printing {
    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Option(names = "--up-to", paramLabel = "N", description = "Up to the message of this number; all unless given.")
    private Long upTo;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatRead(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.ROOM);
    }

    @Override
    public Integer call() {
        if (upTo != null && upTo < 1) {
            throw new UsageException("--up-to %d is less than 1".formatted(upTo), null);
        }
        Outcome<Room> outcome = app.rooms(speaker.user(app)).markRead(room, upTo);
        String line = "%s is read, but for %s"
                .formatted(outcome.now().name(), ChatColumns.count(outcome.now().unread(), "message"));
        if (outcome.now().unread() == 0) {
            line = outcome.now().name() + " is read";
        }
        app.output(format).done(outcome.changed() ? line : Output.already(line), ChatColumns.ROOM, outcome.now());
        return 0;
    }
}
