package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.cli.UsageException;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Messages;
import dev.gymctl.core.chat.NewMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat send}. */
@Command(
        description = "Send a message to a room, or to all your rooms.",
        footer = {
            "",
            "At most 64 KiB of UTF-8. It goes out as it is, line breaks included; it cannot",
            "be edited afterwards, only deleted. What is sent is not in the audit log, but",
            "for what the owner of the database sends in somebody's name; without its words."
        })
public final class ChatSend implements Printing {
    private final App app;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ROOM", description = "The room's name; left out with --all.")
    private String room;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "What to say; the standard input when it is - or left out.")
    private String text;

    @Option(names = "--title", paramLabel = "TITLE", description = "A title above it.")
    private String title;

    @Option(names = "--all", description = "To every room that you may write to: to all of them or, if it fails, none.")
    private boolean all;

    @Option(names = "--matching", paramLabel = "PART", description = "With --all: only rooms with this in their name.")
    private String matching;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatSend(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return List.of(new Printed(false, ChatColumns.MESSAGE), new Printed(true, ChatColumns.MESSAGE));
    }

    @Override
    public Integer call() {
        refuseNonsense();
        NewMessage message = new NewMessage(title, content(all ? room : text));
        Messages messages = app.messages(speaker.user(app));
        Output output = app.output(format);
        if (!all) {
            Message sent = messages.send(room, message);
            output.done(
                    "sent message %d, #%d of %s".formatted(sent.id(), sent.number(), sent.roomName()),
                    ChatColumns.MESSAGE,
                    sent);
            return 0;
        }
        List<Message> sent = messages.sendToAll(matching, message, dryRun.isDryRun());
        String line = "%s %s%s"
                .formatted(
                        dryRun.isDryRun() ? "would send to" : "sent to",
                        sent.isEmpty()
                                ? "no room"
                                : sent.stream().map(Message::roomName).collect(Collectors.joining(", ")),
                        dryRun.isDryRun() ? "; nothing was changed" : "");
        output.allDone(line, ChatColumns.MESSAGE, sent);
        return 0;
    }

    private void refuseNonsense() {
        if (!all && room == null) {
            throw new UsageException("to which room?", "name one, or --all");
        } else if (all && text != null) {
            throw new UsageException("--all goes without a room", "gymctl chat send --all TEXT");
        } else if (!all && (matching != null || dryRun.isDryRun())) {
            throw new UsageException("--matching and --dry-run are for --all", null);
        }
    }

    private String content(String given) {
        if (given != null && !given.equals("-")) {
            return given;
        }
        try {
            byte[] bytes = app.console().in().readNBytes(NewMessage.MOST_BYTES + 1);
            if (bytes.length > NewMessage.MOST_BYTES) {
                throw new GymException(
                        Kind.INVALID, "the message has more than %d bytes".formatted(NewMessage.MOST_BYTES));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new GymException(Kind.INVALID, "the standard input is not UTF-8", null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
