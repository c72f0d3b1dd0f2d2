package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.chat.HistoryPage;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Speaker;
import dev.gymctl.core.chat.Tail;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat open}. */
@Command(
        description = "Sit down in a room: read what was said, see what comes, answer.",
        footer = {
            "",
            "On a terminal it takes the whole screen. What you see there you have read:",
            "the room's read mark goes with it. Enter sends, Alt-Enter begins a new line,",
            "Tab completes a name, PgUp and PgDn go back and forward, /help shows all keys;",
            "Ctrl-D, Ctrl-C or /quit leaves. What is pasted stays one message.",
            "",
            "Where no terminal is, and with -o ndjson, it prints the last 50 messages and",
            "then every new one, as gymctl chat history and gymctl chat tail do."
        })
public final class ChatOpen implements Printing {
    private static final int MESSAGES = 50;

    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatOpen(App app) {
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
        Speaker me = speaker.speaker(app);
        if (output.isForPeople() && isAtTerminal()) {
            new Conversation(app, me, room).hold();
        } else {
            print(output, me);
        }
        return 0;
    }

    private boolean isAtTerminal() {
        return app.console().isInteractive()
                && app.console().outIsTerminal()
                && !"dumb".equals(app.environment().get("TERM"));
    }

    private void print(Output output, Speaker me) {
        List<Message> last = app.messages(me).history(room, new HistoryPage(null, null, null, MESSAGES));
        MessagePrinter printer = new MessagePrinter(output, app.console(), false);
        if (printer.read(last)) {
            Tail tail = app.tail(me);
            tail.add(room, last.isEmpty() ? 0 : last.get(last.size() - 1).number());
            tail.follow(printer);
        }
    }
}
