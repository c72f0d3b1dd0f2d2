package dev.gymctl.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.finance.ChargeKind;
import dev.gymctl.core.finance.NewCharge;
import dev.gymctl.core.statement.StatementFile;
import dev.gymctl.core.statement.StatementFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random payments in random files: overlapping statements, several of one day alike, batches put together anew in each file,
 * files in any order and again. Whatever is received is allocated, credit, or waits.
 */
class ReconciledFilesTest {
    private static final int DAYS = 9;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    private record Payment(int day, int amount, String text) {}

    @ParameterizedTest
    @CsvSource({"CAMT053, 1", "CAMT053, 2", "CAMT053, 3", "CAMT053, 4", "MT940, 5", "MT940, 6", "MT940, 7", "MT940, 8"})
    void nothingIsLostOrDoubled(StatementFormat format, int seed) throws IOException {
        database.reset();
        TestGym gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        Reconciliation reconciliation = new Reconciliation(gym.jdbi, gym.changes, gym.clock);
        BankLines bankLines = new BankLines(gym.jdbi, gym.changes, gym.clock);
        Random random = new Random(seed);
        List<Long> members = gym.activeMembers(2);
        List<Payment> all = payments(random, members);
        List<StatementSource> files = new ArrayList<>();
        for (int from = 1; from <= DAYS; ) {
            int to = Math.min(DAYS, from + random.nextInt(3));
            int overlap = Math.max(1, from - random.nextInt(3));
            files.add(file(format, seed + "-" + files.size(), all, overlap, to, random));
            from = to + 1;
        }
        for (int taken = 0; taken < files.size(); ) {
            charge(gym, members.get(random.nextInt(2)), 1 + random.nextInt(9));
            int next = Math.min(files.size(), taken + 1 + random.nextInt(3));
            List<StatementSource> some = new ArrayList<>(files.subList(random.nextInt(taken + 1), next));
            Collections.shuffle(some, random);
            reconciliation.importFrom(some);
            reconciliation.match();
            taken = next;
        }
        for (BankLine line : bankLines.lines(null, gym.gym())) {
            if (line.state() == LineState.UNMATCHED && random.nextBoolean()) {
                List<String> both = members.stream().map(id -> "M" + id).toList();
                bankLines.match(line.id(), both, null, gym.gym(), false);
            } else if (line.state() == LineState.RECONCILED && random.nextInt(4) == 0) {
                bankLines.unmatch(line.id(), gym.gym(), false);
            }
        }
        Collections.shuffle(files, random);
        assertThat(reconciliation.importFrom(files).lines()).as("again").isZero();
        reconciliation.match();

        assertThat(gym.value("select count(*) from statement_lines where duplicate_of is null"))
                .isEqualTo(String.valueOf(all.size()));
        everyCentIsExplained(gym, reconciliation, all);
    }

    /** What is booked as one entry: a payment, or a batch of which the statement tells only the sum. */
    private record Booked(String ids, String handedIn, List<Payment> payments) {
        int day() {
            return payments.get(0).day();
        }

        int amount() {
            return payments.stream().mapToInt(Payment::amount).sum();
        }

        boolean isBatch() {
            return payments.size() > 1;
        }
    }

