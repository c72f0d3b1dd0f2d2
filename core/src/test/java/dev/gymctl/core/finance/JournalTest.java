package dev.gymctl.core.finance;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal as it is listed, and as other programs read it. */
class JournalTest {
    /** What somebody may type: the ends of comments, strings and lines, dates, tags and what confuses a terminal. */
    private static final String HOSTILE =
            "a; \"b\" \\ c\\n\n2026-13-99 * x\n    Assets:Cash  1 EUR\tdate:2026-99-99, [2026-99-99]"
                    + " \u001b[31m \u2028 \u202e | {x} #tag ^link %s é 日本 📒";

    private static final JournalFilter ALL = new JournalFilter(null, null, null, null, null, null);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static Journal journal;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openGym() {
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        gym.settings.set(Map.of("name", "The \"Gym\"; \\ 1"));
        journal = new Journal(database.database());
        gym.activeMembers(2);
        gym.jdbi.useTransaction(handle -> {
            post(
                    handle,
                    "'dues 1 2026-10', 'dues', date '2026-10-01', 'dues of October', 'member_receivable', 1, 'dues_income', null, 4900");
            post(
                    handle,
                    "'payment ' || :typed, 'payment', date '2026-09-30', :typed, 'cash', null, 'member_credit', 1, 6000",
                    Map.of("typed", HOSTILE));
            post(
                    handle,
                    "'opening', 'opening', date '2026-09-01', '', 'cash', null, 'opening_balances', null, 1),"
                            + "('opening', 'opening', date '2026-09-01', '', 'member_receivable', 2, 'opening_balances', null, 123456789");
        });
        gym.jdbi.useTransaction(handle -> Ledger.reverse(
                handle,
                "select id as entry_id from journal_entries where idempotency_key = 'dues 1 2026-10'",
                Map.of(),
                LocalDate.of(2026, 10, 3)));
        gym.sql("update gym set books_closed_through = '2026-10-31'");
        gym.jdbi.useTransaction(
                handle -> post(
                        handle,
                        "'write-off 1', 'write_off', date '2026-10-15', 'late', 'bad_debt', null, 'member_receivable', 2, 56789"));
    }

    private static void post(Handle handle, String values) {
        post(handle, values, Map.of());
    }

    private static void post(Handle handle, String values, Map<String, ?> parameters) {
        Ledger.post(handle, """
                select key, kind, value_on, memo, debit_account, debit_party::bigint, credit_account, credit_party::bigint, amount
                from (values (<values>)) v (key, kind, value_on, memo, debit_account, debit_party, credit_account, credit_party, amount)
                """.replace("<values>", values), parameters);
    }

