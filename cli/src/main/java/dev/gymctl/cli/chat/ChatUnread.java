package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gymctl chat unread}. */
@Command(description = "List the rooms where there is something that you have not read.")
public final class ChatUnread implements Printing {
    private final App app;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatUnread(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ChatColumns.ROOM);
    }

    @Override
    public Integer call() {
        app.output(format).list(ChatColumns.ROOM, app.rooms(speaker.user(app)).unread(), "you have read everything");
        return 0;
    }
}
