package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.db.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of what is printed: its schema, its fields, its header. */
final class JsonSchemaTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void openAGym() {
        for (String line : List.of(
                "gym set zone=Europe/Berlin currency=EUR",
                "member add Ada Lovelace --email ada@gym.example --date-of-birth 1990-12-10",
                "member add Bob",
                "member approve 1 2",
                "coach add Cara --email cara@gym.example",
                "class add Yoga --coach cara@gym.example --at 2025-01-06T18:00",
                "class add Yoga --coach cara@gym.example --at 2030-01-07T18:00",
                "class enroll 2 1",
                "plan add Gold --price 49",
                "plan subscribe 1 Gold --from next",
                "finance charge 1 30",
                "finance pay 1 40 --method cash --key r1",
                "rate set --per-hour 30 --from 2026-01-01",
                "chat create Staff")) {
            assertThat(gymctl(line).exit()).as(line).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void everyCommandThatPrintsDataHasOne(String command) {
        try (App app = TestApps.plain()) {
            Object verb = Commands.create(command, app);
            boolean prints = CommandModels.of(command, verb, app.options()).findOption("--output") != null;
            assertThat(verb instanceof Printing).isEqualTo(prints);
            assertThat(Schemas.all().containsKey(command.replace(' ', '-'))).isEqualTo(prints);
        }
    }

    /** Against the whole schema, in {@link Transcript}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gym show",
                "member list",
                "member show 1",
                "member list --count",
                "member approve 1 2",
                "coach list",
                "coach show 3",
                "class list",
                "class show 2",
                "plan list",
                "plan list --member 1",
                "rate list",
                "finance charges 1",
                "finance charges --open",
                "finance payments 1",
                "finance statement 1",
                "finance aging",
                "finance balance 1",
                "finance balance cash",
                "finance journal",
                "finance trial-balance",
                "payroll preview --month 2025-01",
                "payroll run --month 2025-01",
                "payroll list --month 2025-01",
                "payroll show 3 --month 2025-01",
                "report revenue",
                "report retention",
                "report retention --cohorts",
                "report coaches --from 2025-01 --to 2025-01",
                "user list",
                "user show 1",
                "job list",
                "job show 1",
                "audit log",
                "audit verify",
                "chat rooms",
                "profile list",
                "config show",
                "timer show --cron",
                "whoami",
                "doctor",
                "version"
            })
    void whatIsPrintedIsByIt(String line) {
        assertThat(gymctl(line + " -o json").out()).isNotEmpty();
        assertThat(gymctl(line + " -o ndjson").exit()).isZero();
    }

    @Test
    void tellsTypesRequiredFieldsAndConstants() {
        Map<?, ?> schema = Schemas.map(Schemas.all().get("class-list"));
        Map<?, ?> items = Schemas.map(schema.get("items"));
        Map<?, ?> properties = Schemas.map(items.get("properties"));

        assertThat(schema.get("title")).isEqualTo("gymctl class list");
        assertThat(schema.get("type")).isEqualTo("array");
        assertThat(items.get("required")).isEqualTo(List.copyOf(properties.keySet()));
        assertThat(Schemas.map(properties.get("capacity")).get("type")).isEqualTo(List.of("integer", "null"));
        assertThat(Schemas.map(properties.get("class_datetime")).get("format")).isEqualTo("date-time");
        Map<?, ?> open = Schemas.map(Schemas.map(Schemas.all().get("doctor")).get("items"));
        assertThat(Schemas.map(Schemas.map(open.get("properties")).get("status"))
                        .get("enum"))
                .isEqualTo(Arrays.asList("ok", "warning", "problem", null));
        Map<?, ?> file =
                Schemas.map(Schemas.map(Schemas.all().get("class-show")).get("properties"));
        assertThat(Schemas.map(Schemas.map(file.get("enrollments")).get("items"))
                        .get("required"))
                .isNotNull();
    }

    @Test
    void whatIsOtherwiseIsFound() {
        Map<?, ?> schema = Schemas.map(Schemas.all().get("rate-list"));
        String good = gymctl("rate list -o json").out();
        assertThat(Schemas.wrong(JsonReader.read(good), schema, false)).isEmpty();
        for (String bad : List.of(
                good.replace("\"30.00\"", "30"),
                good.replace("\"30.00\"", "\"30,00\""),
                good.replace("\"2026-01-01\"", "\"1 January\""),
                good.replace("\"valid_from\"", "\"from\""),
                good.replace("\"id\": 1", "\"id\": \"1\""))) {
            assertThat(bad).isNotEqualTo(good);
            assertThat(Schemas.wrong(JsonReader.read(bad), schema, false))
                    .as(bad)
                    .isPresent();
        }
        assertThatThrownBy(() -> Schemas.check(List.of("class", "list", "-o", "json"), "[{\"id\": 7}]"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void fieldsAreTheseAloneInThisOrder() {
        assertThat(gymctl("member list --fields email,id -o csv").out()).isEqualTo("email,id\nada@gym.example,1\n,2\n");
        assertThat(gymctl("member list --fields email,id -o csv --no-header").out())
                .isEqualTo("ada@gym.example,1\n,2\n");
        assertThat(gymctl("member list --fields id,status -o ndjson").out())
                .isEqualTo("{\"id\": 1, \"status\": \"active\"}\n{\"id\": 2, \"status\": \"active\"}\n");
        assertThat(gymctl("member list --fields id,email").out()).isEqualTo("id  email\n 1  ada@gym.example\n 2  \n");
        assertThat(gymctl("member list --fields id --no-header").out()).isEqualTo("1\n2\n");
        assertThat(gymctl("gym show --fields zone --no-header").out()).isEqualTo("Europe/Berlin\n");
        assertThat(gymctl("member list --no-header").out()).startsWith("1  Ada");
        assertThat(gymctl("report coaches --from 2025-01 --to 2025-01 --fields coach,minutes")
                        .out())
                .as("as JSON names them, though the table has others")
                .isEqualTo("coach  minutes\nCara        60\n");
    }

    @Test
    void aFieldThatIsNotThereIsRefusedBeforeAnythingIsDone() {
        assertThat(gymctl("member add Eve --fields emial"))
                .isEqualTo(Transcript.failure(2, "there is no field 'emial'", "did you mean email?"));
        assertThat(gymctl("class show 2 --fields id,enrollments"))
                .isEqualTo(Transcript.failure(2, "only JSON has the field 'enrollments'", "add -o json"));
        assertThat(gymctl("class show 2 --fields id,enrollments -o json").exit())
                .isZero();
        assertThat(gymctl("member list --search Eve --count").out()).isEqualTo("0\n");
    }

    private static Transcript gymctl(String line) {
        return Transcript.session().env("GYMCTL_URL", database.url()).run(line.split(" ", -1));
    }
}
