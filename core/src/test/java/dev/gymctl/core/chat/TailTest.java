package dev.gymctl.core.chat;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.Role;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Following rooms while much is written, and much goes wrong. */
@Timeout(120)
class TailTest {
    private static final Tail.Pace PACE = new Tail.Pace(200, 50, 5000, 10, 40);
    /** Asks only when it is woken up. */
    private static final Tail.Pace ASLEEP = new Tail.Pace(60_000, 50, 5000, 10, 40);
    /** Finds out quickly that notifications do not get through. */
    private static final Tail.Pace IN_DOUBT = new Tail.Pace(50, 50, 200, 10, 40);

    /** How many messages a writer sends in one transaction. */
    private static final int BATCH = 25;
    /** How often each tail is cut off. */
    private static final int CUTS = 50;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Speaker ann;
    private static Speaker bob;
    private static int count;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String room;

    @BeforeAll
    static void people() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        List<Long> members = gym.activeMembers(2);
        ann = new Speaker(members.get(0), Role.MEMBER, null);
        bob = new Speaker(members.get(1), Role.MEMBER, null);
    }

    @BeforeEach
    void aRoom() {
        room = room();
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * Four writers in each of two rooms. In the first some of them stay in their transaction after sending, until those of
     * the other room have committed more; others have begun theirs long before they send. One tail is cut again and
     * again and goes on in a new one after what it has seen; the server ends the connections of both.
     */
    @Test
    void handsEveryMessageOnOnceAndInOrder() throws Exception {
        String other = room();
        int each = 1250;
        int all = 8 * each;
        Seen restarted = new Seen();
        Seen reconnecting = new Seen();
        Future<Integer> one = threads.submit(() -> {
            Random random = new Random(7);
            int tails = 0;
            while (restarted.size() < all) {
                restarted.enoughAt(Math.min(all, restarted.size() + 1 + random.nextInt(60)));
                Tail tail = tail(database.database(), ann, PACE);
                tail.add(room, restarted.last(room));
                tail.add(other, restarted.last(other));
                tail.follow(restarted);
                tails++;
            }
            return tails;
        });
        reconnecting.enoughAt(all);
        Tail steady = tail(database.database(), bob, PACE);
        steady.add(room, 0L);
        steady.add(other, 0L);
        Future<?> two = threads.submit(() -> steady.follow(reconnecting));

        Progress others = new Progress();
        List<Future<?>> writers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            int writer = w;
            writers.add(threads.submit(() -> write(writer, each, writer < 4 ? room : other, others)));
        }
        for (int cut = 1; cut < CUTS; cut++) {
            reconnecting.await(cut * all / CUTS);
            gym.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and query like '%m.number > %' and pid <> pg_backend_pid()");
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(one.get()).isGreaterThanOrEqualTo(CUTS);
        two.get();

        for (Seen seen : List.of(restarted, reconnecting)) {
            for (String name : List.of(room, other)) {
                assertThat(seen.numbers(name))
                        .isEqualTo(LongStream.rangeClosed(1, 4L * each).boxed().toList());
            }
            assertThat(new HashSet<>(seen.texts())).hasSize(all);
        }
        assertThat(reconnecting.lost()).as("it was cut off, and said so").isPositive();
    }

    private static void write(int writer, int messages, String room, Progress others) {
        boolean first = writer < 4;
        long id = rooms(ann).get(room).id();
        for (int i = 0; i * BATCH < messages; i++) {
            int from = i * BATCH;
            boolean holds = first && i % 10 == writer;
            database.jdbi().useTransaction(handle -> {
                if (holds) {
                    handle.execute("select pg_current_xact_id()"); // older than whatever is sent meanwhile
                    others.await(3);
                }
                handle.execute(
                        "insert into messages (room_id, user_id, content) select ?, ?, ? || n from generate_series(?, ?) n",
                        id,
                        ann.userId(),
                        writer + "-",
                        from,
                        from + BATCH - 1);
                if (holds) {
                    others.await(3);
                }
            });
            if (!first) {
                others.step();
            }
        }
        if (!first) {
            others.finish();
        }
    }

    @Test
    void aNotificationWakesItUp() throws Exception {
        Seen seen = new Seen();
        Future<?> following = follow(database.database(), ann, ASLEEP, seen, 0L);
        for (int i = 1; i <= 3; i++) {
            send("message " + i);
            seen.await(i);
        }
        assertThat(seen.polls()).isZero();
        seen.enoughAt(4);
        send("the last");
        following.get();
    }

    @Test
    void beginsWithWhatComesUnlessToldOtherwise() throws Exception {
        send("before");
        Seen seen = new Seen();
        seen.enoughAt(1);
        Future<?> following = follow(database.database(), ann, PACE, seen, null);
        send("after");
        following.get();
        assertThat(seen.texts()).containsExactly("after");

        Tail tail = tail(database.database(), ann, PACE);
        assertThat(refusal(() -> tail.add(room, 3L)).getMessage())
                .isEqualTo("the room '%s' has no message 3 yet: the last one is 2".formatted(room));
    }

    @Test
    void survivesAServerThatIsAway() throws Exception {
        URI direct = URI.create(database.appUrl());
        try (Wire wire = new Wire(direct.getPort(), true);
                Database through = through(wire, direct)) {
            Seen seen = new Seen();
            Future<?> following = follow(through, ann, PACE, seen, 0L);
            send("before");
            seen.await(1);
            wire.cut();
            send("meanwhile 1");
            send("meanwhile 2");
            seen.awaitLost();
            wire.mend();
            seen.await(3);
            assertThat(seen.found()).isEqualTo(1);
            seen.enoughAt(4);
            send("after");
            following.get();
            assertThat(seen.texts()).containsExactly("before", "meanwhile 1", "meanwhile 2", "after");
        }
    }

    @Test
    void asksWhereNotificationsDoNotGetThroughAndSaysSoOnce() throws Exception {
        URI direct = URI.create(database.appUrl());
        try (Wire wire = new Wire(direct.getPort(), false);
                Database through = through(wire, direct)) {
            Seen seen = new Seen();
            Future<?> following = follow(through, ann, IN_DOUBT, seen, 0L);
            for (int i = 1; i <= 5; i++) {
                send("message " + i);
                seen.await(i);
            }
            seen.enoughAt(6);
            send("the last");
            following.get();
            assertThat(seen.numbers(room)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(seen.polls()).isEqualTo(1);
        }
    }

    /** With two connections of the server for all, so that each transaction may come to another one. */
    @Test
    void asksThroughARealPoolerOfTransactions() throws Exception {
        setSearchPath();
        try (Pooler pooler = new Pooler(database.appUrl(), "search_path", 2);
                Database through = at(pooler.url() + "?prepareThreshold=0")) {
            Seen seen = new Seen();
            seen.enoughAt(20);
            Future<?> following = follow(through, ann, IN_DOUBT, seen, 0L);
            Messages pooled = messages(through, bob);
            for (int i = 1; i <= 20; i++) {
                pooled.send(room, new NewMessage(null, "message " + i));
            }
            following.get();
            assertThat(seen.numbers(room))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
            assertThat(seen.polls()).isEqualTo(1);
        }
    }

    @Test
    void whoForgetsWhatAPoolerNeedsIsToldSo() throws Exception {
        try (Pooler pooler = new Pooler(database.appUrl(), "application_name", 1);
                Database through = at(pooler.url())) {
            assertRefused(
                    () -> through.read("select 1", row -> row.getInt(1)),
                    "a pooler stands before the database: unsupported startup parameter: search_path",
                    "let it pass over search_path (PgBouncer: ignore_startup_parameters = search_path)");
        }
        database.owner().useHandle(handle -> handle.execute(pathOf("reset search_path")));
        try (Pooler pooler = new Pooler(database.appUrl(), "search_path", 1);
                Database through = at(pooler.url())) {
            assertRefused(
                    () -> through.read("select 1", row -> row.getInt(1)),
                    "a pooler stands before the database, and the search path does not get through",
                    "alter database NAME set search_path = gymctl, compat, public (as its owner)");
        }
        // What comes of statements that were prepared on another connection; newer poolers know how to prevent it.
        assertRefused(
                () -> database.jdbi().useHandle(handle -> handle.execute("execute nobody_prepared_this")),
                "what was prepared on the server is not there: a pooler of transactions stands between",
                "put ?prepareThreshold=0 behind the database's address");
    }

    private static void assertRefused(ThrowingCallable action, String message, String hint) {
        GymException refusal = refusal(action);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.hint()).hasValue(hint);
    }

    /** As it is of a database that was migrated; this one is a copy of such a one, and copies do not have it. */
    private static void setSearchPath() {
        database.owner().useHandle(handle -> handle.execute(pathOf("set search_path = gymctl, compat, public")));
    }

    private static String pathOf(String change) {
        return "do $$ begin execute format('alter database %I " + change + "', current_database()); end $$";
    }

    @Test
    void whoIsTakenOutSeesNoMoreAndTheOtherRoomGoesOn() throws Exception {
        String other = room();
        Seen seen = new Seen();
        Tail tail = tail(database.database(), bob, ASLEEP);
        tail.add(room, 0L);
        tail.add(other, 0L);
        Future<?> following = threads.submit(() -> tail.follow(seen));
        send("hello");
        seen.await(1);
        rooms(Speaker.OWNER).takeOut(room, List.of(bob.userId().toString()));
        send("not for Bob");
        messages().send(other, new NewMessage(null, "for Bob"));
        seen.await(2);
        assertThat(seen.texts()).containsExactly("hello", "for Bob");
        assertThat(seen.left()).containsExactly(room);

        rooms(Speaker.OWNER).takeOut(other, List.of(bob.userId().toString()));
        assertThat(refusal(() -> result(following)).getMessage())
                .isEqualTo("you are in the room '%s' no more".formatted(other));
        assertThat(refusal(() -> tail(database.database(), bob, PACE).add(room, 0L))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void whoseSessionEndedSeesNoMore() throws Exception {
        gym.sql(
                "insert into sessions (user_id, kind, token_hash, created_at, expires_at)"
                        + " values (?, 'session', sha256('token'), now(), now() + interval '1 day')",
                ann.userId());
        long session = Long.parseLong(gym.value("select max(id) from sessions"));
        Seen seen = new Seen();
        Speaker loggedIn = new Speaker(ann.userId(), Role.MEMBER, session);
        Future<?> following = follow(database.database(), loggedIn, ASLEEP, seen, 0L);
        send("hello");
        seen.await(1);
        gym.sql("update sessions set revoked_at = now() where id = ?", session);
        send("not for this session");
        assertThat(refusal(() -> result(following)).getMessage()).isEqualTo("the session has ended");
        assertThat(seen.texts()).containsExactly("hello");
    }

    @Test
    void endsWhenItIsTold() throws Exception {
        Tail tail = tail(database.database(), ann, ASLEEP);
        tail.add(room, 0L);
        Seen seen = new Seen();
        Future<?> following = threads.submit(() -> tail.follow(seen));
        send("hello");
        seen.await(1);
        tail.end();
        following.get();
    }

    private static Object result(Future<?> future) throws Throwable {
        try {
            return future.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause();
        }
    }

    private Future<?> follow(Database from, Speaker speaker, Tail.Pace pace, Seen seen, Long after) {
        Tail tail = tail(from, speaker, pace);
        tail.add(room, after);
        return threads.submit(() -> tail.follow(seen));
    }

    private static Tail tail(Database from, Speaker speaker, Tail.Pace pace) {
        return new Tail(from, rooms(speaker), speaker, pace);
    }

    private static Database through(Wire wire, URI direct) {
        return at(direct.toString().replace(":" + direct.getPort() + "/", ":" + wire.port() + "/"));
    }

    private static Database at(String url) {
        return Database.at(DatabaseAddress.resolve(null, Map.of("GYMCTL_URL", url), new Properties()));
    }

    private static String room() {
        String name = "room " + ++count;
        rooms(Speaker.OWNER).create(new NewRoom(name, false, null, null));
        rooms(Speaker.OWNER)
                .invite(name, List.of(ann.userId().toString(), bob.userId().toString()));
        return name;
    }

    private void send(String text) {
        messages().send(room, new NewMessage(null, text));
    }

    private static Rooms rooms(Speaker speaker) {
        return new Rooms(database.database(), gym.changes, speaker);
    }

    private static Messages messages() {
        return messages(database.database(), ann);
    }

    private static Messages messages(Database from, Speaker speaker) {
        return new Messages(from, new Changes(from.jdbi(), Operator.owner("test")), speaker);
    }

    /** How far some writers have come. */
    private static final class Progress {
        private int steps;
        private int finished;

        synchronized void step() {
            steps++;
            notifyAll();
        }

        synchronized void finish() {
            finished++;
            notifyAll();
        }

        /** Until there are so many steps more, or there will be none. */
        synchronized void await(int more) {
            int wanted = steps + more;
            try {
                while (steps < wanted && finished < 4) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What a tail handed on. */
    private static final class Seen implements Tail.Reader {
        private final Map<String, List<Message>> byRoom = new HashMap<>();
        private final List<String> texts = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
        private int enough = Integer.MAX_VALUE;
        private int lost;
        private int found;
        private int polls;

        @Override
        public synchronized boolean read(List<Message> messages) {
            for (Message message : messages) {
                byRoom.computeIfAbsent(message.roomName(), name -> new ArrayList<>())
                        .add(message);
                texts.add(message.content());
            }
            notifyAll();
            return texts.size() < enough;
        }

        @Override
        public synchronized void leave(String room) {
            left.add(room);
        }

        @Override
        public synchronized void lose(String why) {
            lost++;
            notifyAll();
        }

        @Override
        public synchronized void find() {
            found++;
        }

        @Override
        public synchronized void poll() {
            polls++;
        }

        synchronized void enoughAt(int size) {
            enough = size;
        }

        synchronized void await(int size) throws InterruptedException {
            while (texts.size() < size) {
                wait();
            }
        }

        synchronized void awaitLost() throws InterruptedException {
            while (lost == 0) {
                wait();
            }
        }

        synchronized int size() {
            return texts.size();
        }

        synchronized long last(String room) {
            List<Message> messages = byRoom.getOrDefault(room, List.of());
            return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).number();
        }

        synchronized List<Long> numbers(String room) {
            return byRoom.get(room).stream().map(Message::number).toList();
        }

        synchronized List<String> texts() {
            return List.copyOf(texts);
        }

        synchronized List<String> left() {
            return List.copyOf(left);
        }

        synchronized int lost() {
            return lost;
        }

        synchronized int found() {
            return found;
        }

        synchronized int polls() {
            return polls;
        }
    }
}
