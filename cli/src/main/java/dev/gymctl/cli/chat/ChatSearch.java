package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat search}. */
@Command(
        description = "Find messages by their words, the best first.",
        footer = {
            "",
            "All words have to be there, in any case; \"in quotes\" one after the other; or",
            "between two means one of them, a minus before one that it is not there."
        })
public final class ChatSearch implements Printing {
    private static final int MESSAGES = 20;
    private static final int MOST = 10_000;

    private final App app;

    @Parameters(paramLabel = "TEXT", description = "The words.")
    private String text;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only there; in all your rooms unless given.")
    private String room;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 20 unless given.")
    private int limit = MESSAGES;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatSearch(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.list(ChatColumns.FOUND);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new UsageException("--limit %d is not between 1 and %d".formatted(limit, MOST), null);
        }
        app.output(format)
                .list(
                        ChatColumns.FOUND,
                        app.messages(speaker.speaker(app)).search(text, room, limit),
                        "no message has these words");
        return 0;
    }
}
