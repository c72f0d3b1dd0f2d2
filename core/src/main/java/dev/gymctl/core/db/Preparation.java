package dev.gymctl.core.db;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.util.Calendar;
import java.util.Locale;
import javax.crypto.Mac;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;

/**
 * Loads and initialises what the first connection and the first statement will need, without connecting to anything: a
 * third of a command's time, which a second core does while the first one reads the command line.
 */
public final class Preparation {
    private final Thread thread;

    private Preparation(Runnable loading) {
        thread = new Thread(loading, "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    /** For {@link Database#read}, which is plain JDBC. */
    public static Preparation ofDriver() {
        return new Preparation(Preparation::loadDriver);
    }

    /** For {@link Database#jdbi} too. */
    public static Preparation ofDriverAndJdbi() {
        return new Preparation(() -> {
            loadJdbi();
            loadDriver();
        });
    }

    /** Does its part of the work, and waits for the end of the other: what both need is not waited for twice. */
    public void await() {
        NumberFormat.getIntegerInstance(Locale.ROOT); // the driver reads the server's version with it
        Calendar.getInstance(Locale.ROOT); // and timestamps with this
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

    private static Connection notConnected() throws SQLException {
        throw new SQLException("this one is not connected");
    }

    private static void loadJdbi() {
        Jdbi jdbi = Jdbi.create(Preparation::notConnected);
        new ColonPrefixSqlParser().parse("select :one", null);
        new DefinedAttributeTemplateEngine().parse("select <one>", jdbi.getConfig());
    }

    private static void loadDriver() {
        try {
            Class.forName("org.postgresql.Driver");
            Mac.getInstance("HmacSHA256"); // SCRAM's, and with it the security providers
            Normalizer.normalize("password", Normalizer.Form.NFKC); // SCRAM does it to names and passwords
        } catch (ClassNotFoundException | GeneralSecurityException e) {
            // The first connection will meet the same, and say so.
        }
    }
}
