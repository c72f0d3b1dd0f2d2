package dev.gymctl.cli.dashboard;

import dev.gymctl.cli.App;
import dev.gymctl.cli.Output;
import dev.gymctl.cli.Row;
import dev.gymctl.cli.SafeText;
import dev.gymctl.cli.Screen;
import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.db.Lookout;
import dev.gymctl.core.overview.Viewer;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The dashboard that stays. One thread draws; keys and looks at the database have threads of their own, so that no look
 * that is slow stops the keys.
 */
final class Watch {
    private final App app;
    private final Viewer viewer;
    private final int seconds;
    private final Look look;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private Morning morning;
    private String trouble;
    /** When to look again, as {@link System#nanoTime} counts. */
    private long due;

    private boolean looking;
    private boolean ended;
    private RuntimeException failure;

    /**
     * One that looks again after so many seconds.
     *
     * @param seconds at least 1
     */
    Watch(App app, Viewer viewer, int seconds, Look look) {
        this.app = app;
        this.viewer = viewer;
        this.seconds = seconds;
        this.look = look;
    }

    /**
     * Shows it until somebody leaves.
     *
     * @param output where each look is printed to; null: it is drawn on the terminal
     * @throws GymException UNAVAILABLE when there is no connection at first; DENIED when the session has ended
     */
    void run(Output output) {
        try (Lookout lookout = app.lookout()) {
            morning = look(lookout);
            if (output == null) {
                draw(lookout);
            } else {
                print(lookout, output);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Morning look(Lookout lookout) {
        return lookout.look(snapshot -> Morning.of(snapshot, viewer, app.clock()));
    }

    private void print(Lookout lookout, Output output) {
        output.one(DashboardColumns.ALL, morning);
        while (output.flush()) {
            try {
                TimeUnit.SECONDS.sleep(seconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                output.one(DashboardColumns.ALL, look(lookout));
            } catch (GymException e) {
                if (e.kind() != Kind.UNAVAILABLE) {
                    throw e;
                }
                app.console().remark(e.getMessage() + ": trying again");
            }
        }
    }

    private void draw(Lookout lookout) {
        ExecutorService looks = Executors.newSingleThreadExecutor(work -> daemon(work, "looks"));
        try (Screen screen = Screen.of(app.console())) {
            screen.onResize(() -> events.add(screen::clear));
            daemon(() -> type(screen), "keys").start();
            waitForNext();
            while (!ended) {
                screen.draw(rows(screen.width(), screen.height()));
                Runnable event = next();
                if (event != null) {
                    event.run();
                } else {
                    waitForNext();
                    lookAgain(looks, lookout);
                }
            }
        } finally {
            looks.shutdownNow();
        }
    }

    private void waitForNext() {
        due = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** What is to be done; null when it is time to look again. */
    private Runnable next() {
        try {
            return events.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> ended = true;
        }
    }

    private void lookAgain(ExecutorService looks, Lookout lookout) {
        if (looking) {
            return;
        }
        looking = true;
        looks.execute(() -> {
            try {
                Morning seen = look(lookout);
                events.add(() -> {
                    looking = false;
                    trouble = null;
                    morning = seen;
                });
            } catch (RuntimeException e) {
                events.add(() -> lament(e));
            }
        });
    }

    private void lament(RuntimeException e) {
        looking = false;
        if (e instanceof GymException refused && refused.kind() == Kind.UNAVAILABLE) {
            trouble = refused.getMessage();
        } else {
            failure = e;
            ended = true;
        }
    }

    private void type(Screen screen) {
        Screen.Stroke stroke;
        do {
            stroke = screen.next();
            Screen.Stroke pressed = stroke;
            events.add(() -> press(pressed, screen));
        } while (stroke.key() != Screen.Key.CLOSED);
    }

    private void press(Screen.Stroke stroke, Screen screen) {
        switch (stroke.key()) {
            case CTRL_C, CTRL_D, CLOSED -> ended = true;
            case REDRAW -> screen.clear();
            case TEXT -> {
                ended = stroke.text().equals("q");
                if (stroke.text().equals("r")) {
                    due = System.nanoTime();
                }
            }
            default -> {}
        }
    }

    private List<String> rows(int width, int height) {
        List<Row> rows = new ArrayList<>(new Page(morning, look, width, height - 1).rows());
        while (rows.size() < height - 1) {
            rows.add(Row.EMPTY);
        }
        List<Row> shown = new ArrayList<>(rows.subList(0, Math.max(0, height - 1)));
        shown.add(status(width).cut(width, look.ellipsis()));
        return shown.stream().map(Row::styled).toList();
    }

    private Row status(int width) {
        ZoneId zone = morning.overview().gym().zone();
        LocalTime at = LocalTime.ofInstant(morning.overview().at(), zone).truncatedTo(ChronoUnit.SECONDS);
        String seen = "%02d:%02d:%02d".formatted(at.getHour(), at.getMinute(), at.getSecond());
        if (trouble != null) {
            return Row.of("as of " + seen + ", trying again: " + SafeText.of(trouble), look.bad());
        }
        String keys = "   r look again   q leave";
        String whole = "as of %s, every %d s".formatted(seen, seconds) + keys;
        return Row.of(whole.length() <= width ? whole : seen + keys, look.faint());
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
