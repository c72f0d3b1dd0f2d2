package dev.gymctl.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A bank's file, from the command line to the books. */
class ReconcileFilesTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);

    /** Of October: id, opening and closing balance, and one entry's amount, number and text. */
    private static final String CAMT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>%s</Id>
            <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
            <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <Dt><Dt>2026-10-01</Dt></Dt></Bal>
            <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <Dt><Dt>2026-10-31</Dt></Dt></Bal>
            <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-10-05</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef>
            <NtryDtls><TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            </Stmt></BkToCstmrStmt></Document>
            """;

    /** Of the batch that is that entry. */
    private static final String ADVICE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>N1</Id>
            <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>
            <Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-10-05</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>
            <TxDtls><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>member 1</Ustrd></RmtInf></TxDtls>
            <TxDtls><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>hello</Ustrd></RmtInf></TxDtls>
            </NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
            """;

    private static final String HEADER =
            "settled,statements,lines,duplicates,details,advised,quarantined,matched,month,outcome,job\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    @BeforeEach
    void noGymYet() {
        database.reset();
    }

    @Test
    void payWhatTheyNameOnceAndAreQuarantinedWhenTheyDoNotClose() throws IOException {
        run("gym", "set", "zone=Europe/Berlin", "currency=EUR");
        run("member", "add", "Bob", "Builder");
        run("member", "approve", "1");
        run("finance", "charge", "1", "30", "--kind", "other");
        Path october = file("october.xml", CAMT.formatted("S1", "5.00", "35.00", "30.00", "B1", "member 1"));
        Path renamed = file("again.xml", Files.readString(october));
        Path broken = file("broken.xml", CAMT.formatted("S2", "35.00", "99.00", "7.00", "B2", "member 1"));

        assertThat(reconcile("--statement", october.toString(), "--dry-run", "-o", "csv")
                        .out())
                .isEqualTo(
                        "settled,statements,lines,duplicates,details,advised,quarantined,matched\n0,1,1,0,0,0,0,1\n");
        assertThat(reconcile("--statement", october.toString(), "-o", "csv"))
                .isEqualTo(new Transcript(0, HEADER + "0,1,1,0,0,0,0,1,2026-10,done,1\n", ""));
        assertThat(run("finance", "charges", "1", "--open", "-o", "csv").out()).hasLineCount(1);
        assertThat(run("finance", "trial-balance", "-o", "csv").out()).containsPattern("\nbank_\\d+,.*,35.00,");

        assertThat(reconcile("--statement", renamed.toString(), "-o", "csv").out())
                .isEqualTo(HEADER + "0,0,0,0,0,0,0,0,2026-10,done,2\n");

        Transcript refused = reconcile("--statement", broken.toString(), "-o", "csv");
        assertThat(refused.exit()).isEqualTo(6);
        assertThat(refused.out()).isEqualTo(HEADER + "0,0,0,0,0,0,1,0,2026-10,done,3\n");
        assertThat(refused.err()).contains("quarantined: ").contains("broken.xml");
        assertThat(run("finance", "trial-balance", "-o", "csv").out()).containsPattern("\nbank_\\d+,.*,35.00,");
    }

    @Test
    void adviseOfABatchBeforeItIsBooked() throws IOException {
        run("gym", "set", "zone=Europe/Berlin", "currency=EUR");
        run("member", "add", "Bob", "Builder");
        run("member", "approve", "1");
        run("finance", "charge", "1", "30", "--kind", "other");
        Path advice = file("advice.xml", ADVICE);
        Path sum = file(
                "sum.xml",
                CAMT.formatted("S1", "5.00", "35.00", "30.00", "B1", "-")
                        .replaceAll(
                                "<NtryDtls>.*</NtryDtls>", "<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>"));

        assertThat(reconcile("--statement", advice.toString(), "-o", "csv").out())
                .isEqualTo(HEADER + "0,1,0,0,0,2,0,0,2026-10,done,1\n");
        assertThat(lines("--state", "advised")).isEqualTo("""
                id,amount,open,state,reason,part_of
                1,20.00,0.00,advised,waits for the line that books it,
                2,10.00,0.00,advised,waits for the line that books it,
                """);
        assertThat(run("reconcile", "match", "1", "M1"))
                .isEqualTo(Transcript.failure(1, "line 1 is not booked yet", "it waits for the line that books it"));

        assertThat(reconcile("--statement", sum.toString(), "-o", "csv").out())
                .isEqualTo(HEADER + "0,1,1,0,2,0,0,1,2026-10,done,2\n");
        assertThat(lines()).isEqualTo("""
                id,amount,open,state,reason,part_of
                1,20.00,0.00,reconciled,names member 1,3
                2,10.00,10.00,unmatched,"names nobody, and its payer is not known",3
                3,30.00,0.00,split,its 2 details are lines of their own,
                """);
        assertThat(reconcile("--statement", sum.toString(), "--statement", advice.toString(), "-o", "csv")
                        .out())
                .isEqualTo(HEADER + "0,0,0,0,0,0,0,0,2026-10,done,3\n");
        assertThat(run("finance", "trial-balance", "-o", "csv").out()).containsPattern("\nbank_\\d+,.*,35.00,");
    }

    private static String lines(String... options) {
        List<String> words = new ArrayList<>(List.of("reconcile", "lines", "-o", "csv", "--fields"));
        words.add("id,amount,open,state,reason,part_of");
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new)).out();
    }

    @Test
    void thatAreNoneAreRefusedBeforeAnythingElse() throws IOException {
        Path none = directory.resolve("none.xml");
        Path other = file("other.txt", "hello");

        assertThat(reconcile("--statement", none.toString()))
                .isEqualTo(Transcript.failure(1, "there is no file " + none, null));
        assertThat(reconcile("--statement", other.toString()))
                .isEqualTo(Transcript.failure(
                        1, "other.txt is of no known format", "camt.053, camt.054, MT940, OFX and CSV can be read"));
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Transcript reconcile(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(new String[] {"reconcile", "run", "--month", "last"}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        return run(words);
    }

    private static Transcript run(String... words) {
        return Transcript.session().clock(NOW).env("GYMCTL_URL", database.url()).run(words);
    }
}
