package dev.gymctl.cli;

import dev.gymctl.batch.Batch;
import dev.gymctl.cli.version.ProgramVersion;
import dev.gymctl.core.access.Access;
import dev.gymctl.core.access.Logins;
import dev.gymctl.core.access.Permissions;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.access.Sessions;
import dev.gymctl.core.audit.AuditLog;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.backup.Backup;
import dev.gymctl.core.backup.Backups;
import dev.gymctl.core.backup.Restore;
import dev.gymctl.core.chat.Messages;
import dev.gymctl.core.chat.Rooms;
import dev.gymctl.core.chat.Speaker;
import dev.gymctl.core.chat.Tail;
import dev.gymctl.core.classes.AttendanceUndo;
import dev.gymctl.core.classes.ClassUndo;
import dev.gymctl.core.classes.Classes;
import dev.gymctl.core.coach.CoachUndo;
import dev.gymctl.core.coach.Coaches;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.Database.Snapshot;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.Lookout;
import dev.gymctl.core.db.PlainJdbc;
import dev.gymctl.core.db.Preparation;
import dev.gymctl.core.db.Vitals;
import dev.gymctl.core.finance.Accounts;
import dev.gymctl.core.finance.Billing;
import dev.gymctl.core.finance.Charges;
import dev.gymctl.core.finance.Closings;
import dev.gymctl.core.finance.Journal;
import dev.gymctl.core.finance.OpeningBalances;
import dev.gymctl.core.finance.Payments;
import dev.gymctl.core.finance.Payouts;
import dev.gymctl.core.finance.Plans;
import dev.gymctl.core.finance.PrepaidFees;
import dev.gymctl.core.finance.PrepaidSales;
import dev.gymctl.core.finance.Retention;
import dev.gymctl.core.finance.Revenue;
import dev.gymctl.core.finance.Reversals;
import dev.gymctl.core.finance.Settlements;
import dev.gymctl.core.finance.Statements;
import dev.gymctl.core.finance.Subscriptions;
import dev.gymctl.core.gym.Contents;
import dev.gymctl.core.gym.Gym;
import dev.gymctl.core.gym.GymSettings;
import dev.gymctl.core.gym.ZoneData;
import dev.gymctl.core.importing.ImportKind;
import dev.gymctl.core.importing.Imports;
import dev.gymctl.core.member.Erasure;
import dev.gymctl.core.member.MemberCsv;
import dev.gymctl.core.member.MemberUndo;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.member.Memberships;
import dev.gymctl.core.overview.Viewer;
import dev.gymctl.core.payroll.PayRates;
import dev.gymctl.core.payroll.Payroll;
import dev.gymctl.core.payroll.RateUndo;
import dev.gymctl.core.payroll.Teaching;
import dev.gymctl.core.profile.Profiles;
import dev.gymctl.core.reconcile.BankLines;
import dev.gymctl.core.reconcile.Candidates;
import dev.gymctl.core.reconcile.Reconciliation;
import dev.gymctl.core.user.NearPeople;
import dev.gymctl.core.user.Users;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private Invocation invocation;
    private volatile Database database;
    private Access access;
    private boolean ownIsSeenTo;
    private boolean admitted;
    private boolean looking;
    private Gym gym;
    private final Session inSession;
    private volatile Batch running;
    private volatile boolean cancelled;

    App(Console console, Map<String, String> environment, Clock clock) {
        this(console, environment, clock, null);
    }

    /** For a command of a session, whose connections it uses and leaves open; null: it stands alone. */
    App(Console console, Map<String, String> environment, Clock clock, Session inSession) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
        this.inSession = inSession;
        console.pageBy(() -> settings().pager());
    }

    /** Whether this is a command of a session, and others follow. */
    public boolean isInSession() {
        return inSession != null;
    }

    /** A session in which commands follow one another, on this command's streams; to be closed. */
    public Session startSession() {
        return new Session(environment, clock);
    }

    /** Ends what the command is doing; from any thread. False: a job, whose thread is not to be interrupted. */
    boolean cancel() {
        Batch job = running;
        if (job != null) {
            job.stop();
            return false;
        }
        cancelled = true;
        Database asked = database;
        if (asked != null) {
            asked.cancel();
        }
        return true;
    }

    /** Whether the person who runs the command has ended it, whatever else failed because of that. */
    boolean isCancelled() {
        return cancelled;
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
    public synchronized Settings settings() {
        if (settings == null) {
            settings = new Settings(environment);
        }
        return settings;
    }

    /**
     * Makes ready for the database beside whatever else is to be done first; without it, the first use waits longer.
     *
     * @param plainly for a verb that only reads by plain JDBC
     * @param connect whether to connect already, if the database is the embedded one and runs
     */
    void prepareDatabase(boolean plainly, boolean connect) {
        preparation = Preparation.begin(plainly, connect ? () -> address(null) : null);
    }

    /** Says what is run. Before that, nobody acts but the program itself, which may do anything. */
    void begin(Invocation begun) {
        invocation = begun;
    }

    /**
     * From here on the database is only looked at, for a command that is not run but typed: see {@link Database#toLookAt}. There is
     * no gate then; whoever looks asks {@link #access} first.
     */
    void onlyLook() {
        looking = true;
    }

    /**
     * The database; connects at first use. This is the gate that every command passes: whoever may not run it comes no
     * further.
     *
     * @throws dev.gymctl.core.GymException DENIED saying who may
     */
    public Database database() {
        Database opened = opened();
        if (!admitted && invocation != null && Permissions.needsSession(invocation.command())) {
            access().require(invocation.command(), invocation.options());
            if (access().permission(invocation.command()) == Permission.OWN) {
                List<String> people = invocation.people();
                if (!people.isEmpty() || !ownIsSeenTo) {
                    access().requireOwn(invocation.command(), people);
                }
            }
        }
        admitted = true;
        return opened;
    }

    /**
     * Who acts; for a command that needs no session, whoever holds the database's credentials.
     *
     * @throws dev.gymctl.core.GymException DENIED when the session is no good, or nobody is logged in who has to be
     */
    public Access access() {
        if (access == null) {
            String osUser = System.getProperty("user.name");
            access = !looking && (invocation == null || !Permissions.needsSession(invocation.command()))
                    ? Access.owner(osUser)
                    : Access.of(opened(), token().orElse(null), osUser, clock);
        }
        return access;
    }

    /** The session's token: {@code GYMCTL_TOKEN}, which may be wrong but not passed over, or the session file's. */
    public Optional<String> token() {
        String given = environment.get("GYMCTL_TOKEN");
        return given != null ? Optional.of(given.strip()) : sessionFile().read();
    }

    /** Where a login at this database is kept. */
    public SessionFile sessionFile() {
        return new SessionFile(environment, opened().address());
    }

    /**
     * The user on whose own data alone this command may work; empty when it is anybody's. For a command that can name
     * nobody and has to leave the others out itself: one that does not ask is refused.
     */
    public Optional<Long> onlyOwn() {
        ownIsSeenTo = true;
        return access().permission(invocation.command()) == Permission.OWN
                ? access().session().map(session -> session.userId())
                : Optional.empty();
    }

    private Database opened() {
        if (database == null) {
            if (preparation != null) {
                preparation.await();
            }
            DatabaseAddress address = address(options.url());
            if (looking) {
                Preparation prepared = options.url() == null ? preparation : null;
                database = inSession != null
                        ? inSession.database(
                                "looked at " + options.url(), address, () -> Database.toLookAt(address, null))
                        : Database.toLookAt(address, prepared);
                return database;
            }
            database = inSession != null
                    ? inSession.database(options.url(), address, () -> Database.at(address))
                    : preparation != null && options.url() == null
                            ? Database.at(address, preparation)
                            : Database.at(address);
        }
        return database;
    }

    /** Where the database is, or would be; connects to nothing. */
    public DatabaseAddress address() {
        return database != null ? database.address() : address(options.url());
    }

    /** How this program is called by others: the launcher's absolute path, where it is known. */
    public String program() {
        return StartupArchive.launcher().orElse("gymctl");
    }

    private DatabaseAddress address(String url) {
        return DatabaseAddress.resolve(url, environment, settings().file());
    }

    /**
     * Works on another database from here on.
     *
     * @param url as {@code --url} takes it
     */
    public void moveTo(String url) {
        close();
        DatabaseAddress address = address(url);
        database =
                inSession != null ? inSession.database(url, address, () -> Database.at(address)) : Database.at(address);
        gym = null;
        access = null;
        admitted = false;
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

    public Users users() {
        return new Users(jdbi(), changes());
    }

    public Logins logins() {
        return new Logins(database(), clock);
    }

    public Sessions sessions() {
        return new Sessions(database(), changes(), clock);
    }

    /** A one-time code for a user in place of the password. */
    public Logins.Reset resetPassword(String idOrEmail) {
        return logins().reset(changes(), idOrEmail);
    }

    public Coaches coaches() {
        return new Coaches(jdbi(), changes(), clock);
    }

    public Members members() {
        return new Members(database(), changes(), clock);
    }

    public MemberCsv memberCsv() {
        return new MemberCsv(database(), clock);
    }

    /** How the CSV of other systems is read. */
    public Profiles profiles() {
        return new Profiles(jdbi(), changes());
    }

    /** The decisions about memberships. */
    public Memberships memberships() {
        return new Memberships(members(), changes(), clock);
    }

    /** What forgets a person. */
    public Erasure erasure() {
        return new Erasure(changes(), clock);
    }

    public AuditLog auditLog() {
        return new AuditLog(database());
    }

    public Classes classes() {
        return new Classes(jdbi(), changes(), clock, new Settlements(clock));
    }

    /** The imports that were made, and how each kind is undone. */
    public Imports imports() {
        return new Imports(
                jdbi(),
                changes(),
                Map.of(
                        ImportKind.MEMBER,
                        new MemberUndo(undo -> PrepaidFees.reverseImported(undo, gym(), clock)),
                        ImportKind.COACH,
                        new CoachUndo(),
                        ImportKind.RATE,
                        new RateUndo(),
                        ImportKind.CLASS,
                        new ClassUndo(),
                        ImportKind.ATTENDANCE,
                        new AttendanceUndo()));
    }

    /** What is in the ledger's accounts. */
    public Accounts accounts() {
        return new Accounts(database(), clock);
    }

    public Journal journal() {
        return new Journal(database());
    }

    /** How the books are closed. */
    public Closings closings() {
        return new Closings(changes(), clock);
    }

    public OpeningBalances openingBalances() {
        return new OpeningBalances(changes());
    }

    public Charges charges() {
        return new Charges(jdbi(), changes(), clock);
    }

    public Payments payments() {
        return new Payments(jdbi(), changes(), clock);
    }

    /** What coaches were paid. */
    public Payouts payouts() {
        return new Payouts(jdbi(), changes(), clock);
    }

    /** The sale of class fees that are paid ahead. */
    public PrepaidSales prepaidSales() {
        return new PrepaidSales(changes(), clock);
    }

    public Reversals reversals() {
        return new Reversals(changes(), clock);
    }

    /** What members owe, to be read. */
    public Statements statements() {
        return new Statements(jdbi());
    }

    /** What the gym earned. */
    public Revenue revenue() {
        return new Revenue(jdbi());
    }

    /** Who stays. */
    public Retention retention() {
        return new Retention(jdbi());
    }

    /** What the gym sells. */
    public Plans plans() {
        return new Plans(jdbi(), changes());
    }

    /** Who has which plan. */
    public Subscriptions subscriptions() {
        return new Subscriptions(jdbi(), changes());
    }

    /** The assessment of dues, without its job. */
    public Billing billing() {
        return new Billing(jdbi(), changes(), clock);
    }

    /** Banks' statements against the books, without the job. */
    public Reconciliation reconciliation() {
        return new Reconciliation(jdbi(), changes(), clock);
    }

    /** Banks' lines, one by one. */
    public BankLines bankLines() {
        return new BankLines(jdbi(), changes(), clock);
    }

    /** What the lines that wait may be. */
    public Candidates candidates() {
        return new Candidates(jdbi());
    }

    public PayRates payRates() {
        return new PayRates(jdbi(), changes());
    }

    public Payroll payroll() {
        PlainJdbc plain = database().plain();
        return new Payroll(plain, new Changes(plain, operator()), clock);
    }

    /** What coaches taught. */
    public Teaching teaching() {
        return new Teaching(jdbi(), clock);
    }

    /** The chat's rooms, as one of their users sees them. */
    public Rooms rooms(Speaker speaker) {
        return new Rooms(database(), changes(), speaker);
    }

    /** The chat's messages, as one of its users sees them. */
    public Messages messages(Speaker speaker) {
        return new Messages(database(), changes(), speaker);
    }

    /** What follows rooms of the chat for one of their users. */
    public Tail tail(Speaker speaker) {
        return new Tail(database(), rooms(speaker), speaker);
    }

    /**
     * For whom the chat works: who is logged in, or the user whom the owner of the database names.
     *
     * @param as id or e-mail, or null
     * @throws dev.gymctl.core.GymException DENIED when somebody who is logged in names another; NOT_FOUND
     */
    public Speaker speaker(String as) {
        Database gate = database();
        if (as != null) {
            access().requireSelf(as);
        }
        return access().session()
                .map(session -> new Speaker(session.userId(), session.role(), session.id()))
                .orElseGet(() -> as == null ? Speaker.OWNER : Speaker.ownerAs(gate, as));
    }

    /**
     * Who looks at the gym: who is logged in, or the owner of the database, who may take a user's view.
     *
     * @param as id or e-mail, or null
     * @throws dev.gymctl.core.GymException DENIED when somebody who is logged in names another; NOT_FOUND
     */
    public Viewer viewer(String as) {
        onlyOwn(); // an overview leaves out itself what is not the viewer's
        Database gate = database();
        if (as != null) {
            access().requireSelf(as);
        }
        return access().session()
                .map(session -> new Viewer(session.userId(), session.role(), session.id()))
                .orElseGet(() -> as == null ? Viewer.OWNER : Viewer.of(gate, as));
    }

    /** Reads several things of one state of the database. */
    public <T> T look(Function<Snapshot, T> reads) {
        return database().readSnapshot(reads);
    }

    /** For whoever looks again and again; to be closed. */
    public Lookout lookout() {
        return new Lookout(database());
    }

    public Backups backups() {
        return new Backups(database(), environment, ProgramVersion.current().program());
    }

    /** E-mails that may be meant by one that nobody has. */
    List<String> near(String noun, String named) {
        return NearPeople.of(database(), noun, named);
    }

    /** Puts a backup that was made on record. */
    public void record(Backup backup) {
        backups().record(backup, changes());
    }

    /** When the last backup was made that is on record. */
    public Optional<Instant> lastBackup() {
        return Backups.last(database());
    }

    /** How the database does, whatever its schema is. */
    public Vitals vitals() {
        return Vitals.of(database(), clock);
    }

    /** The first day of some years on which Java and PostgreSQL see another offset in the gym's zone. */
    public Optional<LocalDate> firstZoneDifference() {
        return ZoneData.firstDifference(database(), zone(), clock);
    }

    /** Whether this JVM runs on a start-up archive; empty when none is wanted, as without the launcher. */
    public Optional<Boolean> runsOnStartupArchive() {
        return StartupArchive.isUsed();
    }

    /**
     * A backup that is to be restored into the database; to be closed.
     *
     * @param name of the file as the person gave it
     */
    public Restore restore(Path file, String name) {
        return Restore.of(file, name, database(), environment, operator());
    }

    /** The batch jobs; close it before this. */
    public Batch batch() {
        running = new Batch(database(), operator(), clock);
        return running;
    }

    private Jdbi jdbi() {
        return database().jdbi();
    }

    private Changes changes() {
        return new Changes(database()::jdbi, operator());
    }

    private Operator operator() {
        return access().operator();
    }

    /** Where this command's data goes, in the format that was asked for. */
    public Output output(OutputOptions chosen) {
        return new Output(
                console, chosen.format(settings()), chosen.fields(), chosen.header(), colors(), this::zone, clock);
    }

    /** The same, with all fields and a header. */
    public Output output(FormatOption chosen) {
        return new Output(console, chosen.format(settings()), List.of(), true, colors(), this::zone, clock);
    }

    /** Whether stdout may be coloured. */
    public boolean colors() {
        return console.outIsTerminal() && !options.noColor() && settings().allowsColor();
    }

    /** Whether a failure shows its stack trace. */
    boolean debug() {
        return options.debug() || "1".equals(environment.get("GYMCTL_DEBUG"));
    }

    @Override
    public void close() {
        if (preparation != null) {
            preparation.close();
        }
        if (database != null && inSession == null) {
            database.close();
        } else if (database != null) {
            database.rest();
        }
    }
}
