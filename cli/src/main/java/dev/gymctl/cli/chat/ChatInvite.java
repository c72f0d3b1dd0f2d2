package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.PersonArgument;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.RoomUser;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat invite}. */
@Command(description = "Take others into a room that you are in.")
public final class ChatInvite implements Printing {
    private final App app;

    @Parameters(index = "0", paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "USER", description = "Ids or e-mails.")
    private List<PersonArgument> users;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatInvite(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ChatColumns.USER);
    }

    @Override
    public Integer call() {
        Outcome<List<RoomUser>> outcome = app.rooms(speaker.speaker(app))
                .invite(room, users.stream().map(PersonArgument::toString).toList());
        String line = "%s in %s"
                .formatted(
                        outcome.now().stream().map(RoomUser::fullName).collect(Collectors.joining(", ")),
                        outcome.now().get(0).roomName());
        app.output(format)
                .allDone(outcome.changed() ? "now " + line : Output.already(line), ChatColumns.USER, outcome.now());
        return 0;
    }
}
