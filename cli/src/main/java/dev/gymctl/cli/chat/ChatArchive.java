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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat archive}. */
@Command(description = "Put a room away: it can be read, but nobody writes there.")
public final class ChatArchive implements Printing {
    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Option(names = "--reopen", description = "Take it out again.")
    private boolean reopen;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatArchive(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.ROOM);
    }

    @Override
    public Integer call() {
        Outcome<Room> outcome = app.rooms(speaker.speaker(app)).archive(room, !reopen);
        String line = "%s is %s".formatted(outcome.now().name(), reopen ? "not archived" : "archived");
        app.output(format).done(outcome.changed() ? line : Output.already(line), ChatColumns.ROOM, outcome.now());
        return 0;
    }
}
