package dev.gymctl.cli.chat;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Row;
import dev.gymctl.cli.Screen;
import dev.gymctl.cli.Screen.Stroke;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.chat.HistoryPage;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Messages;
import dev.gymctl.core.chat.NewMessage;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.RoomUser;
import dev.gymctl.core.chat.Rooms;
import dev.gymctl.core.chat.Speaker;
import dev.gymctl.core.chat.Tail;
import dev.gymctl.core.db.SqlErrors;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One room on the screen, until somebody leaves it. One thread has the view; the others, of the keys, of the tail and of
 * what is asked of the database, hand it what there is to do.
 */
final class Conversation {
    private static final int PAGE = 100;
    /** How far back it looks for the first message that was not read. */
    private static final int FAR_BACK = 1000;

    private static final int LAST_WORDS_SECONDS = 10;

    private final App app;
    private final Speaker me;
    private final String name;
    private final Rooms rooms;
    private final Messages messages;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final ExecutorService jobs = Executors.newSingleThreadExecutor(work -> daemon(work, "chat"));
    private final Queue<String> unsent = new ConcurrentLinkedQueue<>();
    private ConversationView view;
    private boolean ended;
    private boolean asking;
    private boolean askAgain;
    private RuntimeException failure;
    private long marked;

    Conversation(App app, Speaker me, String name) {
        this.app = app;
        this.me = me;
        this.name = name;
        this.rooms = app.rooms(me);
        this.messages = app.messages(me);
    }

    /**
     * Shows the room until somebody leaves.
     *
     * @throws GymException NOT_FOUND if one is in no such room; DENIED when one is in it no more, or the session has ended
     */
    void hold() {
        Room room = rooms.get(name);
        List<RoomUser> users = rooms.users(name);
        ZoneId zone = app.zone();
        List<Message> last = messages.history(name, new HistoryPage(null, null, null, PAGE));
        Tail tail = app.tail(me);
        tail.add(name, last.isEmpty() ? 0 : last.get(last.size() - 1).number());
        try (Screen screen = Screen.of(app.console())) {
            Palette palette = new Palette(app.colors(), screen.hasManyColors());
            view = new ConversationView(room, users, me.userId(), zone, palette, screen.width(), screen.height());
            view.addOlder(last, last.size() == PAGE);
            loadUnread(room);
            view.goToNew();
            screen.onResize(() -> events.add(() -> {
                view.resize(screen.width(), screen.height());
                screen.clear();
            }));
            daemon(() -> type(screen), "keys").start();
            daemon(() -> follow(tail), "tail").start();
            run(screen);
        } finally {
            tail.end();
            speakLastWords();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** So many older messages that the first unread one is among them, unless it is too far back. */
    private void loadUnread(Room room) {
        long unread = room.unread() == null ? 0 : room.unread();
        for (int loaded = PAGE; loaded < Math.min(unread + 1, FAR_BACK) && view.asksForOlder(); loaded += PAGE) {
            List<Message> page = messages.history(name, new HistoryPage(view.oldest(), null, null, PAGE));
            view.addOlder(page, page.size() == PAGE);
        }
    }

    private void run(Screen screen) {
        show(screen);
        while (!ended) {
            next().run();
            for (Runnable event = events.poll(); event != null && !ended; event = events.poll()) {
                event.run();
            }
            if (!ended) {
                show(screen);
            }
        }
    }

    private void show(Screen screen) {
        if (view.asksForOlder()) {
            loadOlder();
        }
        int[] cursor = view.cursor();
        screen.draw(view.rows().stream().map(Row::styled).toList(), cursor[0], cursor[1]);
        markRead();
    }

    private Runnable next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> ended = true;
        }
    }

    private void type(Screen screen) {
        Stroke stroke;
        do {
            stroke = screen.next();
            Stroke pressed = stroke;
            events.add(() -> press(pressed, screen));
        } while (stroke.key() != Screen.Key.CLOSED);
    }

    private void press(Stroke stroke, Screen screen) {
        InputLine input = view.input();
        boolean goesOn = view.showsHelp();
        view.say(null);
        view.help(false);
        switch (stroke.key()) {
            case TEXT, PASTE -> write(stroke.text(), goesOn);
            case NEW_LINE -> write("\n", goesOn);
            case ENTER -> enter();
            case BACKSPACE -> input.backspace();
            case DELETE -> input.delete();
            case LEFT -> input.left();
            case RIGHT -> input.right();
            case HOME -> input.home();
            case END -> {
                if (input.isEmpty()) {
                    view.bottom();
                } else {
                    input.end();
                }
            }
            case UP -> input.up();
            case DOWN -> input.down();
            case PAGE_UP -> view.pageUp();
            case PAGE_DOWN -> view.pageDown();
            case TOP -> view.top();
            case BOTTOM -> view.bottom();
            case DELETE_WORD -> input.deleteWord();
            case DELETE_BEFORE -> input.deleteBefore();
            case DELETE_AFTER -> input.deleteAfter();
            case TAB -> input.complete(view.names());
            case REDRAW -> screen.clear();
            case CTRL_D -> {
                if (input.isEmpty()) {
                    ended = true;
                } else {
                    input.delete();
                }
            }
            case CTRL_C, CLOSED -> ended = true;
            case OTHER -> {}
        }
    }

