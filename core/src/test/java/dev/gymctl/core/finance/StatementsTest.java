package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.user.NewUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What members read, and what tells who has to be reminded. */
class StatementsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Statements statements;
    private String max;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        statements = new Statements(gym.jdbi);
        max = gym.activeMembers(1).get(0).toString();
    }

    @Test
    void linesAddUpFromTheOpeningToTheClosing() {
        charge(max, "30", "2026-09-10", "2026-09-24");
        charge(max, "20", "2026-10-10", "2026-10-24");
        pay("60", "2026-10-12");
        gym.payments.refund(max, new BigDecimal("4"), null, "back", null, gym.gym(), false);
        gym.reversals.reverse(Reversible.CHARGE, 2, null, gym.gym(), false);

        Statement october = statement("2026-10-01", "2026-10-31");
        assertThat(october.opening()).hasToString("30.00");
        assertThat(lines(october))
                .containsExactly(
                        "2026-10-10 other fee of 2026-10-10 20.00 50.00", "2026-10-12 payment cash -60.00 -10.00");
        assertThat(october.closing()).hasToString("-10.00");
        assertThat(october.toPay()).hasToString("0.00");

        Statement november = statement("2026-11-01", "2026-11-05");
        assertThat(november.opening()).isEqualTo(october.closing());
        assertThat(lines(november))
                .containsExactly(
                        "2026-11-05 refund cash, of payment 1 4.00 -6.00",
                        "2026-11-05 reversal fee of 2026-10-10 -20.00 -26.00");
        Statement all = statements.of(max, null, day("2026-11-05"), gym.gym());
        assertThat(all.opening()).hasToString("0.00");
        assertThat(all.lines()).hasSize(5);
        assertThat(all.closing().minorUnits())
                .isEqualTo(Books.balance(gym, "member_receivable") + Books.balance(gym, "member_credit"));
        assertThat(refusal(() -> statement("2026-11-01", "2026-10-01")))
                .hasMessage("a statement from 2026-11-01 to 2026-10-01 has no days");
        assertThat(refusal(() -> statements.of("99", null, day("2026-11-05"), gym.gym())))
                .hasMessage("there is no member '99'");
    }

    @Test
    void thePdfIsOnePageWithAllOfIt() {
        charge(max, "30", "2026-09-10", "2026-09-24");
        gym.settings.set(Map.of("name", "Żółw & Crème 体育 Gym"));
        Statement statement = statement("2026-09-01", "2026-11-05");

        byte[] pdf = pdf(statement);
        assertThat(pdf).as("the same again").isEqualTo(pdf(statement));
        String text = text(pdf, 1);
        assertThat(text)
                .contains(
                        "Żółw & Crème ?? Gym",
                        "Member " + max + ", Max Member 0",
                        "From 2026-09-01 until 2026-11-05",
                        "All amounts in EUR",
                        "2026-09-10 Other: fee of 2026-09-10 30.00 30.00",
                        "To pay: 30.00 EUR",
                        "Reference for your transfer: " + statement.reference().replaceAll("(.{4})(?=.)", "$1 "));
        pay("40", "2026-10-01");
        assertThat(text(pdf(statement("2026-09-01", "2026-11-05")), 1))
                .contains("In your favour: 10.00 EUR")
                .doesNotContain("Reference");
    }

    @Test
    void aLongStatementHasMorePagesAndEveryLineOnce() {
        gym.jdbi.useTransaction(handle -> {
            for (int i = 1; i <= 150; i++) {
                Charges.insert(
                        handle,
                        Long.parseLong(max),
                        "other",
                        "other_income",
                        null,
                        i == 7 ? "a very long memo ".repeat(20) : "fee number " + i + " of many",
                        100,
                        day("2026-10-01"),
                        day("2026-10-15"));
            }
        });
        String text = text(pdf(statement("2026-10-01", "2026-11-05")), 4);
        for (int i = 1; i <= 150; i++) {
            if (i != 7) {
                assertThat(text.split("fee number " + i + " of many", -1))
                        .as("line %d", i)
                        .hasSize(2);
            }
        }
        assertThat(text).contains("Page 1 of 4", "Page 4 of 4", "a very long memo", "…", "To pay: 150.00 EUR");
    }

    @Test
    void debtsAgeByTheirDueDay() {
        charge(max, "1", "2026-07-01", "2026-08-06"); // 91 days
        charge(max, "2", "2026-07-01", "2026-08-07"); // 90
        charge(max, "4", "2026-08-01", "2026-09-05"); // 61
        charge(max, "8", "2026-09-01", "2026-09-06"); // 60
        charge(max, "16", "2026-10-01", "2026-10-05"); // 31
        charge(max, "32", "2026-10-01", "2026-10-06"); // 30
        charge(max, "64", "2026-10-01", "2026-11-04"); // 1
        charge(max, "128", "2026-10-01", "2026-11-05"); // can still be paid in time
        String mia = gym.members
                        .add(new NewUser("Mia", "M", "mia@mail.example", null, gym.clock.instant()), null, gym.gym())
                        .user()
                        .id()
                + "";
        charge(mia, "7", "2026-06-01", "2026-06-15");

        List<Due> dues = statements.aging(day("2026-11-05"), gym.gym());
        assertThat(dues)
                .extracting(due -> String.join(
                        " ",
                        due.member(),
                        due.email(),
                        due.notDue().toString(),
                        due.to30().toString(),
                        due.to60().toString(),
                        due.to90().toString(),
                        due.over90().toString(),
                        due.total().toString(),
                        due.oldestDueOn().toString()))
                .containsExactly(
                        "Mia M mia@mail.example 0.00 0.00 0.00 0.00 7.00 7.00 2026-06-15",
                        "Max Member 0 member0@mail.example 128.00 96.00 24.00 6.00 1.00 255.00 2026-08-06");
        assertThat(statements.receivable(day("2026-11-05"), gym.gym())).hasToString("262.00");
    }

    @Test
    void whatIsOwedOnAnEarlierDayIsWhatTheBooksSaidThen() {
        charge(max, "30", "2026-09-10", "2026-09-24");
        pay("10", "2026-09-30");
        pay("20", "2026-10-20");
        charge(max, "5", "2026-10-25", "2026-10-26");
        gym.charges.writeOff("2", null, null, gym.gym(), false);
        gym.reversals.reverse(Reversible.PAYMENT, 1, null, gym.gym(), false);

        for (String expected : List.of(
                "2026-09-09 0.00",
                "2026-09-10 30.00",
                "2026-09-30 20.00",
                "2026-10-20 0.00",
                "2026-10-31 5.00",
                "2026-11-05 10.00")) {
            LocalDate day = day(expected.substring(0, 10));
            String total = statements.aging(day, gym.gym()).stream()
                    .map(due -> due.total().toString())
                    .findFirst()
                    .orElse("0.00");
            assertThat(day + " " + total).isEqualTo(expected);
            assertThat(statements.receivable(day, gym.gym()))
                    .as("ties on %s", day)
                    .hasToString(total);
        }
    }

    private void charge(String member, String amount, String on, String due) {
        gym.charges.add(
                new NewCharge(member, new BigDecimal(amount), ChargeKind.OTHER, "fee of " + on, day(on), day(due)),
                gym.gym(),
                false);
    }

    private void pay(String amount, String on) {
        gym.payments.receive(
                new NewPayment(max, new BigDecimal(amount), PaymentMethod.CASH, null, null, day(on), null),
                gym.gym(),
                false);
    }

    private Statement statement(String from, String to) {
        return statements.of(max, day(from), day(to), gym.gym());
    }

    private static List<String> lines(Statement statement) {
        return statement.lines().stream()
                .map(line -> "%s %s %s %s %s"
                        .formatted(line.date(), line.kind(), line.memo(), line.amount(), line.balance()))
                .toList();
    }

    private static byte[] pdf(Statement statement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            StatementPdf.write(statement, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(byte[] pdf, int pages) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(pages);
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
