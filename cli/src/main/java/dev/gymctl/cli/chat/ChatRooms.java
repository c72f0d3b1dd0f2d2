package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.chat.Rooms;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat rooms}. */
@Command(
        description = "List your rooms, with what you have not read; or who is in one.",
        footer = {
            "",
            "Rooms are listed by name. Unread are messages of others after the last one",
            "that you have read: see gymctl chat read. The owner of the database sees all",
            "rooms."
        })
public final class ChatRooms implements Printing {
    private final App app;

    @Parameters(arity = "0..1", paramLabel = "ROOM", description = "Who is in this room.")
    private String room;

    @Option(names = "--all", description = "Also those that you may join.")
    private boolean all;

    @Option(names = "--archived", description = "Also those that are archived.")
    private boolean archived;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatRooms(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(true, ChatColumns.USER), new Printed(true, ChatColumns.ROOM));
    }

    @Override
    public Integer call() {
        Rooms rooms = app.rooms(speaker.speaker(app));
        if (room != null) {
            app.output(format).list(ChatColumns.USER, rooms.users(room), "nobody is in it");
        } else {
            app.output(format)
                    .list(
                            ChatColumns.ROOM,
                            rooms.list(all, archived),
                            all ? "no rooms" : "no rooms: gymctl chat rooms --all shows those that you may join");
        }
        return 0;
    }
}
