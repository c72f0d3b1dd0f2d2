package dev.gymctl.cli.chat;

import dev.gymctl.cli.Console;
import dev.gymctl.cli.Output;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Tail;
import java.util.List;

/**
 * Prints what comes, each message at once.
 *
 * @param several whether there are several rooms, so that each message has to say in which it is
 */
record MessagePrinter(Output output, Console console, boolean several) implements Tail.Reader {
    @Override
    public boolean read(List<Message> messages) {
        for (Message message : messages) {
            if (output.isForPeople()) {
                output.passage(ChatColumns.head(message, several), ChatColumns.text(message));
            } else {
                output.one(ChatColumns.MESSAGE, message);
            }
            if (!output.flush()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void leave(String room) {
        console.remark("you are in the room '%s' no more".formatted(room));
    }

    @Override
    public void lose(String why) {
        console.remark("the connection was lost (%s): trying again".formatted(why));
    }

    @Override
    public void find() {
        console.remark("connected again");
    }

    @Override
    public void poll() {
        console.remark("notifications do not get through here: asking every second instead");
    }
}
