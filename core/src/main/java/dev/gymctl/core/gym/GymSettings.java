package dev.gymctl.core.gym;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.PlainJdbc;
import dev.gymctl.core.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The one row of the gym's settings. */
public final class GymSettings {
    private final Jdbi jdbi;
    private final Changes changes;

    public GymSettings(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /** The gym's time zone alone, for those who need no more. */
    public static ZoneId zone(Database database) {
        return database.read("select zone from gym", row -> ZoneId.of(row.getString(1)))
                .get(0);
    }

    /** The settings as a snapshot has them. */
    public static Gym of(Database.Snapshot snapshot) {
        return snapshot.read("select * from gym", GymSettings::gym).get(0);
    }

    /** The settings as they are now. */
    public Gym current() {
        return jdbi.withHandle(handle -> current(new PlainJdbc(handle.getConnection())));
    }

    /** The same without JDBI. */
    public static Gym current(PlainJdbc plain) {
        return read(plain, "");
    }

    /**
     * Changes some settings; the others stay.
     *
     * @param wanted {@code name}, {@code zone}, {@code currency}, {@code drop_in_price}, {@code payment_days} and
     *     {@code charges_a_day} in any number
     * @return the settings after it, whether or not anything changed
     * @throws GymException INVALID for an unknown key or value; CONFLICT for a zone or currency that classes or money
     *     already depend on
     */
    public Gym set(Map<String, String> wanted) {
        return changes.make("gym set", change -> {
            Gym before = read(change.plain(), "for update");
            Gym after = before;
            if (wanted.containsKey("currency")) { // first: a price is read in the new currency
                after = inCurrency(after, currency(wanted.get("currency")), wanted.containsKey("drop_in_price"));
            }
            for (Map.Entry<String, String> setting : wanted.entrySet()) {
                after = with(after, setting.getKey(), setting.getValue());
            }
            if (!after.equals(before)) {
                write(change.handle(), after);
                change.note("name", before.name(), after.name());
                change.note("zone", before.zone(), after.zone());
                change.note("currency", before.currency(), after.currency());
                change.note("drop_in_price", before.dropInPrice(), after.dropInPrice());
                change.note("payment_days", before.paymentDays(), after.paymentDays());
                change.note("charges_a_day", before.chargesADay(), after.chargesADay());
            }
            return after;
        });
    }

    private static Gym with(Gym gym, String key, String value) {
        return switch (key) {
            case "name" -> copy(gym, name(value), gym.zone(), gym.dropInPrice(), gym.paymentDays(), gym.chargesADay());
            case "zone" -> copy(gym, gym.name(), zone(value), gym.dropInPrice(), gym.paymentDays(), gym.chargesADay());
            case "currency" -> gym;
            case "drop_in_price" ->
                copy(gym, gym.name(), gym.zone(), price(value, gym), gym.paymentDays(), gym.chargesADay());
            case "payment_days" ->
                copy(gym, gym.name(), gym.zone(), gym.dropInPrice(), number(key, value, 0, 365), gym.chargesADay());
            case "charges_a_day" ->
                copy(gym, gym.name(), gym.zone(), gym.dropInPrice(), gym.paymentDays(), number(key, value, 1, 1000));
            default ->
                throw new GymException(
                        Kind.INVALID,
                        "there is no setting '%s'".formatted(key),
                        "the settings are name, zone, currency, drop_in_price, payment_days and charges_a_day");
        };
    }

    private static Gym copy(Gym gym, String name, ZoneId zone, Money price, int paymentDays, int chargesADay) {
        return new Gym(name, zone, gym.currency(), price, paymentDays, chargesADay, gym.booksClosedThrough());
    }

    private static Gym inCurrency(Gym gym, Currency currency, boolean priceGiven) {
        BigDecimal price =
                priceGiven ? BigDecimal.ZERO : new BigDecimal(gym.dropInPrice().toString());
        return new Gym(
                gym.name(),
                gym.zone(),
                currency,
                Money.of(price, currency),
                gym.paymentDays(),
                gym.chargesADay(),
                gym.booksClosedThrough());
    }

    private static int number(String key, String value, int least, int most) {
        if (value.matches("\\d{1,4}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new GymException(
                Kind.INVALID, "%s is a number from %d to %d, not '%s'".formatted(key, least, most, value));
    }

    private static String name(String value) {
        if (value.isBlank()) {
            throw new GymException(Kind.INVALID, "the gym's name cannot be empty");
        }
        return value.strip();
    }

    private static ZoneId zone(String value) {
        try {
            ZoneId zone = ZoneId.of(value);
            if (ZoneId.getAvailableZoneIds().contains(value)) {
                return zone;
            }
        } catch (DateTimeException unknown) {
            // said below
        }
        throw new GymException(
                Kind.INVALID, "there is no time zone '%s'".formatted(value), "use a name such as Europe/Berlin");
    }

    private static Currency currency(String value) {
        try {
            Currency currency = Currency.getInstance(value);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            // said below
        }
        throw new GymException(
                Kind.INVALID, "there is no currency '%s'".formatted(value), "use an ISO 4217 code such as EUR");
    }

    private static Money price(String value, Gym gym) {
        try {
            Money price = gym.money(new BigDecimal(value));
            if (!price.isNegative()) {
                return price;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new GymException(
                Kind.INVALID, "'%s' is not a price".formatted(value), "write it as a decimal such as 12.50");
    }

    private static Gym read(PlainJdbc plain, String lock) {
        return plain.read("select * from gym " + lock, GymSettings::gym).get(0);
    }

    private static Gym gym(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Gym(
                row.getString("name"),
                ZoneId.of(row.getString("zone")),
                currency,
                new Money(row.getLong("drop_in_price"), currency),
                row.getInt("payment_days"),
                row.getInt("charges_a_day"),
                row.getObject("books_closed_through", LocalDate.class));
    }

    private static void write(Handle handle, Gym gym) {
        handle.createUpdate("""
                        update gym set name = :name, zone = :zone, currency = :currency,
                            currency_digits = :digits, drop_in_price = :price, payment_days = :paymentDays,
                            charges_a_day = :chargesADay
                        """)
                .bind("name", gym.name())
                .bind("zone", gym.zone().getId())
                .bind("currency", gym.currency().getCurrencyCode())
                .bind("digits", gym.currency().getDefaultFractionDigits())
                .bind("price", gym.dropInPrice().minorUnits())
                .bind("paymentDays", gym.paymentDays())
                .bind("chargesADay", gym.chargesADay())
                .execute();
    }
}
