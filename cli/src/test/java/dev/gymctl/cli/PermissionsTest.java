package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.access.Permissions;
import dev.gymctl.core.access.Permissions.Permission;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command as every role, up to the gate that all of them pass: {@link App#database}. */
final class PermissionsTest {
    /** A user and a token of theirs. */
    private record Somebody(String id, String token) {
        String email() {
            return "user" + id + "@gym.example";
        }
    }

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Map<Role, Somebody> people = new EnumMap<>(Role.class);
    private static Somebody other;

    @BeforeAll
    static void addOneOfEachRole() {
        for (Role role : Role.values()) {
            people.put(role, add(role));
        }
        other = add(Role.MEMBER);
    }

    private static Somebody add(Role role) {
        int id = people.size() + 1;
        Transcript.Session owner = Transcript.session().env("GYMCTL_URL", database.url());
        Transcript added =
                owner.run("user", "add", "Ada", "--email", "user" + id + "@gym.example", "--role", role.code());
        assertThat(added.exit()).as(added.err()).isZero();
        String token = owner.run("user", "token", String.valueOf(id), "--name", "test " + id)
                .out()
                .lines()
                .toList()
                .get(1);
        return new Somebody(String.valueOf(id), token);
    }

    static Stream<String> commands() {
        return CommandsTest.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasARow(String command) {
        assertThat(Permissions.hasRow(command))
                .as("say in core's Permissions who may run '%s'", command)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyRoleMayDoWhatTheMatrixSaysAndNoMore(String command) {
        for (Role role : Role.values()) {
            Permission permission = Permissions.of(command, role);
            String onOther = said(command, role, other.id());
            switch (permission) {
                case YES -> assertThat(onOther).as(role.code()).isEqualTo("yes");
                case NO ->
                    assertThat(onOther).as(role.code()).startsWith("only a").endsWith(" may use '" + command + "'");
                case OWN -> {
                    assertThat(onOther)
                            .as(role.code())
                            .startsWith(role.withArticle() + " may use '" + command
                                    + "' only for themselves, and others only a");
                    if (namesAPerson(command)) {
                        Somebody self = people.get(role);
                        assertThat(said(command, role, self.id())).isEqualTo("yes");
                        assertThat(said(command, role, self.email())).isEqualTo("yes");
                        assertThat(said(command, role, other.email())).isEqualTo(onOther);
                        assertThat(said(command, role, "999999")).as("nobody").isEqualTo(onOther);
                        assertThat(said(command, role, self.email().replace('u', '\u1d58')))
                                .isEqualTo(onOther);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theOwnerMayRunAll(String command) {
        assertThat(reach(command, Map.of("GYMCTL_URL", database.url()), List.of(), other.id()))
                .isEqualTo("yes");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whoHoldsOnlyTheProgramsCredentialsLogsIn(String command) {
        assertThat(reach(command, Map.of("GYMCTL_URL", database.appUrl()), List.of(), other.id()))
                .isEqualTo(
                        Permissions.needsSession(command)
                                ? "nobody is logged in at " + database.address().display()
                                : "yes");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aTokenThatIsNoGoodIsNeverReplacedByTheOwnersRights(String command) {
        for (String token : List.of("", "x", "gymctl_" + "A".repeat(43))) {
            Map<String, String> environment = Map.of("GYMCTL_URL", database.url(), "GYMCTL_TOKEN", token);
            assertThat(reach(command, environment, List.of(), other.id()))
                    .isEqualTo(
                            Permissions.needsSession(command)
                                    ? "the session has ended, or its token was never a valid one"
                                    : "yes");
        }
    }

    @Test
    void onlyAnAdminAllowsAnOverlap() {
        for (Role role : List.of(Role.COACH, Role.TREASURER)) {
            assertThat(reach("class enroll", as(role), List.of("--allow-overlap"), other.id()))
                    .isEqualTo("only an admin may use 'class enroll --allow-overlap'");
        }
        assertThat(reach(
                        "class enroll",
                        as(Role.MEMBER),
                        List.of("--allow-overlap"),
                        people.get(Role.MEMBER).id()))
                .isEqualTo("only an admin may use 'class enroll --allow-overlap'");
        assertThat(reach("class enroll", as(Role.ADMIN), List.of("--allow-overlap"), other.id()))
                .isEqualTo("yes");
    }

    /** A row of an option that is spelled otherwise would narrow nothing. */
    @Test
    void everyRowOfAnOptionNamesOneThatIsThere() {
        try (App app = TestApps.plain()) {
            for (String command : CommandsTest.commands()) {
                List<String> rows = Permissions.options(command);
                List<String> options =
                        Cli.commandLine(command, Commands.create(command, app), app).getCommandSpec().options().stream()
                                .map(OptionSpec::longestName)
                                .toList();
                assertThat(options).as(command).containsAll(rows);
            }
        }
    }

    @Test
    void aMemberSeesNoAccountAndBooksNoOpeningBalances() {
        try (App app = app(as(Role.MEMBER))) {
            CommandLine line = Cli.commandLine("finance balance", Commands.create("finance balance", app), app);
            line.parseArgs("cash");
            app.begin(new Invocation("finance balance", line));
            assertThatThrownBy(app::database).hasMessageStartingWith("a member may use 'finance balance' only for");
        }
        assertThat(reach(
                        "finance balance",
                        as(Role.MEMBER),
                        List.of("--opening", "x.csv"),
                        people.get(Role.MEMBER).id()))
                .isEqualTo("only a treasurer or an admin may use 'finance balance --opening'");
    }

    @Test
    void aCommandThatForgetsWhoseDataItIsOnIsRefused() {
        try (App app = app(as(Role.COACH))) {
            app.begin(invocation("payroll list", app, List.of(), null));
            assertThatThrownBy(app::database)
                    .hasMessageStartingWith("a coach may use 'payroll list' only for themselves");
        }
        try (App app = app(as(Role.COACH))) {
            app.begin(invocation("payroll list", app, List.of(), null));
            assertThat(app.onlyOwn())
                    .contains(Long.valueOf(people.get(Role.COACH).id()));
            assertThat(app.database()).isNotNull();
        }
        try (App app = app(as(Role.TREASURER))) {
            app.begin(invocation("payroll list", app, List.of(), null));
            assertThat(app.onlyOwn()).isEmpty();
        }
    }

    @Test
    void theGateStaysShutAfterARefusal() {
        try (App app = app(as(Role.MEMBER))) {
            app.begin(invocation("member list", app, List.of(), null));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(app::database).isInstanceOf(GymException.class);
                assertThatThrownBy(app::members).isInstanceOf(GymException.class);
            }
        }
    }

    private static String said(String command, Role role, String person) {
        return reach(command, as(role), List.of(), person);
    }

    private static Map<String, String> as(Role role) {
        return Map.of(
                "GYMCTL_URL",
                database.appUrl(),
                "GYMCTL_TOKEN",
                people.get(role).token());
    }

    /** {@code yes} when the command gets as far as the database, else why not. */
    private static String reach(String command, Map<String, String> environment, List<String> options, String person) {
        try (App app = app(environment)) {
            app.begin(invocation(command, app, options, person));
            app.database();
            return "yes";
        } catch (GymException refusal) {
            assertThat(refusal.kind()).isEqualTo(Kind.DENIED);
            return refusal.getMessage();
        }
    }

    private static App app(Map<String, String> environment) {
        Console console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Console.Terminals.NONE,
                environment);
        return new App(console, environment, Clock.systemUTC());
    }

    /** The command with something for all that it needs, and with a person wherever one may be named. */
    private static Invocation invocation(String command, App app, List<String> options, String person) {
        CommandLine line = Cli.commandLine(command, Commands.create(command, app), app);
        List<String> arguments = new ArrayList<>(options);
        for (ArgSpec argument : line.getCommandSpec().args()) {
            boolean names = isAPerson(argument) && person != null;
            if (argument.required() || names) {
                if (argument instanceof OptionSpec option) {
                    arguments.add(option.longestName());
                }
                arguments.add(names ? person : value(type(argument)));
            }
        }
        line.parseArgs(arguments.toArray(String[]::new));
        return new Invocation(command, line);
    }

    private static boolean namesAPerson(String command) {
        try (App app = TestApps.plain()) {
            return Cli.commandLine(command, Commands.create(command, app), app).getCommandSpec().args().stream()
                    .anyMatch(PermissionsTest::isAPerson);
        }
    }

    private static boolean isAPerson(ArgSpec argument) {
        return type(argument) == PersonArgument.class || type(argument) == PersonOrAccountArgument.class;
    }

    private static Class<?> type(ArgSpec argument) {
        return argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    }

    private static String value(Class<?> type) {
        if (type == LocalDate.class) {
            return "2026-12-01";
        } else if (type == DateTimeArgument.class) {
            return "2026-12-01T18:30";
        } else if (type == MonthArgument.class) {
            return "2026-10";
        } else if (type == DayArgument.class) {
            return "next";
        } else if (type == BigDecimal.class) {
            return "1";
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0].toString().toLowerCase(Locale.ROOT);
        }
        return type == String.class ? "x=x" : "1";
    }
}