    @ParameterizedTest
    @CsvSource({"11", "12", "13", "14", "15", "16", "17", "18"})
    void batchesAreSplitInWhateverOrderStatementsAndAdvicesCome(int seed) throws IOException {
        database.reset();
        TestGym gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        Reconciliation reconciliation = new Reconciliation(gym.jdbi, gym.changes, gym.clock);
        BankLines bankLines = new BankLines(gym.jdbi, gym.changes, gym.clock);
        Random random = new Random(seed);
        List<Long> members = gym.activeMembers(2);
        List<Booked> all = booked(random, members);
        List<StatementSource> advices = new ArrayList<>();
        List<Booked> batches = all.stream().filter(Booked::isBatch).toList();
        for (int n = 0; n < batches.size(); n++) {
            List<Booked> some = new ArrayList<>(List.of(batches.get(n)));
            while (random.nextBoolean()) {
                some.add(batches.get(random.nextInt(batches.size())));
            }
            Collections.shuffle(some, random);
            advices.add(source(
                    seed + "-advice-" + n, advice(some.stream().distinct().toList(), random)));
        }
        List<StatementSource> statements = new ArrayList<>();
        for (int from = 1; from <= DAYS; ) {
            int to = Math.min(DAYS, from + random.nextInt(3));
            int overlap = Math.max(1, from - random.nextInt(3));
            statements.add(source(seed + "-statement-" + statements.size(), statement(all, overlap, to, random)));
            from = to + 1;
        }
        for (int taken = 0; taken < statements.size(); ) {
            charge(gym, members.get(random.nextInt(2)), 1 + random.nextInt(9));
            int next = Math.min(statements.size(), taken + 1 + random.nextInt(3));
            List<StatementSource> some = new ArrayList<>(statements.subList(random.nextInt(taken + 1), next));
            advices.stream().filter(advice -> random.nextInt(3) == 0).forEach(some::add);
            Collections.shuffle(some, random);
            reconciliation.importFrom(some);
            reconciliation.match();
            decide(bankLines, gym, members, random);
            reconciliation.tie();
            taken = next;
        }
        List<StatementSource> everything = new ArrayList<>(statements);
        everything.addAll(advices);
        Collections.shuffle(everything, random);
        assertThat(reconciliation.importFrom(everything).lines()).as("again").isZero();
        for (BankLine line : bankLines.lines(null, gym.gym())) {
            if (line.partOf() == null && line.state() == LineState.RECONCILED) {
                bankLines.unmatch(line.id(), gym.gym(), false);
            }
        }
        Collections.shuffle(everything, random);
        ImportedStatements again = reconciliation.importFrom(everything);
        assertThat(again.lines() + " " + again.advised()).as("and again").isEqualTo("0 0");
        reconciliation.match();

        assertThat(gym.value("select count(*) from statement_lines where entry_id is not null"))
                .isEqualTo(String.valueOf(all.size()));
        assertThat(gym.value("select count(*) from advices")).isEqualTo(String.valueOf(batches.size()));
        List<Booked> known =
                batches.stream().filter(batch -> !batch.ids().isEmpty()).toList();
        assertThat(Integer.parseInt(gym.value("select count(*) from line_balances where state = 'split'")))
                .as("all that have an id, and who has none if no other is like it")
                .isBetween(known.size(), batches.size());
        assertThat(gym.value("select count(*) from advices where bank_ref is not null"
                        + " and not exists (select from advised_lines where advice_id = advices.id and splits)"))
                .isEqualTo("0");
        everyCentIsExplained(
                gym,
                reconciliation,
                all.stream().flatMap(one -> one.payments().stream()).toList());
    }

    private static void decide(BankLines bankLines, TestGym gym, List<Long> members, Random random) {
        for (BankLine line : bankLines.lines(null, gym.gym())) {
            if (line.state() == LineState.UNMATCHED && random.nextInt(4) == 0) {
                List<String> both = members.stream().map(id -> "M" + id).toList();
                bankLines.match(line.id(), both, null, gym.gym(), false);
            } else if (line.state() == LineState.RECONCILED && random.nextInt(4) == 0) {
                bankLines.unmatch(line.id(), gym.gym(), false);
            }
        }
    }

    private static List<Booked> booked(Random random, List<Long> members) {
        List<Booked> all = new ArrayList<>();
        List<Payment> rest = new ArrayList<>(payments(random, members));
        rest.addAll(payments(random, members));
        while (!rest.isEmpty()) {
            Payment first = rest.remove(0);
            List<Payment> some = new ArrayList<>(List.of(first));
            for (int more = random.nextInt(3); more > 0; more--) {
                rest.stream().filter(p -> p.day() == first.day()).findFirst().ifPresent(p -> {
                    rest.remove(p);
                    some.add(p);
                });
            }
            String id = "B" + all.size();
            all.add(
                    switch (some.size() == 1 ? 3 : random.nextInt(4)) {
                        case 0, 1 -> new Booked("<AcctSvcrRef>" + id + "</AcctSvcrRef>", "", some);
                        case 2 ->
                            new Booked("<NtryRef>1</NtryRef>", "<Btch><PmtInfId>" + id + "</PmtInfId></Btch>", some);
                        default -> new Booked("", "", some);
                    });
        }
        return all;
    }

    private static String statement(List<Booked> all, int from, int to, Random random) {
        List<Booked> own = new ArrayList<>(
                all.stream().filter(one -> one.day() >= from && one.day() <= to).toList());
        int opening = all.stream()
                .filter(one -> one.day() < from)
                .mapToInt(Booked::amount)
                .sum();
        int closing = opening + own.stream().mapToInt(Booked::amount).sum();
        Collections.shuffle(own, random);
        StringBuilder text = new StringBuilder(head("053", "Stmt"));
        text.append(balance("OPBD", opening, from)).append(balance("CLBD", closing, to));
        own.forEach(one -> text.append(entry(one, one.isBatch() ? List.of() : one.payments())));
        return text.append("</Stmt></X></Document>\n").toString();
    }

    private static String advice(List<Booked> batches, Random random) {
        StringBuilder text = new StringBuilder(head("054", "Ntfctn"));
        for (Booked batch : batches) {
            List<Payment> details = new ArrayList<>(batch.payments());
            Collections.shuffle(details, random);
            text.append(entry(batch, details));
        }
        return text.append("</Ntfctn></X></Document>\n").toString();
    }

