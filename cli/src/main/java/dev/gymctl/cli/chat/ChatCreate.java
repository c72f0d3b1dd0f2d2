package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.NewRoom;
import dev.gymctl.core.chat.Room;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat create}. */
@Command(
        description = "Make a room; you are in it.",
        footer = {
            "",
            "Others come by invitation, or join when it is --open. With --class come the",
            "class's coach and who is booked, and who is booked later may join. A room with",
            "--direct is of you and one other person, and of nobody else, ever."
        })
public final class ChatCreate implements Printing {
    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Option(names = "--open", description = "Whoever can log in may join.")
    private boolean open;

    @Option(names = "--class", paramLabel = "CLASS", description = "The class's id whose room it is.")
    private Long classId;

    @Option(names = "--direct", paramLabel = "USER", description = "The other person: id or e-mail.")
    private PersonArgument direct;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatCreate(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.ROOM);
    }

    @Override
    public Integer call() {
        if ((open ? 1 : 0) + (classId != null ? 1 : 0) + (direct != null ? 1 : 0) > 1) {
            throw new UsageException("a room is one of --open, --class and --direct", null);
        }
        NewRoom wanted = new NewRoom(room.strip(), open, classId, direct == null ? null : direct.toString());
        Outcome<Room> outcome = app.rooms(direct == null ? speaker.speaker(app) : speaker.user(app))
                .create(wanted);
        Room made = outcome.now();
        String line = outcome.changed()
                ? "made room %d, %s, with %s in it"
                        .formatted(made.id(), made.name(), ChatColumns.count(made.users(), "user"))
                : Output.already("room %d, %s, is there".formatted(made.id(), made.name()));
        app.output(format).done(line, ChatColumns.ROOM, made);
        return 0;
    }
}
