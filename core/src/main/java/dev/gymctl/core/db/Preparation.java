package dev.gymctl.core.db;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.util.Calendar;
import java.util.Currency;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;

/**
 * Loads and initialises what the first connection and the first statement will need, and connects to the embedded server
 * if that runs: half of a command's time, of which a second core does the most while the first one reads the command line.
 */
public final class Preparation implements AutoCloseable {
    private final CountDownLatch textsLoaded = new CountDownLatch(1);
    private final Thread thread;
    private final boolean plainly;
    private Connection connection;
    private boolean closed;

    private Preparation(boolean plainly, Supplier<DatabaseAddress> address) {
        this.plainly = plainly;
        thread = new Thread(() -> prepare(address), "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins.
     *
     * @param plainly for {@link Database#read} alone, without JDBI
     * @param address where to connect to if that is an embedded server that runs; may fail, for whoever needs a connection asks
     *     again and is told why; null: nowhere
     */
    public static Preparation begin(boolean plainly, Supplier<DatabaseAddress> address) {
        Preparation preparation = new Preparation(plainly, address);
        // Not beside the connecting that needs them: two threads that initialise the same classes may wait for each
        // other.
        loadTexts();
        preparation.textsLoaded.countDown();
        return preparation;
    }

    private void prepare(Supplier<DatabaseAddress> address) {
        loadDriver();
        if (address == null) {
            return;
        }
        try {
            textsLoaded.await();
            keep(address.get().connectAhead());
        } catch (InterruptedException | SQLException | RuntimeException e) {
            // The first use will meet the same, and say so.
        }
    }

    private synchronized void keep(Connection opened) {
        if (closed) {
            Database.dismiss(opened);
        } else {
            connection = opened;
        }
    }

    /** Does the rest of the work, and waits for the other's end. */
    public void await() {
        Currency.getInstance("EUR"); // its table, for amounts of money
        Objects.requireNonNull(BigDecimal.ONE); // and the powers of five, which it multiplies when it is loaded
        if (!plainly) {
            loadJdbi();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection to the embedded server, for the one who asks first; null: there is none. */
    synchronized Connection take() {
        Connection taken = connection;
        connection = null;
        return taken;
    }

    /** Closes the connection unless somebody took it. */
    @Override
    public synchronized void close() {
        closed = true;
        Database.dismiss(take());
    }

    private static Connection notConnected() throws SQLException {
        throw new SQLException("this one is not connected");
    }

    private static void loadJdbi() {
        Jdbi jdbi = Jdbi.create(Preparation::notConnected);
        new ColonPrefixSqlParser().parse("select :one", null);
        new DefinedAttributeTemplateEngine().parse("select <one>", jdbi.getConfig());
    }

    /**
     * Puts the provider of SCRAM's HMAC second, after that of SHA-256 and random numbers: all that stand before the one
     * that has what is asked for are loaded, and their elliptic curves cost a tenth of a command.
     */
    private static void askSunJceSecond() {
        String second = Security.getProperty("security.provider.2");
        for (int i = 3; second != null && Security.getProperty("security.provider." + i) != null; i++) {
            if (Security.getProperty("security.provider." + i).equals("SunJCE")) {
                Security.setProperty("security.provider.2", "SunJCE");
                Security.setProperty("security.provider." + i, second);
                return;
            }
        }
    }

    private static void loadDriver() {
        try {
            Class.forName("org.postgresql.jdbc.PgConnection");
            askSunJceSecond();
            Mac.getInstance("HmacSHA256"); // SCRAM's, and with it all that cryptography needs
        } catch (ClassNotFoundException | GeneralSecurityException e) {
            // The first connection will meet the same, and say so.
        }
    }

    private static void loadTexts() {
        NumberFormat.getIntegerInstance(); // the driver reads the server's version with it
        Calendar.getInstance(); // and timestamps with this
        Normalizer.normalize("password", Normalizer.Form.NFKC); // SCRAM does it to names and passwords
    }
}