    private static String head(String message, String element) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.%s.001.08"><X>
                <%s><Id>S</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
                """.formatted(message, element);
    }

    private static String entry(Booked booked, List<Payment> details) {
        StringBuilder text =
                new StringBuilder("<Ntry><Amt Ccy=\"EUR\">%d.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>"
                        .formatted(booked.amount()));
        text.append("<BookgDt><Dt>2026-10-0%d</Dt></BookgDt>%s<NtryDtls>%s\n"
                .formatted(booked.day(), booked.ids(), booked.handedIn()));
        details.forEach(p -> text.append(detail(p)));
        return text.append("</NtryDtls></Ntry>\n").toString();
    }

    private static String detail(Payment p) {
        return "<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">%d.00</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls>\n"
                .formatted(p.amount(), p.text());
    }

    private static StatementSource source(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return new StatementSource(name, receiver -> StatementFile.read(file, receiver));
    }

    private static void everyCentIsExplained(TestGym gym, Reconciliation reconciliation, List<Payment> all) {
        String received =
                String.valueOf(100L * all.stream().mapToInt(Payment::amount).sum());
        assertThat(gym.value("""
                select (select coalesce(sum(amount), 0) from allocations a
                        where not exists (select from reversed_entries r where r.entry_id = a.entry_id))
                     + (select coalesce(sum(left_over), 0) from payment_balances) + (select sum(open) from line_balances)
                """)).as("allocated, credit and unidentified").isEqualTo(received);
        assertThat(
                        gym.value(
                                "select sum(case when debit_account = 'bank_1' then amount else -amount end) from transfers where 'bank_1' in (debit_account, credit_account)"))
                .isEqualTo(received);
        reconciliation.tie();
    }

    private static List<Payment> payments(Random random, List<Long> members) {
        List<Payment> all = new ArrayList<>();
        for (int day = 1; day <= DAYS; day++) {
            for (int n = random.nextInt(5); n > 0; n--) {
                String text = List.of(
                                "dues",
                                "member " + members.get(0),
                                "member " + members.get(1),
                                "charge " + (1 + random.nextInt(4)))
                        .get(random.nextInt(4));
                all.add(new Payment(day, 1 + random.nextInt(3), text));
            }
        }
        return all;
    }

    private static void charge(TestGym gym, long member, int amount) {
        LocalDate day = LocalDate.parse("2026-09-01");
        gym.charges.add(
                new NewCharge(String.valueOf(member), BigDecimal.valueOf(amount), ChargeKind.OTHER, null, day, day),
                gym.gym(),
                false);
    }

    /** The statement of some days, of each day in an order of its own. */
    private static StatementSource file(
            StatementFormat format, String name, List<Payment> all, int from, int to, Random random)
            throws IOException {
        int opening = all.stream()
                .filter(p -> p.day() < from)
                .mapToInt(Payment::amount)
                .sum();
        List<Payment> own = new ArrayList<>(
                all.stream().filter(p -> p.day() >= from && p.day() <= to).toList());
        int closing = opening + own.stream().mapToInt(Payment::amount).sum();
        Collections.shuffle(own, random);
        String text = format == StatementFormat.MT940
                ? mt940(own, opening, closing, from, to)
                : camt(own, opening, closing, from, to, random);
        return source(name, text);
    }

    private static String mt940(List<Payment> own, int opening, int closing, int from, int to) {
        StringBuilder text = new StringBuilder(":20:S\n:25:DE89370400440532013000\n:28C:1/1\n");
        text.append(":60F:C26100%dEUR%d,00\n".formatted(from, opening));
        for (Payment p : own) {
            text.append(":61:26100%dC%d,00NTRFNONREF\n:86:%s\n".formatted(p.day(), p.amount(), p.text()));
        }
        return text.append(":62F:C26100%dEUR%d,00\n-\n".formatted(to, closing)).toString();
    }

    private static String camt(List<Payment> own, int opening, int closing, int from, int to, Random random) {
        StringBuilder text = new StringBuilder(head("053", "Stmt"));
        text.append(balance("OPBD", opening, from)).append(balance("CLBD", closing, to));
        List<Payment> rest = new ArrayList<>(own);
        while (!rest.isEmpty()) {
            Payment first = rest.remove(0);
            List<Payment> batch = new ArrayList<>(List.of(first));
            if (random.nextBoolean()) {
                rest.stream().filter(p -> p.day() == first.day()).forEach(batch::add);
                rest.removeIf(p -> p.day() == first.day());
            }
            text.append(entry(new Booked("", "", batch), batch));
        }
        return text.append("</Stmt></X></Document>\n").toString();
    }

    private static String balance(String code, int amount, int day) {
        return "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">%d.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-0%d</Dt></Dt></Bal>\n"
                .formatted(code, amount, day);
    }
}