    @Test
    void comesByDayEntryAndTransferWithReversalsLinked() {
        assertThat(list(ALL))
                .containsExactly(
                        "2026-09-01 opening cash opening_balances 0.01",
                        "2026-09-01 opening member_receivable 2 opening_balances 1234567.89",
                        "2026-09-30 payment cash member_credit 1 60.00",
                        "2026-10-01 dues member_receivable 1 dues_income 49.00 reversed by 4",
                        "2026-10-03 reversal dues_income member_receivable 1 49.00 reverses 1",
                        "2026-11-01 write_off bad_debt member_receivable 2 567.89 of 2026-10-15");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            cash,              -,                    -,          -,          2
            member_receivable, -,                    -,          -,          4
            -,                 1,                    -,          -,          3
            -,                 member1@mail.example, -,          -,          2
            member_credit,     1,                    -,          -,          1
            cash,              1,                    -,          -,          0
            -,                 -,                    2026-10-01, -,          3
            -,                 -,                    -,          2026-09-30, 3
            -,                 -,                    2026-09-30, 2026-10-01, 2
            """)
    void isOfAnAccountAPersonOrSomeDays(String account, String person, LocalDate from, LocalDate to, int transfers) {
        assertThat(list(new JournalFilter(account, person, from, to, null, null)))
                .hasSize(transfers);
    }

    @Test
    void goesOnAfterATransfer() {
        List<String> all = list(ALL);
        List<Long> ids = new ArrayList<>();
        journal.list(ALL, lines -> lines.forEach(line -> ids.add(line.id())));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(list(new JournalFilter(null, null, null, null, ids.get(i), 2)))
                    .isEqualTo(all.subList(i + 1, Math.min(i + 3, all.size())));
        }
        assertThat(list(new JournalFilter(null, null, null, null, null, 1))).isEqualTo(all.subList(0, 1));
    }

    @Test
    void saysWhatThereIsNot() {
        assertThat(refusal(() -> list(new JournalFilter("petty_cash", null, null, null, null, null)))
                        .getMessage())
                .isEqualTo("there is no account 'petty_cash'");
        assertThat(refusal(() -> list(new JournalFilter(null, "99", null, null, null, null)))
                        .getMessage())
                .isEqualTo("there is no user '99'");
        assertThat(refusal(() -> list(new JournalFilter(null, null, null, null, 99L, null)))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenAsItAlwaysWas(JournalFormat format) throws IOException {
        String name = "journal." + format.name().toLowerCase(Locale.ROOT);
        Files.writeString(Path.of("target", name), written(format, ALL));
        assertThat(written(format, ALL)).isEqualTo(Files.readString(Path.of("src/test/resources/finance", name)));
    }

    @Test
    void hledgersOwnChecksAcceptItAndItsBalancesAreTheTrialBalances() throws Exception {
        String file = file(JournalFormat.HLEDGER);
        run("hledger", "-f", file, "check", "--strict", "ordereddates");
        assertThat(balances(run("hledger", "-f", file, "balance", "--flat", "-N", "--depth", "2", "-E", "-O", "csv")))
                .isEqualTo(trialBalance(null));
        assertThat(balances(run(
                        "hledger",
                        "-f",
                        file,
                        "balance",
                        "--flat",
                        "-N",
                        "--depth",
                        "2",
                        "-e",
                        "2026-10-01",
                        "-O",
                        "csv")))
                .isEqualTo(trialBalance(LocalDate.of(2026, 9, 30)));
        assertThat(run("hledger", "-f", file, "balance", "-N", "Assets:Member-receivable:2"))
                .contains("1234000.00 EUR");
    }

    @Test
    void beancountsOwnChecksAcceptItAndItsBalancesAreTheTrialBalances() throws Exception {
        String file = file(JournalFormat.BEANCOUNT);
        run("bean-check", file);
        assertThat(balances(run(
                        "bean-query",
                        "-q",
                        "-f",
                        "csv",
                        file,
                        "select root(account, 2) as a, sum(number) as n group by a")))
                .isEqualTo(trialBalance(null));
        assertThat(run("bean-query", "-q", "-f", "csv", file, "select distinct entry_meta('key') as k"))
                .contains("dues 1 2026-10");
    }

    @Test
    void accountsHaveNamesThatBothProgramsTake() {
        assertThat(JournalFile.name("asset", "member_receivable", 17L)).isEqualTo("Assets:Member-receivable:17");
        assertThat(JournalFile.name("asset", "bank_de89", null)).isEqualTo("Assets:Bank-de89");
        assertThat(JournalFile.name("asset", "_é", null)).isEqualTo("Assets:X--e9-");
    }

    private String file(JournalFormat format) throws IOException {
        return Files.writeString(directory.resolve("journal.txt"), written(format, ALL))
                .toString();
    }

    private static String written(JournalFormat format, JournalFilter filter) {
        StringWriter out = new StringWriter();
        journal.write(format, filter, out);
        return out.toString();
    }

    private static List<String> list(JournalFilter filter) {
        List<String> shown = new ArrayList<>();
        journal.list(filter, lines -> lines.forEach(line -> shown.add(shown(line))));
        return shown;
    }

    private static String shown(JournalLine line) {
        List<String> parts = new ArrayList<>(List.of(line.effectiveOn().toString(), line.kind(), line.debitAccount()));
        if (line.debitParty() != null) {
            parts.add(line.debitParty().toString());
        }
        parts.add(line.creditAccount());
        if (line.creditParty() != null) {
            parts.add(line.creditParty().toString());
        }
        parts.add(line.amount().toString());
        if (line.reversedBy() != null) {
            parts.add("reversed by " + line.reversedBy());
        }
        if (line.reverses() != null) {
            parts.add("reverses " + line.reverses());
        }
        if (!line.valueOn().equals(line.effectiveOn())) {
            parts.add("of " + line.valueOn());
        }
        return String.join(" ", parts);
    }

    /** By account, debits positive as in plain-text accounting; only what is not zero. */
    private static Map<String, String> trialBalance(LocalDate asOf) {
        Map<String, String> balances = new TreeMap<>();
        for (AccountBalance account : new Accounts(database.database(), gym.clock).trialBalance(asOf)) {
            long balance = account.debit().minorUnits() - account.credit().minorUnits();
            if (balance != 0) {
                balances.put(
                        JournalFile.name(account.type(), account.account(), null),
                        gym.gym().money(balance).toString());
            }
        }
        return balances;
    }

    private static Map<String, String> balances(String csv) {
        Map<String, String> balances = new TreeMap<>();
        csv.lines().skip(1).forEach(line -> {
            String[] fields = line.replaceAll("[\" ]|EUR", "").split(",", -1);
            if (!fields[1].matches("0(\\.00)?")) {
                balances.put(fields[0], fields[1]);
            }
        });
        return balances;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, command[0]))),
                command[0] + " is not installed: what it would say of the exported journal is not known");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }
}
