package dev.gymctl.cli;

import dev.gymctl.batch.Batch;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.classes.Classes;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.Preparation;
import dev.gymctl.core.gym.Contents;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.payroll.PayRates;
import dev.gymctl.core.payroll.Payroll;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * The composition root: what a command may need, each made when first asked for and closed at the end. A command gets
 * it in its constructor and asks it for the store it works with.
 */
public final class App implements AutoCloseable {
    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;
    private final GlobalOptions options = new GlobalOptions();
    private Settings settings;
    private Preparation preparation;
    private Database database;
    private Gym gym;

    App(Console console, Map<String, String> environment, Clock clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    public Console console() {
        return console;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Clock clock() {
        return clock;
    }

    /** The options that every command has, as they were given. */
    public GlobalOptions options() {
        return options;
    }

    /** What the environment and the configuration file say. */
    public Settings settings() {
        if (settings == null) {
            settings = new Settings(environment);
        }
        return settings;
    }

    /**
     * Makes ready for the database beside whatever else is to be done first; without it, the first use waits longer.
     *
     * @param plainly for a verb that only reads by plain JDBC
     */
    void prepareDatabase(boolean plainly) {
        preparation = plainly ? Preparation.ofDriver() : Preparation.ofDriverAndJdbi();
    }

    /** The database; connects at first use. */
    public Database database() {
        if (database == null) {
            if (preparation != null) {
                preparation.await();
            }
            database = Database.at(DatabaseAddress.resolve(
                    options.url(), environment, settings().file()));
        }
        return database;
    }

    /**
     * Works on another database from here on.
     *
     * @param url as {@code --url} takes it
     */
    public void moveTo(String url) {
        close();
        database =
                Database.at(DatabaseAddress.resolve(url, environment, settings().file()));
        gym = null;
    }

    /** Whether the command has worked with the database. */
    boolean hasUsedDatabase() {
        return database != null;
    }

    /** The gym's settings as they are; read once a command. */
    public Gym gym() {
        if (gym == null) {
            gym = settingsOfGym().current();
        }
        return gym;
    }

    /** The gym's time zone. */
    public ZoneId zone() {
        return gym != null ? gym.zone() : GymSettings.zone(database());
    }

    public GymSettings settingsOfGym() {
        return new GymSettings(jdbi(), changes());
    }

    /** How much there is in the database. */
    public Contents contents() {
        return Contents.of(jdbi());
    }

    public Coaches coaches() {
        return new Coaches(jdbi(), changes(), clock);
    }

    public Members members() {
        return new Members(database(), changes(), clock);
    }

    public Classes classes() {
        return new Classes(jdbi(), changes(), clock);
    }

    public PayRates payRates() {
        return new PayRates(jdbi(), changes());
    }

    public Payroll payroll() {
        return new Payroll(jdbi(), changes(), clock);
    }

    /** The batch jobs; close it before this. */
    public Batch batch() {
        return new Batch(database(), operator(), clock);
    }

    private Jdbi jdbi() {
        return database().jdbi();
    }

    private Changes changes() {
        return new Changes(database()::jdbi, operator());
    }

    /** Whoever holds the database's credentials is its owner. */
    private Operator operator() {
        return Operator.owner(System.getProperty("user.name"));
    }

    /** Where this command's data goes, in the format that was asked for. */
    public Output output(OutputOptions chosen) {
        return new Output(console, chosen.format(settings()), colors(), this::zone);
    }

    /** Whether stdout may be coloured. */
    boolean colors() {
        return console.outIsTerminal() && !options.noColor() && settings().allowsColor();
    }

    /** Whether a failure shows its stack trace. */
    boolean debug() {
        return options.debug() || "1".equals(environment.get("GYMCTL_DEBUG"));
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
