package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DateTimeArgument;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.chat.HistoryPage;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Messages;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat history}. */
@Command(
        description = "Show the last 50 messages of a room, or others.",
        footer = {
            "",
            "They are shown from the oldest to the newest, each with its number in the room.",
            "Go back with --before and the first number shown, forward with --after and the",
            "last one. Who is in the room reads it; an admin has to join it first. The owner",
            "of the database reads every room."
        })
public final class ChatHistory implements Printing {
    private static final int MESSAGES = 50;
    private static final int MOST = 10_000;

    private final App app;

    @Parameters(paramLabel = "ROOM", description = "The room's name.")
    private String room;

    @Option(names = "--before", paramLabel = "N", description = "The last ones before the message of this number.")
    private Long before;

    @Option(names = "--after", paramLabel = "N", description = "The first ones after the message of this number.")
    private Long after;

    @Option(names = "--since", paramLabel = "TIME", description = "The first ones from this time on: 2026-10-01T18:30.")
    private DateTimeArgument since;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 50 unless given.")
    private int limit = MESSAGES;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatHistory(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ChatColumns.MESSAGE);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new UsageException("--limit %d is not between 1 and %d".formatted(limit, MOST), null);
        } else if (before != null && (after != null || since != null)) {
            throw new UsageException("--before goes back, --after and --since go forward", "give one of both");
        }
        Messages messages = app.messages(speaker.speaker(app));
        // One more than asked for tells whether there are more.
        List<Message> found = messages.history(
                room, new HistoryPage(before, after, since == null ? null : since.resolve(app.zone()), limit + 1));
        boolean more = found.size() > limit;
        boolean back = after == null && since == null;
        List<Message> shown = !more ? found : back ? found.subList(1, limit + 1) : found.subList(0, limit);
        Output output = app.output(format);
        if (!output.isForPeople()) {
            output.list(ChatColumns.MESSAGE, shown, "");
            return 0;
        }
        for (Message message : shown) {
            output.passage(ChatColumns.head(message, false), ChatColumns.text(message));
        }
        if (shown.isEmpty()) {
            app.console().remark("no messages");
        } else if (more) {
            app.console()
                    .remark(
                            back
                                    ? "there are more: go back with --before "
                                            + shown.get(0).number()
                                    : "there are more: go on with --after "
                                            + shown.get(shown.size() - 1).number());
        }
        return 0;
    }
}
