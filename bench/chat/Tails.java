import dev.gymctl.core.chat.Message;
import dev.gymctl.core.chat.Rooms;
import dev.gymctl.core.chat.Speaker;
import dev.gymctl.core.chat.Tail;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import java.util.List;
import java.util.Properties;

/** Follows a room with as many tails in one program; a line a message: what it says, and when it was seen. */
final class Tails {
    public static void main(String[] arguments) throws InterruptedException {
        Database database = Database.at(DatabaseAddress.resolve(null, System.getenv(), new Properties()));
        Thread[] threads = new Thread[Integer.parseInt(arguments[0])];
        for (int i = 0; i < threads.length; i++) {
            Tail tail = new Tail(database, new Rooms(database, null, Speaker.OWNER), Speaker.OWNER);
            tail.add("Lobby", null);
            int number = i;
            threads[i] = new Thread(() -> tail.follow(new Printer(number)));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private record Printer(int number) implements Tail.Reader {
        @Override
        public boolean read(List<Message> messages) {
            long seen = System.nanoTime(); // the clock of Python's time.monotonic_ns()
            StringBuilder lines = new StringBuilder();
            for (Message message : messages) {
                lines.append(number).append(' ').append(message.content()).append(' ').append(seen).append('\n');
            }
            synchronized (System.out) {
                System.out.print(lines);
                System.out.flush();
            }
            return true;
        }

        @Override
        public void leave(String room) {}

        @Override
        public void lose(String why) {
            System.err.println(why);
        }

        @Override
        public void find() {}

        @Override
        public void poll() {
            System.err.println("notifications do not get through");
        }
    }
}
