package dev.gymctl.cli.chat;

import dev.gymctl.cli.Row;
import dev.gymctl.cli.SafeText;
import dev.gymctl.cli.TextWidth;
import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Room;
import dev.gymctl.core.chat.RoomUser;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What stands where on the screen while a conversation is open: the room's name, messages, a line about them, and what is
 * being typed. It knows no terminal and no database.
 */
final class ConversationView {
    private static final Duration ONE_BREATH = Duration.ofMinutes(5);
    private static final String INDENT = "  ";
    private static final int NARROWEST = 12;
    /** How many messages are kept; older ones are loaded again when somebody goes back to them. */
    static final int MOST_KEPT = 5000;

    private static final List<String> HELP = List.of(
            "Enter            send",
            "Alt-Enter        a new line",
            "Tab              complete a name",
            "Up, Down         what you sent before",
            "PgUp, PgDn       back and forward",
            "Alt-<, Alt->     the oldest shown, the newest",
            "Ctrl-W U K       delete a word, to the",
            "                 beginning, to the end",
            "/help, /quit     also Ctrl-D, Ctrl-C",
            "//text           send /text");

    private final Room room;
    private final Long me;
    private final long readBefore;
    private final ZoneId zone;
    private final Palette palette;
    private final boolean mayWrite;
    private final InputLine input = new InputLine();
    private final SortedSet<String> names = new TreeSet<>();
    private final List<Message> messages = new ArrayList<>();
    /** The rows of each message, with what stands above it. */
    private final List<List<Row>> blocks = new ArrayList<>();

    private final int people;
    private int width;
    private int height;
    /** How many rows are below the last one shown. */
    private int below;

    private boolean older;
    private boolean loading;
    private boolean failed;
    private int sending;
    /** The first message that was not read when this began; 0 when there is none. */
    private long firstNew;

    private String notice;
    private String trouble;
    private boolean help;

    /**
     * An empty view.
     *
     * @param me who reads; null for the owner of the database
     */
    ConversationView(Room room, List<RoomUser> users, Long me, ZoneId zone, Palette palette, int width, int height) {
        this.room = room;
        this.me = me;
        this.zone = zone;
        this.palette = palette;
        this.mayWrite = me != null && room.archivedAt() == null;
        this.readBefore = users.stream()
                .filter(user -> me != null && user.userId() == me)
                .mapToLong(RoomUser::readNumber)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        this.people = users.size();
        users.forEach(user -> names.add(user.fullName()));
        resize(width, height);
    }

    InputLine input() {
        return input;
    }

    Collection<String> names() {
        return names;
    }

    boolean mayWrite() {
        return mayWrite;
    }

    /** The screen has this size from now on; the last message shown stays where it is. */
    void resize(int columns, int rows) {
        int last = lastShown();
        width = Math.max(NARROWEST, columns);
        height = Math.max(2, rows);
        layOutAll();
        below = 0;
        for (int i = last + 1; last >= 0 && i < blocks.size(); i++) {
            below += blocks.get(i).size();
        }
    }

    /**
     * The room's messages before those that are here.
     *
     * @param more whether there are still older ones
     */
    void addOlder(List<Message> found, boolean more) {
        loading = false;
        if (!found.isEmpty()
                && !messages.isEmpty()
                && found.get(found.size() - 1).number() != oldest() - 1) {
            return; // what was here when they were asked for has been forgotten meanwhile
        }
        older = more;
        messages.addAll(0, found);
        found.forEach(message -> names.add(message.sender()));
        firstNew = 0;
        if (!older || (!messages.isEmpty() && messages.get(0).number() <= readBefore + 1)) {
            firstNew = messages.stream()
                    .filter(message -> message.number() > readBefore && !isMine(message))
                    .mapToLong(Message::number)
                    .findFirst()
                    .orElse(0);
        }
        layOutAll();
    }

    /** Messages that came. Whoever has gone back stays there. */
    void add(List<Message> came) {
        for (Message message : came) {
            names.add(message.sender());
            messages.add(message);
            List<Row> block = layOut(messages.size() - 1);
            blocks.add(block);
            below += below > 0 ? block.size() : 0;
        }
        if (messages.size() > MOST_KEPT && below == 0) {
            messages.subList(0, messages.size() - MOST_KEPT).clear();
            blocks.subList(0, blocks.size() - MOST_KEPT).clear();
            older = true;
        }
    }

