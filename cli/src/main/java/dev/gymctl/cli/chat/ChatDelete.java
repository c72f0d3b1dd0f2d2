package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.ConfirmOptions;
import dev.gymctl.cli.DryRunOption;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.OutputOptions;
import dev.gymctl.cli.Printed;
import dev.gymctl.cli.Printing;
import dev.gymctl.core.audit.Outcome;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Messages;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gymctl chat delete}. */
@Command(
        description = "Take the words of a message away; that there was one stays.",
        footer = {"", "Your own, or as an admin any. A message cannot be edited."})
public final class ChatDelete implements Printing {
    private final App app;

    @Parameters(paramLabel = "MESSAGE", description = "The message's id.")
    private long id;

    @Mixin
    private final SpeakerOptions speaker = new SpeakerOptions();

    @Mixin
    private final ConfirmOptions confirmation = new ConfirmOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    @Mixin
    private final OutputOptions format = new OutputOptions();

    public ChatDelete(App app) {
        this.app = app;
    }

    @Override
    public List<Printed> printed() {
        return Printed.one(ChatColumns.MESSAGE);
    }

    @Override
    public Integer call() {
        Messages messages = app.messages(speaker.speaker(app));
        Output output = app.output(format);
        Outcome<Message> trial = messages.delete(id, true);
        String what = "message %d of %s in %s"
                .formatted(id, trial.now().sender(), trial.now().roomName());
        if (!trial.changed()) {
            output.done(Output.already(what + " is deleted"), ChatColumns.MESSAGE, trial.now());
            return 0;
        }
        if (dryRun.isDryRun()) {
            output.done("would delete %s; nothing was changed".formatted(what), ChatColumns.MESSAGE, trial.now());
            return 0;
        }
        confirmation.confirm(app.console(), "delete %s for good?".formatted(what));
        output.done(
                "deleted " + what,
                ChatColumns.MESSAGE,
                messages.delete(id, false).now());
        return 0;
    }
}
