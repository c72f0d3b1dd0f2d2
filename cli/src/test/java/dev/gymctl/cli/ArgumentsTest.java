package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

final class ArgumentsTest {
    private enum Status {
        NO_SHOW,
        ATTENDED
    }

    @Command(description = "Takes every sort of argument.")
    private static final class Everything {
        @Option(names = "--month")
        private MonthArgument month;

        @Option(names = "--date")
        private LocalDate date;

        @Option(names = "--at")
        private DateTimeArgument at;

        @Option(names = "--amount")
        private BigDecimal amount;

        @Option(names = "--status")
        private Status status;

        @Option(names = "--charge")
        private ChargeArgument charge;

        @Option(names = "--account")
        private AccountArgument account;

        @Option(names = "--of")
        private PersonOrAccountArgument of;

        @Parameters(arity = "0..*")
        private List<PersonArgument> people;
    }

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Everything given = new Everything();

    @ParameterizedTest
    @CsvSource({"2026-10,2026-10", "this,2026-11", "last,2026-10"})
    void knowsMonthsInTheGymsZone(String typed, YearMonth month) {
        Clock lateInUtc = Clock.fixed(Instant.parse("2026-10-31T23:30:00Z"), ZoneOffset.UTC);
        parse("--month", typed);

        assertThat(given.month.resolve(lateInUtc, BERLIN)).isEqualTo(month);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-03T18:30,2026-10-03T16:30:00Z",
        "2026-10-03 18:30,2026-10-03T16:30:00Z",
        "2026-10-03T18:30:15,2026-10-03T16:30:15Z",
        "2026-10-03T18:30+05:30,2026-10-03T13:00:00Z",
        "2026-10-03T18:30Z,2026-10-03T18:30:00Z",
        "2026-03-29T02:30,2026-03-29T01:30:00Z",
        "2026-10-25T02:30,2026-10-25T00:30:00Z"
    })
    void knowsTimesLocalOrWithAnOffset(String typed, Instant instant) {
        parse("--at", typed);

        assertThat(given.at.resolve(BERLIN)).isEqualTo(instant);
    }

    @Test
    void knowsDatesAmountsPeopleAndConstants() {
        parse("--date", "2028-02-29", "--amount", "1234.50", "--status", "no_show", "7", "Ann@Example.org");

        assertThat(given.date).isEqualTo("2028-02-29");
        assertThat(given.amount).isEqualTo("1234.50");
        assertThat(given.status).isEqualTo(Status.NO_SHOW);
        assertThat(given.people).containsExactly(new PersonArgument("7"), new PersonArgument("Ann@Example.org"));
    }

    @Test
    void knowsMembersAndChargesByTheirPaymentReferences() {
        parse("rf91 m17", "RF91M17", "--charge", "RF58 C123");

        assertThat(given.people).containsExactly(new PersonArgument("17"), new PersonArgument("17"));
        assertThat(given.charge).isEqualTo(new ChargeArgument(123));
        parse("--charge", "123");
        assertThat(given.charge).isEqualTo(new ChargeArgument(123));
    }

    @Test
    void knowsAccountsByCodeAndName() {
        parse("--account", "Class-fee income");
        assertThat(given.account).isEqualTo(new AccountArgument("class_fee_income"));
        parse("--of", "member_receivable");
        assertThat(given.of).isEqualTo(new PersonOrAccountArgument(null, new AccountArgument("member_receivable")));
        for (String person : List.of("17", "RF91M17")) {
            parse("--of", person);
            assertThat(given.of).isEqualTo(new PersonOrAccountArgument(new PersonArgument("17"), null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RF58C123",
                "RF92M17",
                "RF91M1",
                "--charge=RF91M17",
                "--charge=0",
                "--charge=RF59C123",
                "--account=12",
                "--account=cash;",
                "--of=0",
                "--of=cash!",
                "--month=2026-13",
                "--month=10/2026",
                "--month=next",
                "--month=+12026-01",
                "--date=2026-02-29",
                "--date=29.02.2028",
                "--date=+999999-01-01",
                "--at=2026-10-03",
                "--at=2026-10-03T25:00",
                "--at=2026-10-03T18:30[Europe/Berlin]",
                "--amount=1e3",
                "--amount=1,50",
                "--amount=1'000",
                "--amount=.5",
                "--amount=NaN",
                "--amount=-1.50",
                "--amount=",
                "--status=NO_SHOW",
                "--status=late",
                "0",
                "99999999999999999999",
                "Ann"
            })
    void refusesWhatIsMalformed(String argument) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'" + argument.substring(argument.indexOf('=') + 1) + "'");
    }

    private void parse(String... args) {
        CommandLine line = new CommandLine(given);
        Arguments.registerConverters(line);
        line.parseArgs(args);
    }
}
