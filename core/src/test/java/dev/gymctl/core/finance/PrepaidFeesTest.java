package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What members paid before gymctl comes in with them, once. */
class PrepaidFeesTest {
    private static final String HEADER = "first_name,last_name,email,prepaid_fees\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.settings.set(Map.of("drop_in_price", "12.50"));
    }

    @Test
    void openingFeesAreALotAndALedgerEntryAtTheDropInPrice() {
        importRows("Max,M,max@x.example,10\nMia,M,mia@x.example,0\nMio,M,mio@x.example,\n");

        assertThat(gym.members.get("max@x.example").prepaidFees()).isEqualTo(10);
        assertThat(gym.members.get("mia@x.example").prepaidFees()).isZero();
        assertThat(gym.value("select count(*) || ' ' || sum(credits) || ' ' || sum(price) from prepaid_lots"))
                .isEqualTo("1 10 12500");
        assertThat(gym.value("""
                select concat_ws(' ', e.kind, e.value_on, t.debit_account, t.credit_account, u.email, t.amount)
                from journal_entries e join transfers t on t.entry_id = e.id join users u on u.id = t.credit_party
                """)).isEqualTo("opening 2026-11-05 opening_balances prepaid_fees max@x.example 12500");
    }

    @Test
    void theSameNumberAgainIsTheSameAndAnotherIsRefused() {
        importRows("Max,M,max@x.example,10\nMia,M,mia@x.example,0\n");
        gym.settings.set(Map.of("drop_in_price", "15.00"));

        importRows("Max,M,max@x.example,10\nMia,M,mia@x.example,0\n");
        assertThat(refusal(() -> importRows("Max,M,max@x.example,9\nMia,M,mia@x.example,1\n"))
                        .getMessage())
                .isEqualTo("""
                        members.csv: 2 problems
                        members.csv:2: prepaid_fees: "9": the member's opening number is 10 already
                        members.csv:3: prepaid_fees: "1": the member's opening number is 0 already""");
        assertThat(gym.value("select count(*) || ' ' || sum(price) from prepaid_lots"))
                .isEqualTo("1 12500");
        assertThat(gym.value("select count(*) from transfers")).isEqualTo("1");
    }

    @Test
    void feesThatCostNothingAreNotBooked() {
        gym.settings.set(Map.of("drop_in_price", "0"));
        importRows("Max,M,max@x.example,10\n");

        assertThat(gym.members.get("max@x.example").prepaidFees()).isEqualTo(10);
        assertThat(gym.value("select count(*) from journal_entries")).isEqualTo("0");
    }

    @Test
    void aCreditSpentIsOneFewerUntilItIsUndone() {
        importRows("Max,M,max@x.example,2\n");
        gym.coach("ada@gym.example");
        long id = gym.taught("ada@gym.example", "Yoga", "2026-10-03T10:00", 60);
        gym.attended(id, 1);
        gym.sql("""
                insert into prepaid_spends (lot_id, lot_credits, number, enrollment_id, spent_on)
                select l.id, l.credits, 1, e.id, '2026-10-03' from prepaid_lots l cross join enrollments e
                """);
        assertThat(gym.members.get("max@x.example").prepaidFees()).isEqualTo(1);
        gym.sql("update prepaid_spends set undone = true");
        assertThat(gym.members.get("max@x.example").prepaidFees()).isEqualTo(2);
    }

    private void importRows(String rows) {
        gym.importMembers(csv("members.csv", HEADER + rows));
    }
}
