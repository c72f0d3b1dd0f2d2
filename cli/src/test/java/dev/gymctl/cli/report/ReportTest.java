package dev.gymctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a gym of three members comes to in four months. */
class ReportTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @BeforeAll
    static void fourMonths() {
        for (String line : new String[] {
            "2026-08-03 gym set name=Lotus zone=Europe/Berlin currency=EUR",
            "2026-08-03 member add Ann",
            "2026-08-03 member add Bob",
            "2026-08-03 member add Cid",
            "2026-08-03 member approve 1 2",
            "2026-08-03 plan add Gold --price 49 --covers unlimited --bill-day 1",
            "2026-08-03 plan subscribe 1 Gold --from 2026-08-03",
            "2026-08-03 plan subscribe 2 Gold --from 2026-08-03",
            "2026-08-03 finance charge 1 30 --kind penalty",
            "2026-09-10 member approve 3",
            "2026-09-10 member freeze 2 --from 2026-09-20 --to 2026-10-10",
            "2026-09-10 finance charge 3 12.50",
            "2026-10-12 finance reverse charge 1",
            "2026-10-12 member cancel 1 --on 2026-10-20",
            "2026-11-05 billing run --month this"
        }) {
            Transcript said = at(line.substring(0, 10)).run(line.substring(11).split(" ", -1));
            assertThat(said.exit()).as(line + ": " + said.err()).isZero();
        }
    }

    @Test
    void revenueIsATableAndBars() {
        String shown = """
                month     dues  other  penalty   total
                2026-08   0.00   0.00    30.00   30.00
                2026-09   0.00  12.50     0.00   12.50
                2026-10   0.00   0.00   -30.00  -30.00
                2026-11  49.00   0.00     0.00   49.00

                2026-08                          │███████████████████████▉ 30.00
                2026-09                          │██████████ 12.50
                2026-10  ████████████████████████│ -30.00
                2026-11                          │███████████████████████████████████████ 49.00

                total 61.50 EUR
                """;
        assertThat(at("2026-11-05").terminal().env("NO_COLOR", "1").run("report", "revenue", "--from", "2026-08"))
                .isEqualTo(new Transcript(0, shown, ""));
        assertThat(gymctl("report revenue --from 2026-08").out().lines().limit(5))
                .isEqualTo(shown.lines().limit(5).toList());
    }

    @Test
    void revenueForProgramsHasARowForEachMonthAndAccount() {
        assertThat(gymctl("report revenue --from last -o csv").out()).isEqualTo("""
                month,account,amount,currency
                2026-10,class_fee_income,0.00,EUR
                2026-10,dues_income,0.00,EUR
                2026-10,expired_credit_income,0.00,EUR
                2026-10,other_income,0.00,EUR
                2026-10,penalty_income,-30.00,EUR
                2026-11,class_fee_income,0.00,EUR
                2026-11,dues_income,49.00,EUR
                2026-11,expired_credit_income,0.00,EUR
                2026-11,other_income,0.00,EUR
                2026-11,penalty_income,0.00,EUR
                """);
        assertThat(gymctl("report revenue --to 2026-09 --from 2026-09 -o ndjson")
                        .out()
                        .lines()
                        .toList())
                .hasSize(5)
                .contains(
                        "{\"month\": \"2026-09\", \"account\": \"other_income\", \"amount\": \"12.50\", \"currency\": \"EUR\"}");
        assertThat(gymctl("report revenue -o csv").out().lines())
                .as("twelve months through this one, and the header")
                .hasSize(12 * 5 + 1)
                .contains("2025-12,dues_income,0.00,EUR");
    }

    @Test
    void monthsWithoutRevenueAreSaidToBeSo() {
        assertThat(gymctl("report revenue --to 2026-07"))
                .isEqualTo(new Transcript(0, "", "nothing was earned from 2025-08 to 2026-07\n"));
        assertThat(gymctl("report revenue --from 2027-01"))
                .isEqualTo(Transcript.failure(2, "--to 2026-11 is before --from 2027-01", null));
    }

    @Test
    void aChartIsAFileThatIsWholeAndNotOverwritten(@TempDir Path directory) throws Exception {
        Path svg = directory.resolve("revenue.svg");
        Transcript drawn = gymctl("report revenue --from 2026-08 -o csv --chart " + svg);
        assertThat(drawn.err()).isEqualTo("wrote the chart to " + svg + "\n");
        assertThat(drawn.out())
                .isEqualTo(gymctl("report revenue --from 2026-08 -o csv").out());
        String picture = Files.readString(svg);
        assertThat(picture)
                .startsWith("<svg ")
                .endsWith("</svg>\n")
                .contains(
                        "<title>Revenue of Lotus, 2026-08 to 2026-11, EUR</title>",
                        "<title>2026-11, Dues income: 49.00 EUR</title>");
        assertThat(gymctl("report revenue --chart " + svg))
                .isEqualTo(
                        Transcript.failure(1, svg + " is there already", "--force replaces it; or name another file"));
        assertThat(Files.readString(svg)).isEqualTo(picture);
        assertThat(gymctl("report revenue --from 2026-08 --force --chart " + svg)
                        .exit())
                .isZero();
        assertThat(Files.readString(svg)).isEqualTo(picture);

        Path png = directory.resolve("REVENUE.PNG");
        assertThat(gymctl("report revenue --from 2026-08 --chart " + png).exit())
                .isZero();
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(400);
        assertThat(gymctl("report revenue --chart " + directory.resolve("no/x.svg"))
                        .err())
                .contains("its directory does not exist");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(svg, png);
        }
    }

    @Test
    void retentionIsByMonth() {
        assertThat(table("report retention --from 2026-08")).isEqualTo("""
                month      mrr  at start  joined  left  at end  frozen  churn %
                2026-08  98.00         0       2     0       2       0
                2026-09  49.00         2       1     0       3       1      0.0
                2026-10  49.00         3       0     1       2       0     33.3
                2026-11  49.00         2       0     0       2       0      0.0
                """);
        assertThat(gymctl("report retention --from 2026-08 --to last -o csv").out())
                .isEqualTo("""
                month,mrr,currency,members_at_start,joined,left,members_at_end,frozen,churn_rate
                2026-08,98.00,EUR,0,2,0,2,0,
                2026-09,49.00,EUR,2,1,0,3,1,0.0000
                2026-10,49.00,EUR,3,0,1,2,0,0.3333
                """);
        assertThat(gymctl("report retention --from 2026-08 --to 2026-08 -o json")
                        .out())
                .contains("\"mrr\": \"98.00\"", "\"members_at_end\": 2", "\"churn_rate\": null");
        assertThat(gymctl("report retention -o csv").out().lines()).hasSize(13);
    }

    @Test
    void cohortsAreATriangle() {
        assertThat(table("report retention --cohorts --from 2026-08")).isEqualTo("""
                cohort   joined  +0  +1  +2  +3
                2026-08       2   2   2   1   1
                2026-09       1   1   1   1
                2026-10       0   0   0
                2026-11       0   0
                """);
        assertThat(gymctl("report retention --cohorts --from 2026-08 --to 2026-10 -o csv")
                        .out())
                .isEqualTo("""
                cohort,joined,month,months_after,members,retention_rate
                2026-08,2,2026-08,0,2,1.0000
                2026-08,2,2026-09,1,2,1.0000
                2026-08,2,2026-10,2,1,0.5000
                2026-09,1,2026-09,0,1,1.0000
                2026-09,1,2026-10,1,1,1.0000
                2026-10,0,2026-10,0,0,
                """);
    }

    private static String table(String line) {
        return gymctl(line).out().replaceAll(" +\n", "\n");
    }

    private static Transcript gymctl(String line) {
        return at("2026-11-05").run(line.split(" ", -1));
    }

    private static Transcript.Session at(String day) {
        return Transcript.session()
                .env("GYMCTL_URL", database.url())
                .clock(Clock.fixed(Instant.parse(day + "T08:00:00Z"), ZoneOffset.UTC));
    }
}
