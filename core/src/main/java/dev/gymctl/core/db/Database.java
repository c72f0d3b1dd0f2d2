package dev.gymctl.core.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.gymctl.core.GymException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * The gym's database: connects at first use, makes sure that the schema is this program's, and starts the embedded
 * server when needed.
 *
 * <p>A command gets one connection that is opened once and kept; a batch job gets a pool.
 */
public final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:db/migration";
    private static final int FETCHED_AT_ONCE = 1000;
    private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long a question may take of whoever only looks, in milliseconds. */
    public static final int PATIENCE_MILLIS = 800;

    private final DatabaseAddress address;
    private final int version;
    private final String migrations;
    private final boolean looking;
    private final Kept kept = new Kept();
    private final PlainJdbc plain = new PlainJdbc(kept);
    private Jdbi jdbi;
    /** Held while the pool is made, which takes a connection that another thread opens. */
    private final Object pooling = new Object();

    private volatile HikariDataSource pool;
    /** How often a pool was done with; one that was to be prepared before that is wanted no more. */
    private int poolsEnded;

    private Connection ahead; // opened, but not checked yet
    private volatile boolean closed;

    /** For tests: with a schema of their own. */
    Database(DatabaseAddress address, int version, String migrations) {
        this(address, version, migrations, false);
    }

    private Database(DatabaseAddress address, int version, String migrations, boolean looking) {
        this.address = address;
        this.version = version;
        this.migrations = migrations;
        this.looking = looking;
    }

    /** The database at this address; connects to nothing yet. */
    public static Database at(DatabaseAddress address) {
        return new Database(address, Schema.VERSION, MIGRATIONS);
    }

    /** The same, beginning with the connection that was opened ahead, if there is one; it is to the same address. */
    public static Database at(DatabaseAddress address, Preparation preparation) {
        Database database = at(address);
        database.ahead = preparation.take();
        return database;
    }

    /**
     * The same for whoever only looks: no server is started and no schema migrated, all that is asked is asked in a
     * transaction that changes nothing, and a question that takes longer than {@link #PATIENCE_MILLIS} is given up. It has {@link #read} and no other
     * way in.
     *
     * @param preparation whose connection it begins with, if there is one; or null
     */
    public static Database toLookAt(DatabaseAddress address, Preparation preparation) {
        Database database = new Database(address, Schema.VERSION, MIGRATIONS, true);
        database.ahead = preparation == null ? null : preparation.take();
        return database;
    }

    public DatabaseAddress address() {
        return address;
    }

    /**
     * The lean way in, without plugins and without a pool: handles used one after the other share one connection, and a
     * handle opened beside another one gets a connection of its own. What is set in a session (temporary tables,
     * advisory locks) may therefore meet the next handle: end it with the transaction.
     *
     * <p>The first handle may throw GymException UNAVAILABLE: no connection, or a schema of another version.
     */
    public synchronized Jdbi jdbi() {
        if (looking) {
            throw new IllegalStateException("this one only looks");
        }
        if (jdbi == null) {
            jdbi = Jdbi.create(kept);
        }
        return jdbi;
    }

    /** The same without JDBI, and with the same connections. */
    public PlainJdbc plain() {
        if (looking) {
            throw new IllegalStateException("this one only looks");
        }
        return plain;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** The value of the row that the result stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * One query by plain JDBC, for the commands that are run most: JDBI would cost them a third of their time, to load.
     *
     * @param parameters for the question marks, in their order; null is NULL
     */
    public <T> List<T> read(String query, RowReader<T> reader, Object... parameters) {
        return looking
                ? plain.on(connection -> look(connection, query, reader, parameters))
                : plain.read(query, reader, parameters);
    }

    /** In one round trip, the transaction's beginning included. */
    private static <T> List<T> look(Connection connection, String query, RowReader<T> reader, Object... parameters)
            throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try (PreparedStatement statement =
                connection.prepareStatement("set local statement_timeout = " + PATIENCE_MILLIS + "; " + query)) {
            PlainJdbc.bind(statement, parameters);
            statement.execute();
            statement.getMoreResults();
            return PlainJdbc.all(statement.getResultSet(), reader);
        }
    }

    /** The results of several queries, one after the other. */
    public static final class Results {
        private final PreparedStatement statement;
        private boolean begun;

        private Results(PreparedStatement statement) {
            this.statement = statement;
        }

        /** The values of the rows of the next query. */
        public <T> List<T> next(RowReader<T> reader) throws SQLException {
            if (begun) {
                statement.getMoreResults();
            }
            begun = true;
            return PlainJdbc.all(statement.getResultSet(), reader);
        }
    }

    /** Makes a value of several results. */
    @FunctionalInterface
    public interface ResultsReader<T> {
        /** The value of the results, which are read in the order of their queries. */
        T read(Results results) throws SQLException;
    }

    /**
     * Several queries in one round trip, separated by semicolons.
     *
     * @param parameters for the question marks of all of them, in their order
     */
    public <T> T readTogether(String queries, ResultsReader<T> reader, Object... parameters) {
        return plain.on(connection -> readTogether(connection, queries, reader, parameters));
    }

    private static <T> T readTogether(
            Connection connection, String queries, ResultsReader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(queries)) {
            PlainJdbc.bind(statement, parameters);
            statement.execute();
            return reader.read(new Results(statement));
        }
    }

    /** One state of the database, whatever others commit meanwhile: what is read of it fits together. */
    public static final class Snapshot {
        private final Connection connection;

        private Snapshot(Connection connection) {
            this.connection = connection;
        }

        /** As {@link Database#read}. */
        public <T> List<T> read(String query, RowReader<T> reader, Object... parameters) {
            try {
                return PlainJdbc.read(connection, query, reader, parameters);
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            }
        }

        /** As {@link Database#readTogether}. */
        public <T> T readTogether(String queries, ResultsReader<T> reader, Object... parameters) {
            try {
                return Database.readTogether(connection, queries, reader, parameters);
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            }
        }
    }

    /** Several reads in one read-only transaction, by plain JDBC. */
    public <T> T readSnapshot(Function<Snapshot, T> reads) {
        return plain.on(connection -> readSnapshot(connection, reads));
    }

    /** The same on a connection that is somebody's own, outside a transaction. */
    static <T> T readSnapshot(Connection connection, Function<Snapshot, T> reads) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            T value = reads.apply(new Snapshot(connection));
            connection.commit();
            return value;
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * The same for more rows than fit into memory: they are fetched while they are read, from one snapshot.
     *
     * @param rows is given them once, to go through once
     */
    public <T> void stream(String query, RowReader<T> reader, Consumer<Iterable<T>> rows, Object... parameters) {
        try {
            Connection connection = kept.openConnection();
            try {
                connection.setAutoCommit(false); // the driver fetches piecemeal only in a transaction
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    statement.setFetchSize(FETCHED_AT_ONCE);
                    PlainJdbc.bind(statement, parameters);
                    ResultSet result = statement.executeQuery();
                    rows.accept(() -> new Rows<>(result, reader));
                }
            } finally {
                kept.closeConnection(connection);
            }
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    /** The rows of a result, one after the other. */
    private static final class Rows<T> implements Iterator<T> {
        private final ResultSet result;
        private final RowReader<T> reader;
        private boolean hasNext;

        Rows(ResultSet result, RowReader<T> reader) {
            this.result = result;
            this.reader = reader;
            advance();
        }

        @Override
        public boolean hasNext() {
            return hasNext;
        }

        @Override
        public T next() {
            if (!hasNext) {
                throw new NoSuchElementException();
            }
            try {
                T value = reader.read(result);
                advance();
                return value;
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            }
        }

        private void advance() {
            try {
                hasNext = result.next();
            } catch (SQLException e) {
                throw SqlErrors.refusal(e);
            }
        }
    }

    /**
     * A pool of at most this many connections, made at first use; asked for again it is the same one, grown if need be.
     * It takes over the connection that was in use so far, unless that is lent.
     *
     * @throws GymException UNAVAILABLE when there is no connection, or the schema is of another version
     */
    public DataSource pool(int size) {
        synchronized (pooling) {
            if (closed) {
                throw new IllegalStateException("this database is closed");
            }
            if (pool == null) {
                HikariDataSource made = new HikariDataSource();
                made.setPoolName("gymctl");
                made.setDataSource(new ServerDataSource(kept::openConnection));
                made.setMaximumPoolSize(size);
                made.setMinimumIdle(1); // with none, Hikari would close the connection that it begins with
                made.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
                try {
                    made.getConnection().close();
                } catch (SQLException | RuntimeException e) {
                    made.close();
                    throw e instanceof SQLException sql ? SqlErrors.refusal(sql) : (RuntimeException) e;
                }
                made.setMinimumIdle(0); // from here on, only those that are asked for
                pool = made;
            } else if (size > pool.getMaximumPoolSize()) {
                pool.setMaximumPoolSize(size);
            }
            return pool;
        }
    }

    /**
     * Makes the pool in the background, with a connection besides the one that is in use so far: a job needs two at once.
     * What goes wrong there goes wrong again, and is told, when the pool is asked for.
     */
    public void preparePool(int size) {
        int before;
        synchronized (pooling) {
            before = poolsEnded;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        synchronized (pooling) {
                            if (poolsEnded == before) {
                                pool(size);
                            }
                        }
                    } catch (RuntimeException e) {
                        // Whoever asks for the pool is told.
                    }
                },
                "preparation of the pool");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Brings the schema to this program's version, as gymctl_owner on the embedded server and as the address's own user
     * on a given one. The same version again changes nothing; a newer one is refused.
     *
     * @throws GymException UNAVAILABLE when there is no connection, or no right to migrate
     */
    public Schema migrate() {
        try {
            Schema before = status();
            if (before.version() > version) {
                throw newer(before.version());
            }
            migrateTo(version);
            return status();
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    /**
     * Gives the database a schema of this version, which may be older than the program's; to be restored into.
     *
     * @param older at most {@link Schema#VERSION}; a schema that is newer stays as it is
     */
    public void migrateTo(int older) throws SQLException {
        Migrations.run(new ServerDataSource(() -> connect(EmbeddedPostgres.OWNER)), migrations, older);
    }

    /**
     * A new connection of whoever owns the schema: gymctl_owner on the embedded server, the address's own user on a given
     * one. Of the schema's version nothing is known. The caller closes it.
     */
    public Connection connectAsOwner() throws SQLException {
        return connect(EmbeddedPostgres.OWNER);
    }

    /**
     * A new connection of the program's role for somebody who stays, the schema checked; the caller closes it.
     *
     * @param again in place of one that was lost: then an embedded server that was stopped is left so
     * @throws SQLException when there is none
     * @throws GymException UNAVAILABLE when the schema is of another version
     */
    public Connection connectToStay(boolean again) throws SQLException {
        if (again
                && address.embedded()
                && address.embeddedPostgres()
                        .seeminglyRunning(EmbeddedPostgres.APP)
                        .isEmpty()) {
            throw stopped();
        }
        return checked(connect(EmbeddedPostgres.APP, address.embeddedDatabase(), Server::toWaitAt));
    }

    private static SQLException stopped() {
        return new SQLException("the embedded PostgreSQL is stopped", SqlErrors.NO_CONNECTION);
    }

    /** Whether the address names a database beside the gym's own on the embedded server that is not there. */
    public boolean isMissing() {
        if (!address.isBeside()) {
            return false;
        }
        try (Connection connection = connect(EmbeddedPostgres.OWNER, "postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT FROM pg_database WHERE datname = '" + address.embeddedDatabase() + "'")) {
            return !found.next();
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    /**
     * Makes the empty database that the address names beside the gym's own on the embedded server, unless it is there.
     *
     * @return whether it was made
     * @throws GymException UNAVAILABLE when there is no connection
     */
    public boolean makeIfMissing() {
        if (!address.isBeside()) {
            return false;
        }
        try (Connection connection = connect(EmbeddedPostgres.OWNER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + address.embeddedDatabase());
            return true;
        } catch (SQLException e) {
            if (SqlErrors.DUPLICATE_DATABASE.equals(e.getSQLState())) {
                return false;
            }
            throw SqlErrors.refusal(e);
        }
    }

    /** Drops the database again that {@link #makeIfMissing} made. */
    public void dropMade() {
        if (!address.isBeside()) {
            throw new IllegalStateException("not a database to be dropped: " + address);
        }
        disconnect();
        try (Connection connection = connect(EmbeddedPostgres.OWNER, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + address.embeddedDatabase());
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    /**
     * The version of the schema. Connects, and so starts the embedded server.
     *
     * @throws GymException UNAVAILABLE when there is no connection
     */
    public Schema status() {
        try (Connection connection = connect(EmbeddedPostgres.OWNER)) {
            return new Schema(Schema.versionOf(connection), version);
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
    }

    /**
     * Makes this database anew, empty and with this program's schema; one that is there is dropped, whoever uses it.
     *
     * @throws IllegalStateException unless it is one beside the gym's own on the embedded server
     * @throws GymException UNAVAILABLE when there is no connection
     */
    public void makeAnew() {
        if (!address.isBeside()) {
            throw new IllegalStateException("not a database to be dropped: " + address);
        }
        disconnect();
        try (Connection connection = connect(EmbeddedPostgres.OWNER, "postgres");
                Statement statement = connection.createStatement()) {
            // Not WITH (FORCE): that needs a superuser while autovacuum is at work there, which a plain DROP ends.
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'gymctl\\_%'"
                    + " AND datname = '" + address.embeddedDatabase() + "'");
            statement.execute("DROP DATABASE IF EXISTS " + address.embeddedDatabase());
            statement.execute("CREATE DATABASE " + address.embeddedDatabase());
        } catch (SQLException e) {
            throw SqlErrors.refusal(e);
        }
        migrate();
    }

    /**
     * Whether whoever works here owns the schema: it is the embedded database, or the credentials are those of the
     * schema's owner. Connects to a given server.
     *
     * @throws GymException UNAVAILABLE when there is no connection
     */
    public boolean isOwned() {
        return address.embedded()
                || read(
                                "select pg_has_role(session_user, nspowner, 'member') from pg_namespace"
                                        + " where nspname = 'gymctl'",
                                row -> row.getBoolean(1))
                        .contains(true);
    }

    /** Closes the connection and the pool; the embedded server goes on. */
    @Override
    public void close() {
        closed = true;
        disconnect();
        closePool();
    }

    /**
     * Has the server cancel what is being asked of it through the handles that are out; from any thread. A pool is left
     * alone, for its jobs end at their own boundaries.
     */
    public void cancel() {
        if (pool == null) {
            kept.cancel();
        }
    }

    /**
     * Ends a command of a session in which another follows: what it left in the connection is taken out of it (settings,
     * temporary tables, advisory locks), its pool is closed, and the next use asks the schema's version again, as the
     * first one does.
     */
    public void rest() {
        closePool();
        kept.rest();
    }

    private void closePool() {
        synchronized (pooling) {
            poolsEnded++;
            if (pool != null) {
                pool.close();
                pool = null;
            }
        }
    }

    /** Closes the kept connection; the next use opens another. */
    public void disconnect() {
        dismiss(takeAhead());
        kept.dismiss();
    }

    static void dismiss(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is gone, which is what was wanted.
            }
        }
    }

    private synchronized Connection takeAhead() {
        Connection taken = ahead;
        ahead = null;
        return taken;
    }

    private Connection connectChecked() throws SQLException {
        Connection opened = takeAhead();
        return checked(opened != null ? opened : connect(EmbeddedPostgres.APP));
    }

    private Connection checked(Connection connection) throws SQLException {
        try {
            check(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(String role) throws SQLException {
        try {
            return connect(role, address.embeddedDatabase());
        } catch (SQLException e) {
            if (address.isBeside() && SqlErrors.NO_DATABASE.equals(e.getSQLState())) {
                throw new GymException(
                        GymException.Kind.UNAVAILABLE,
                        "the embedded PostgreSQL has no database " + address.embeddedDatabase(),
                        "gymctl demo --fresh makes gymctl_demo",
                        e);
            }
            throw e;
        }
    }

    private Connection connect(String role, String embeddedDatabase) throws SQLException {
        return connect(role, embeddedDatabase, server -> server);
    }

    private Connection connect(String role, String embeddedDatabase, UnaryOperator<Server> how) throws SQLException {
        if (!address.embedded()) {
            return how.apply(address.server()).connect();
        }
        EmbeddedPostgres postgres = address.embeddedPostgres();
        if (looking) {
            Server server = postgres.seeminglyRunning(role).orElseThrow(Database::stopped);
            return how.apply(server.withDatabase(embeddedDatabase)).connect();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (true) {
            try {
                return how.apply(postgres.server(role).withDatabase(embeddedDatabase))
                        .connect();
            } catch (SQLException e) {
                // The files said that it runs. A crash leaves them behind, and its process may take a moment to be
                // gone.
                boolean mayHeal =
                        SqlErrors.isConnectionFailure(e) && (postgres.start() || System.nanoTime() < deadline);
                if (!mayHeal) {
                    throw e;
                }
            }
        }
    }

    private void check(Connection connection) throws SQLException {
        int found = Schema.versionOf(connection);
        if (found < version && address.embedded() && !looking) {
            migrate();
            found = Schema.versionOf(connection);
        }
        if (found > version) {
            throw newer(found);
        }
        if (found == 0) {
            throw new GymException(
                    GymException.Kind.UNAVAILABLE,
                    "the database " + address.display() + " has no gymctl schema",
                    "gymctl db migrate (as the user who shall own it)");
        }
        if (found < version) {
            throw new GymException(
                    GymException.Kind.UNAVAILABLE,
                    "the database schema is version " + found + ", this program needs " + version,
                    "gymctl db migrate (as the schema's owner)");
        }
    }

    private GymException newer(int found) {
        return new GymException(
                GymException.Kind.UNAVAILABLE,
                "the database schema is version " + found + ", newer than this program's " + version,
                "use a newer gymctl");
    }

    /** Lends the one kept connection, and a fresh one to whoever comes while it is out. */
    private final class Kept implements ConnectionFactory {
        private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
        private Connection idle;
        private long since;
        private boolean rested;

        @Override
        public Connection openConnection() throws SQLException {
            Connection connection = takeIdle();
            if (connection == null) {
                connection = connectChecked();
            }
            lent.add(connection);
            return connection;
        }

        private synchronized Connection takeIdle() throws SQLException {
            Connection connection = idle;
            idle = null;
            if (connection != null && rested) {
                rested = false;
                return checkedAgain(connection);
            }
            if (connection == null || System.nanoTime() - since < TRUSTED_NANOS || connection.isValid(5)) {
                return connection;
            }
            connection.close();
            return null;
        }

        private Connection checkedAgain(Connection connection) throws SQLException {
            try {
                check(connection);
                return connection;
            } catch (SQLException e) {
                Database.dismiss(connection);
                if (SqlErrors.isConnectionFailure(e)) {
                    return null;
                }
                throw e;
            } catch (RuntimeException e) {
                Database.dismiss(connection);
                throw e;
            }
        }

        void cancel() {
            for (Connection connection : lent) {
                try {
                    connection.unwrap(PGConnection.class).cancelQuery();
                } catch (SQLException e) {
                    // Then it has ended, or the server is away, which ends it as well.
                }
            }
        }

        synchronized void rest() {
            lent.clear();
            if (idle == null) {
                return;
            }
            rested = true;
            try (Statement statement = idle.createStatement()) {
                statement.execute("unlisten *; select pg_advisory_unlock_all(); discard temp; reset all");
            } catch (SQLException e) {
                dismiss();
            }
        }

        @Override
        public void closeConnection(Connection connection) throws SQLException {
            lent.remove(connection);
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            synchronized (this) {
                if (idle == null && !closed && !connection.isClosed()) {
                    idle = connection;
                    since = System.nanoTime();
                    return;
                }
            }
            connection.close();
        }

        synchronized void dismiss() {
            Database.dismiss(idle);
            idle = null;
        }
    }
}
