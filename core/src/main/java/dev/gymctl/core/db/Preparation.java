package dev.gymctl.core.db;

import java.security.GeneralSecurityException;
import java.security.Security;
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
    private final Runnable meanwhile;

    /**
     * Begins.
     *
     * @param loading what a second core does at once
     * @param meanwhile what is left to the one that waits
     */
    private Preparation(Runnable loading, Runnable meanwhile) {
        this.meanwhile = meanwhile;
        thread = new Thread(loading, "preparation");
        thread.setDaemon(true);
        thread.start();
    }

    /** For {@link Database#read}, which is plain JDBC. */
    public static Preparation ofDriver() {
        return new Preparation(Preparation::loadDriver, Preparation::loadTexts);
    }

    /** For {@link Database#jdbi} too. */
    public static Preparation ofDriverAndJdbi() {
        return new Preparation(Preparation::loadJdbi, () -> {
            loadDriver();
            loadTexts();
        });
    }

    /** Does its part of the work, and waits for the end of the other. */
    public void await() {
        meanwhile.run();
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
            Class.forName("org.postgresql.Driver");
            askSunJceSecond();
            Mac.getInstance("HmacSHA256"); // SCRAM's, and with it all that cryptography needs
        } catch (ClassNotFoundException | GeneralSecurityException e) {
            // The first connection will meet the same, and say so.
        }
    }

    private static void loadTexts() {
        NumberFormat.getIntegerInstance(Locale.ROOT); // the driver reads the server's version with it
        Calendar.getInstance(Locale.ROOT); // and timestamps with this
        Normalizer.normalize("password", Normalizer.Form.NFKC); // SCRAM does it to names and passwords
    }
}
