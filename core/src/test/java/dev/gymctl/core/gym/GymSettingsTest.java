package dev.gymctl.core.gym;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GymSettingsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z"));
        gym.settings.set(Map.of(
                "name",
                "My gym",
                "zone",
                "UTC",
                "currency",
                "EUR",
                "drop_in_price",
                "10",
                "payment_days",
                "14",
                "charges_a_day",
                "5"));
    }

    @Test
    void setsSomeAndKeepsTheOthers() {
        Gym after = gym.settings.set(
                Map.of("zone", "Europe/Berlin", "drop_in_price", "12.5", "payment_days", "0", "charges_a_day", "7"));

        assertThat(after).isEqualTo(gym.gym());
        assertThat(after.name()).isEqualTo("My gym");
        assertThat(after.zone()).hasToString("Europe/Berlin");
        assertThat(after.dropInPrice()).hasToString("12.50");
        assertThat(after.paymentDays()).isZero();
        assertThat(after.chargesADay()).isEqualTo(7);
    }

    @Test
    void settingWhatIsSetLeavesNoTrace() {
        String before = gym.value("select count(*) from audit_log");
        gym.settings.set(Map.of("zone", "UTC", "drop_in_price", "10.00"));
        assertThat(gym.value("select count(*) from audit_log")).isEqualTo(before);
    }

    @Test
    void aNewCurrencyKeepsThePriceInItsUnits() {
        assertThat(gym.settings.set(Map.of("currency", "JPY")).dropInPrice()).hasToString("10");
        assertThat(gym.settings.set(Map.of("currency", "KWD")).dropInPrice()).hasToString("10.000");
    }

    @Test
    void aNewCurrencyTakesANewPriceWhateverTheOldOneWas() {
        gym.settings.set(Map.of("drop_in_price", "12.50"));

        assertThat(refusal(() -> gym.settings.set(Map.of("currency", "JPY"))).kind())
                .isEqualTo(Kind.INVALID);
        assertThat(gym.settings
                        .set(Map.of("currency", "JPY", "drop_in_price", "1500"))
                        .dropInPrice())
                .hasToString("1500");
    }

    @ParameterizedTest
    @CsvSource({
        "zone, Mars/Olympus, there is no time zone 'Mars/Olympus'",
        "zone, +02:00, there is no time zone '+02:00'",
        "zone, '', there is no time zone ''",
        "currency, EURO, there is no currency 'EURO'",
        "currency, eur, there is no currency 'eur'",
        "currency, XXX, there is no currency 'XXX'",
        "drop_in_price, -1, '''-1'' is not a price'",
        "payment_days, -1, 'payment_days is a number from 0 to 365, not ''-1'''",
        "payment_days, 366, 'payment_days is a number from 0 to 365, not ''366'''",
        "charges_a_day, 0, 'charges_a_day is a number from 1 to 1000, not ''0'''",
        "charges_a_day, two, 'charges_a_day is a number from 1 to 1000, not ''two'''",
        "drop_in_price, ten, '''ten'' is not a price'",
        "drop_in_price, 1.005, 1.005 has more than the 2 decimals of EUR",
        "drop_in_price, 1e999999999, this is no amount of money: it has too many digits",
        "name, ' ', the gym's name cannot be empty",
        "colour, red, there is no setting 'colour'",
    })
    void refusesWhatIsNoSetting(String key, String value, String message) {
        Gym before = gym.gym();

        assertThat(refusal(() -> gym.settings.set(Map.of(key, value)))).satisfies(refusal -> {
            assertThat(refusal).hasMessage(message);
            assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        });
        assertThat(gym.gym()).isEqualTo(before);
    }

    @Test
    void theSchemaKnowsNoOtherZonesEither() {
        assertThat(refusal(() -> gym.sql("update gym set zone = 'Mars/Olympus'"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void zoneAndCurrencyAreFixedOnceThereAreClassesOrMoney() {
        gym.settings.set(Map.of("zone", "Europe/Berlin"));
        gym.coach("ada@gym.example");
        gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60);
        try {
            assertThat(refusal(() -> gym.settings.set(Map.of("zone", "UTC"))))
                    .hasMessage("the zone cannot be changed: there are classes already");
            assertThat(refusal(() -> gym.settings.set(Map.of("currency", "JPY"))))
                    .hasMessage("the currency cannot be changed: there are classes already");
            gym.settings.set(Map.of("name", "New name", "zone", "Europe/Berlin"));
        } finally {
            database.reset();
        }

        gym.importMembers(TestGym.csv("m.csv", "first_name,last_name,email,prepaid_fees\nMax,M,max@x.example,1\n"));
        try {
            assertThat(refusal(() -> gym.settings.set(Map.of("zone", "Asia/Tokyo"))))
                    .hasMessage("the zone cannot be changed: there is money in the books already");
        } finally {
            database.reset();
        }

        gym.sql("insert into pay_rates (per_class, valid_from) values (1000, '2026-01-01')");
        try {
            gym.settings.set(Map.of("zone", "Asia/Tokyo"));
            assertThat(refusal(() -> gym.settings.set(Map.of("currency", "JPY"))))
                    .hasMessage("the currency cannot be changed: there are pay rates already");
        } finally {
            database.reset();
        }
    }

    @Test
    void daysAndMonthsBeginInTheGymsZone() {
        Gym havana = gym.settings.set(Map.of("zone", "America/Havana"));
        assertThat(havana.startOf(LocalDate.of(2026, 3, 8)))
                .as("midnight is skipped")
                .isEqualTo("2026-03-08T05:00:00Z");
        assertThat(havana.startOf(YearMonth.of(2026, 12))).isEqualTo("2026-12-01T05:00:00Z");
        assertThat(havana.endOf(YearMonth.of(2026, 12))).isEqualTo("2027-01-01T05:00:00Z");
        assertThat(havana.today(gym.clock)).isEqualTo("2026-11-05");
    }
}