    /** Messages that have been deleted: of those that are here only that there was one is left. The last one shown stays. */
    void lose(List<Message> deleted) {
        int last = lastShown();
        for (Message message : deleted) {
            int at = messages.isEmpty()
                    ? -1
                    : (int) (message.number() - messages.get(0).number());
            if (at >= 0 && at < messages.size() && messages.get(at).deletedAt() == null) {
                messages.set(at, message);
                int rows = blocks.get(at).size();
                blocks.set(at, layOut(at));
                below += below > 0 && at > last ? blocks.get(at).size() - rows : 0;
            }
        }
    }

    /** Whether older messages should be loaded now; says yes once. */
    boolean asksForOlder() {
        if (older && !loading && !failed && total() - below <= 2 * area()) {
            loading = true;
            return true;
        }
        return false;
    }

    /** Older messages could not be loaded; it is tried again when somebody goes back. */
    void failedToLoad(String why) {
        loading = false;
        failed = true;
        notice = why;
    }

    /** The number of the oldest message here; null when there is none. */
    Long oldest() {
        return messages.isEmpty() ? null : messages.get(0).number();
    }

    /** The number of the newest message that has been on the screen to its end; 0 when there is none. */
    long lastSeen() {
        int last = lastShown();
        return last < 0 ? 0 : messages.get(last).number();
    }

    /** Back to the first message that was not read when this began; to the end when there is none. */
    void goToNew() {
        below = 0;
        for (int i = messages.size() - 1, rows = 0; i >= 0; i--) {
            rows += blocks.get(i).size();
            if (messages.get(i).number() == firstNew) {
                below = Math.max(0, rows - area());
            }
        }
    }

    void pageUp() {
        failed = false;
        below = Math.max(0, Math.min(below + Math.max(1, area() - 1), total() - area()));
    }

    void pageDown() {
        below = Math.max(0, below - Math.max(1, area() - 1));
    }

    void top() {
        failed = false;
        below = Math.max(0, total() - area());
    }

    void bottom() {
        below = 0;
    }

    /** Somebody is sending a message. */
    void beginSending() {
        sending++;
        notice = null;
        firstNew = 0;
        layOutAll();
        bottom();
    }

    /** It was sent. */
    void sent() {
        sending--;
    }

    /** It was not, and here it is again. */
    void notSent(String text, String why) {
        sending--;
        input.giveBack(text);
        notice = why;
    }

    /** Says something until the next key; null for nothing. */
    void say(String said) {
        notice = said;
    }

    /** Says what is wrong until it is right again; null when it is. */
    void lament(String wrong) {
        trouble = wrong;
    }

    boolean isInTrouble() {
        return trouble != null;
    }

    void help(boolean shown) {
        help = shown;
    }

    boolean showsHelp() {
        return help;
    }

    /** Where the cursor is: row and column, from 0. */
    int[] cursor() {
        InputLine.Shown typed = typed();
        return new int[] {height - typed.rows().size() + typed.row(), Math.min(typed.column(), width - 1)};
    }

    /** Everything that is on the screen, from the top: as many rows as it has. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (hasTitle()) {
            rows.add(title());
        }
        rows.addAll(help ? helped() : shown());
        if (hasStatus()) {
            rows.add(status());
        }
        typed().rows().forEach(row -> rows.add(Row.of(row, "")));
        return rows;
    }

    private InputLine.Shown typed() {
        if (!mayWrite && input.isEmpty()) {
            String why = me == null ? "(you only read: --as USER writes)" : "(archived: it can only be read)";
            return new InputLine.Shown(List.of(TextWidth.cut(why, width)), 0, 0);
        }
        return input.shown(width, Math.max(1, height / 3));
    }

    private boolean hasTitle() {
        return height >= 6;
    }

    private boolean hasStatus() {
        return height >= 4;
    }

    /** How many rows there are for messages. */
    private int area() {
        return Math.max(
                1,
                height
                        - (hasTitle() ? 1 : 0)
                        - (hasStatus() ? 1 : 0)
                        - typed().rows().size());
    }

    private Row title() {
        String about = "  " + ChatColumns.count(people, "user") + (room.archivedAt() == null ? "" : ", archived");
        String name = TextWidth.cut(SafeText.of(room.name()), Math.max(1, width - about.length() - 1));
        String text = " " + name + about;
        return Row.of(
                TextWidth.cut(text + " ".repeat(Math.max(0, width - TextWidth.of(text))), width), palette.title());
    }

