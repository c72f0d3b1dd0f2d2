package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.chat.Tail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat tail}. */
@Command(
        description = "Follow rooms: every new message, once and in order.",
        footer = {
            "",
            "It goes on until you stop it. The messages of a room come by their number,",
            "without a gap, also when the connection or the server was away. To go on where",
            "another run stopped, give the last number that it printed. It prints lines, or",
            "with -o ndjson an object a line."
        })
public final class ChatTail implements Printing {
    private final App app;

    @Parameters(arity = "1..*", paramLabel = "ROOM", description = "The rooms' names.")
    private List<String> rooms;

    @Option(
            names = "--after",
            paramLabel = "N",
            description =
                    "After the message of this number; of several rooms, ROOM=N. What comes from now on unless given.")
    private List<String> after = List.of();

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatTail(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.MESSAGE);
    }

    @Override
    public Integer call() {
        Output output = app.output(format);
        if (!output.goesOn()) {
            throw new UsageException("what has no end is printed as lines, or as ndjson", "-o ndjson");
        }
        Map<String, Long> known = known();
        Tail tail = app.tail(speaker.speaker(app));
        for (String room : rooms) {
            tail.add(room, known.get(room));
        }
        app.database().disconnect(); // the tail has a connection of its own
        tail.follow(new MessagePrinter(output, app.console(), rooms.size() > 1));
        return 0;
    }

    /** The last number that is known of each room. */
    private Map<String, Long> known() {
        Map<String, Long> known = new HashMap<>();
        for (String given : after) {
            int equals = given.lastIndexOf('=');
            String room = equals >= 0 ? given.substring(0, equals) : rooms.get(0);
            String number = given.substring(equals + 1);
            if (equals < 0 && rooms.size() > 1) {
                throw new UsageException("--after %s: of which room?".formatted(given), "--after ROOM=" + given);
            } else if (!rooms.contains(room) || !number.matches("\\d{1,18}")) {
                throw new UsageException(
                        "--after is a number, or ROOM=N of a room that is followed, not '%s'".formatted(given), null);
            }
            known.put(room, Long.valueOf(number));
        }
        return known;
    }
}
