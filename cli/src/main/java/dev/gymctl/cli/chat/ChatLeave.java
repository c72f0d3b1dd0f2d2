package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.RoomUser;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat leave}. */
@Command(
        description = "Go out of a room, or take others out of it.",
        footer = {
            "",
            "Who is out sees no more of it at once. A coach, a treasurer or an admin takes",
            "others out, but nobody of a higher role. From an open room they can come back."
        })
public final class ChatLeave implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "USER",
            description = "Take these out instead: ids or e-mails.")
    private List<PersonArgument> users = List.of();

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatLeave(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, ChatColumns.ROOM), new Printed(true, ChatColumns.USER));
    }

    @Override
    public Integer call() {
        if (users.isEmpty()) {
            Outcome<Room> outcome = app.rooms(speaker.user(app)).leave(room);
            String name = outcome.now().name();
            app.output(format)
                    .done(
                            outcome.changed() ? "left " + name : Output.already("you are not in " + name),
                            ChatColumns.ROOM,
                            outcome.now());
            return 0;
        }
        Outcome<List<RoomUser>> outcome = app.rooms(speaker.speaker(app))
                .takeOut(room, users.stream().map(PersonArgument::toString).toList());
        String line = outcome.changed()
                ? "took %s out of %s"
                        .formatted(
                                outcome.now().stream().map(RoomUser::fullName).collect(Collectors.joining(", ")),
                                outcome.now().get(0).roomName())
                : Output.already("none of them is in " + room);
        app.output(format).allDone(line, ChatColumns.USER, outcome.now());
        return 0;
    }
}