    private List<Row> shown() {
        int area = area();
        int end = total() - Math.min(below, Math.max(0, total() - area));
        int begin = Math.max(0, end - area);
        List<Row> rows = new ArrayList<>();
        for (int i = end - begin; i < area; i++) {
            rows.add(Row.EMPTY);
        }
        int at = 0;
        for (List<Row> block : blocks) {
            if (at + block.size() > begin && at < end) {
                rows.addAll(block.subList(Math.max(0, begin - at), Math.min(block.size(), end - at)));
            }
            at += block.size();
        }
        return rows;
    }

    private List<Row> helped() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < area(); i++) {
            rows.add(i < HELP.size() ? Row.of(TextWidth.cut(HELP.get(i), width), "") : Row.EMPTY);
        }
        return rows;
    }

    private Row status() {
        if (trouble != null) {
            return line(trouble, palette.warning());
        } else if (notice != null) {
            return line(notice, palette.warning());
        } else if (help) {
            return line("any key goes on", palette.faint());
        } else if (below > 0) {
            int last = lastShown();
            String more = ChatColumns.count(messages.size() - 1 - last, "message") + " below";
            boolean atTop = below >= total() - area();
            return line(more + (!atTop ? "" : loading ? ", loading" : ", at the beginning"), palette.strong());
        } else if (sending > 0) {
            return line("sending", palette.faint());
        }
        return line(
                width < 60 ? "/help" : "/help for the keys, PgUp for what was before, Ctrl-D to leave",
                palette.faint());
    }

    /** {@code ── text ─────}, as wide as the screen. */
    private Row line(String text, String style) {
        String cut = TextWidth.cut(SafeText.of(text), width - 4);
        return Row.of("── " + cut + " " + "─".repeat(Math.max(0, width - 4 - TextWidth.of(cut))), style);
    }

    /** The last message that ends on the screen or above it; less than 0 when there is none. */
    private int lastShown() {
        int last = blocks.size() - 1;
        for (int rows = 0; last >= 0 && rows < below; last--) {
            rows += blocks.get(last).size();
        }
        return last;
    }

    private int total() {
        return blocks.stream().mapToInt(List::size).sum();
    }

    private void layOutAll() {
        blocks.clear();
        for (int i = 0; i < messages.size(); i++) {
            blocks.add(layOut(i));
        }
    }

    private List<Row> layOut(int at) {
        Message message = messages.get(at);
        Message previous = at == 0 ? null : messages.get(at - 1);
        List<Row> rows = new ArrayList<>();
        boolean newDay = previous == null || !day(previous).equals(day(message));
        if (newDay) {
            String weekday = day(message).getDayOfWeek().name();
            rows.add(line(
                    weekday.charAt(0) + weekday.substring(1, 3).toLowerCase(Locale.ROOT) + " " + day(message),
                    palette.faint()));
        }
        boolean firstNewOne = message.number() == firstNew;
        if (firstNewOne) {
            rows.add(line("new", palette.warning()));
        }
        boolean goesOn = !newDay
                && !firstNewOne
                && previous.userId() == message.userId()
                && message.title() == null
                && Duration.between(previous.sentAt(), message.sentAt()).compareTo(ONE_BREATH) < 0;
        if (!goesOn) {
            String time = "  "
                    + LocalDateTime.ofInstant(message.sentAt(), zone).toString().substring(11, 16);
            String name = TextWidth.cut(SafeText.of(message.sender()), width - time.length());
            rows.add(Row.of(name, palette.name(message.userId())).and(time, palette.faint()));
        }
        if (message.title() != null) {
            wrapped(rows, message.title(), palette.strong());
        }
        wrapped(rows, ChatColumns.text(message), message.deletedAt() == null ? "" : palette.faint());
        return rows;
    }

    private void wrapped(List<Row> rows, String text, String style) {
        for (String written : SafeText.lines(text.stripTrailing()).split("\n", -1)) {
            for (String piece : TextWidth.wrap(written, width - INDENT.length())) {
                rows.add(Row.of(INDENT + piece, style));
            }
        }
    }

    private boolean isMine(Message message) {
        return me != null && message.userId() == me;
    }

    private LocalDate day(Message message) {
        return LocalDate.ofInstant(message.sentAt(), zone);
    }
}
