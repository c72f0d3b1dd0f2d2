import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Is told by NOTIFY alone; a line a message: what it says, and when it was seen. */
final class Listen {
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            statement.execute("listen told");
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (true) {
                for (PGNotification notification : notified.getNotifications(0)) {
                    System.out.println("0 " + notification.getParameter() + " " + System.nanoTime());
                }
            }
        }
    }
}
