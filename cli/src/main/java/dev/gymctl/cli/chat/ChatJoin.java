package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.Room;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat join}. */
@Command(
        description = "Go into a room that is open, or of a class of yours.",
        footer = {
            "",
            "A class is yours if you are booked into it, or teach it.",
            "An admin may go into every room that is not of a pair, and reads it only then;",
            "the audit log says so, and those who are in it see them there."
        })
public final class ChatJoin implements Printing {
    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatJoin(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.ROOM);
    }

    @Override
    public Integer call() {
        Outcome<Room> outcome = app.rooms(speaker.user(app)).join(room);
        String name = outcome.now().name();
        app.output(format)
                .done(
                        outcome.changed() ? "joined " + name : Output.already("you are in " + name),
                        ChatColumns.ROOM,
                        outcome.now());
        return 0;
    }
}