    private void write(String text, boolean goesOn) {
        if (!goesOn || !text.isBlank()) {
            view.input().insert(text);
        }
    }

    private void enter() {
        String typed = view.input().text();
        if (typed.isBlank()) {
            view.input().clear();
            view.bottom();
        } else if (typed.startsWith("/") && !typed.startsWith("//") && !typed.contains("\n")) {
            command(typed.strip());
        } else if (!view.mayWrite()) {
            view.say("you can only read here");
        } else if (view.isInTrouble()) {
            view.say("not sent: there is no connection");
        } else {
            send(typed);
        }
    }

    private void command(String typed) {
        switch (typed) {
            case "/quit", "/q" -> ended = true;
            case "/help" -> {
                view.input().clear();
                view.help(true);
            }
            default -> view.say("no such command: /help, /quit; // sends what begins with /");
        }
    }

    private void send(String typed) {
        NewMessage message;
        try {
            message = new NewMessage(null, typed.startsWith("//") ? typed.substring(1) : typed);
        } catch (GymException refused) {
            view.say(refused.getMessage());
            return;
        }
        String text = view.input().take();
        view.beginSending();
        unsent.add(text);
        attempt(
                () -> {
                    messages.send(name, message);
                    unsent.remove(text);
                    events.add(view::sent);
                },
                refused -> {
                    unsent.remove(text);
                    view.notSent(
                            text,
                            refused.kind() == Kind.UNAVAILABLE
                                    ? "perhaps not sent (%s): see whether it comes".formatted(refused.getMessage())
                                    : "not sent: " + refused.getMessage());
                });
    }

    private void loadOlder() {
        Long before = view.oldest();
        attempt(
                () -> {
                    List<Message> page = messages.history(name, new HistoryPage(before, null, null, PAGE));
                    events.add(() -> {
                        view.addOlder(page, page.size() == PAGE);
                        askForDeleted();
                    });
                },
                refused -> view.failedToLoad(refused.getMessage()));
    }

    /** Which of the messages that are here were deleted meanwhile; once more for all that came since it was asked. */
    private void askForDeleted() {
        Long oldest = view.oldest();
        askAgain = asking;
        if (asking || oldest == null) {
            return;
        }
        asking = true;
        attempt(
                () -> {
                    List<Message> deleted = messages.deleted(name, oldest);
                    events.add(() -> {
                        asking = false;
                        view.lose(deleted);
                        if (askAgain) {
                            askForDeleted();
                        }
                    });
                },
                refused -> asking = false);
    }

    /** What has been seen is read. */
    private void markRead() {
        long seen = view.lastSeen();
        if (!me.isSomebody() || seen <= marked || view.isInTrouble()) {
            return;
        }
        marked = seen;
        attempt(() -> rooms.markRead(name, seen), refused -> {});
    }

    /** Asks the database for something, after all that it was asked for before. */
    private void attempt(Runnable work, Consumer<GymException> whenRefused) {
        jobs.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                GymException refused = SqlErrors.translate(e);
                events.add(() -> {
                    if (refused == null) {
                        fail(e);
                    } else {
                        whenRefused.accept(refused);
                    }
                });
            }
        });
    }

    private void fail(RuntimeException e) {
        failure = e;
        ended = true;
    }

    private void follow(Tail tail) {
        try {
            tail.follow(new Follower());
        } catch (RuntimeException e) {
            events.add(() -> fail(e));
        }
    }

    /** Waits for what was sent at the end, and says what could not be. */
    private void speakLastWords() {
        jobs.shutdown();
        try {
            if (!jobs.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                jobs.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unsent.forEach(text -> app.console().remark("perhaps not sent: " + text));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Hands on what the tail tells. */
    private final class Follower implements Tail.Reader {
        @Override
        public boolean read(List<Message> came) {
            events.add(() -> {
                view.add(came);
                askForDeleted();
            });
            return true;
        }

        @Override
        public void change() {
            events.add(Conversation.this::askForDeleted);
        }

        @Override
        public void leave(String room) {
            // It follows but one, and ends when one is out of it.
        }

        @Override
        public void lose(String why) {
            events.add(() -> view.lament("the connection was lost (%s): trying again".formatted(why)));
        }

        @Override
        public void find() {
            events.add(() -> {
                view.lament(null);
                marked = 0;
                askForDeleted();
            });
        }

        @Override
        public void poll() {
            events.add(() -> view.say("notifications do not get through: asking every second"));
        }
    }
}
