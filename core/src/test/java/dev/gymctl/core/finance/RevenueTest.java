package dev.gymctl.core.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;

/** Revenue by month and account, and its pictures. */
class RevenueTest {
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Revenue revenue;
    private static List<MonthlyRevenue> months;

    @BeforeAll
    static void fourMonths() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Pacific/Auckland");
        revenue = new Revenue(gym.jdbi);
        long member = gym.activeMembers(1).get(0);
        post("a", "2026-08-31", "member_receivable", member, "dues_income", null, 4900);
        post("b", "2026-09-01", "member_receivable", member, "dues_income", null, 5000);
        post("c", "2026-09-30", "prepaid_fees", member, "class_fee_income", null, 333);
        post("d", "2026-10-01", "prepaid_fees", member, "expired_credit_income", null, 77);
        // The money itself and what is spent are no revenue.
        post("e", "2026-09-10", "cash", null, "member_credit", member, 10000);
        post("f", "2026-09-10", "coach_expense", null, "coach_payable", member, 2000);
        post("g", "2026-09-11", "bank_fees", null, "clearing", null, 150);
        post("h", "2026-09-12", "bad_debt", null, "member_receivable", member, 40);
        // From one income account to another.
        post("i", "2026-10-02", "dues_income", null, "other_income", null, 100);
        // Taken back in the same month, and in a later one.
        post("j", "2026-10-03", "member_receivable", member, "penalty_income", null, 1500);
        reverse("j", "2026-10-20");
        post("k", "2026-08-15", "member_receivable", member, "penalty_income", null, 2500);
        gym.jdbi.useHandle(handle -> handle.execute("update gym set books_closed_through = '2026-08-31'"));
        reverse("k", "2026-08-16"); // what falls into closed books is booked on the first open day
        post("l", "2026-08-20", "member_receivable", member, "dues_income", null, 1);
        months = revenue.byMonth(AUGUST, NOVEMBER, gym.gym());
    }

    @Test
    void isWhatIncomeAccountsWereCreditedLessWhatWasReversed() {
        assertThat(shown(months)).isEqualTo("""
                2026-08 dues_income 49.00, penalty_income 25.00 = 74.00
                2026-09 class_fee_income 3.33, dues_income 50.01, penalty_income -25.00 = 28.34
                2026-10 dues_income -1.00, expired_credit_income 0.77, other_income 1.00 = 0.77
                2026-11 = 0.00""");
    }

    @Test
    void everyMonthHasEveryIncomeAccount() {
        assertThat(months)
                .allSatisfy(month -> assertThat(month.parts())
                        .extracting(MonthlyRevenue.Part::account)
                        .containsExactly(
                                "class_fee_income",
                                "dues_income",
                                "expired_credit_income",
                                "other_income",
                                "penalty_income"));
        assertThat(revenue.byMonth(YearMonth.of(1999, 12), YearMonth.of(2000, 2), gym.gym()))
                .extracting(MonthlyRevenue::month)
                .containsExactly(YearMonth.of(1999, 12), YearMonth.of(2000, 1), YearMonth.of(2000, 2));
    }

    @Test
    void isTheDifferenceOfTwoTrialBalances() {
        Accounts accounts = new Accounts(database.database(), gym.clock);
        for (MonthlyRevenue month : months) {
            Map<String, Long> before = income(accounts, month.month().atDay(1).minusDays(1));
            Map<String, Long> after = income(accounts, month.month().atEndOfMonth());
            for (MonthlyRevenue.Part part : month.parts()) {
                assertThat(part.amount().minorUnits())
                        .as(month.month() + " " + part.account())
                        .isEqualTo(after.get(part.account()) - before.get(part.account()));
            }
        }
    }

    @Test
    void aMonthAloneIsTheSameAsAmongOthers() {
        for (MonthlyRevenue month : months) {
            assertThat(revenue.byMonth(month.month(), month.month(), gym.gym())).containsExactly(month);
        }
    }

    @Test
    void theSvgIsWellFormedAndTheSameEachTime() throws Exception {
        String svg = svg(months, "Iron & <Lotus>\u0007");
        assertThat(svg(months, "Iron & <Lotus>\u0007")).isEqualTo(svg);

        Document read = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(read.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Revenue of Iron & <Lotus>\ufffd, 2026-08 to 2026-11, EUR");
        // The highest bar, 74 of 80, stands on zero; what was taken back hangs below it. -40 to 80 are 300 high, from
        // 84 on.
        assertThat(svg)
                .contains(
                        "<path d=\"M101 284H139V161.5H101Z\" fill=\"#e69f00\"><title>2026-08, Dues income: 49.00 EUR</title></path>",
                        "V99H101Z\" fill=\"#56b4e9\"><title>2026-08, Penalty income: 25.00 EUR</title></path>",
                        "<path d=\"M161 284H199V346.5H161Z\" fill=\"#56b4e9\"><title>2026-09, Penalty income: -25.00 EUR</title>")
                .contains(">2026-11</text>");
    }

    @Test
    void monthsWithoutRevenueMakePicturesToo() throws Exception {
        List<MonthlyRevenue> none = revenue.byMonth(NOVEMBER, NOVEMBER, gym.gym());
        assertThat(svg(none, "x")).contains("Revenue of x, 2026-11, EUR").doesNotContain(": 0.00");
        assertThat(png(none).getWidth()).isPositive();
    }

    @Test
    void thePngIsAPictureWithBars() throws Exception {
        BufferedImage image = png(months);
        assertThat(image.getWidth()).isEqualTo(800);
        assertThat(image.getHeight()).isEqualTo(480);
        assertThat(pixels(image, 0xffe69f00)).as("dues").isGreaterThan(2000);
        assertThat(pixels(image, 0xff56b4e9)).as("penalties").isGreaterThan(2000);
    }

    private static long pixels(BufferedImage image, int argb) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == argb)
                .count();
    }

    private static String svg(List<MonthlyRevenue> revenue, String gym) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RevenueSvg.write(revenue, gym, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static BufferedImage png(List<MonthlyRevenue> revenue) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RevenuePng.write(revenue, "Iron Lotus", out);
        return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    }

    private static Map<String, Long> income(Accounts accounts, LocalDate asOf) {
        return accounts.trialBalance(asOf).stream()
                .filter(account -> account.type().equals("income"))
                .collect(Collectors.toMap(
                        AccountBalance::account, account -> account.balance().minorUnits()));
    }

    private static String shown(List<MonthlyRevenue> all) {
        return all.stream()
                .map(month -> month.month()
                        + month.parts().stream()
                                .filter(part -> part.amount().minorUnits() != 0)
                                .map(part -> " " + part.account() + " " + part.amount())
                                .collect(Collectors.joining(","))
                        + " = " + month.total())
                .collect(Collectors.joining("\n"));
    }

    private static void post(
            String key, String day, String debit, Long debitParty, String credit, Long creditParty, long amount) {
        gym.jdbi.useTransaction(handle -> {
            handle.createUpdate(
                            "create temp table posted on commit drop as select :debitParty::bigint as d, :creditParty::bigint as c")
                    .bind("debitParty", debitParty)
                    .bind("creditParty", creditParty)
                    .execute();
            int posted = Ledger.post(
                    handle, """
                    select :key as key, 'test' as kind, :day::date as value_on, '' as memo, :debit as debit_account, d as debit_party,
                           :credit as credit_account, c as credit_party, :amount::bigint as amount
                    from posted
                    """, Map.of("key", key, "day", day, "debit", debit, "credit", credit, "amount", amount));
            assertThat(posted).isEqualTo(1);
        });
    }

    private static void reverse(String key, String day) {
        gym.jdbi.useTransaction(handle -> Ledger.reverse(
                handle,
                "select id as entry_id from journal_entries where idempotency_key = :key",
                Map.of("key", key),
                LocalDate.parse(day)));
    }
}
