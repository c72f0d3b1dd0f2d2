package dev.gymctl.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.cli.Transcript;
import dev.gymctl.core.db.TestDatabase;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A bank's CSV, from the profile that is saved of it to the books. */
class ReconcileCsvTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);

    private static final String OCTOBER = """
            Umsatzanzeige;DE02120300000000202051

            Buchung;Name;Verwendungszweck;Betrag;Saldo
            06.10.26;Vermieter;Miete;-1.085,00;-955,00
            05.10.26;Jörg Weiß;"Beitrag, member 1";30,00;130,00
            """;
    private static final String HEADER =
            "settled,statements,lines,duplicates,details,advised,quarantined,matched,month,outcome,job\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path directory;

    @Test
    void isReadByItsProfileOnceUnderWhateverName() throws IOException {
        run("gym", "set", "zone=Europe/Berlin", "currency=EUR");
        run("member", "add", "Bob", "Builder");
        run("member", "approve", "1");
        run("finance", "charge", "1", "30", "--kind", "other");
        Path october = file("october.csv", OCTOBER);
        Path renamed = file("again.csv", OCTOBER);
        Path broken = file("broken.csv", OCTOBER.replace("06.10", "07.10").replace("-955", "-956"));

        assertThat(reconcile("--statement", october.toString()))
                .isEqualTo(Transcript.failure(
                        1,
                        "october.csv is CSV, and its header is that of no bank's profile",
                        "gymctl profile add NAME --kind bank … saves how a bank's CSV is read"));

        saveProfile();
        assertThat(reconcile("--statement", october.toString(), "-o", "csv"))
                .isEqualTo(new Transcript(
                        0,
                        HEADER + "0,1,2,0,0,0,0,1,2026-10,done,1\n",
                        "october.csv is read by the profile hausbank\n"));
        assertThat(run("reconcile", "lines", "-o", "csv").out())
                .containsPattern("\\n\\d+,2026-10-05,30.00,0.00,reconciled,.*,Jörg Weiß,\"Beitrag, member 1\",")
                .containsPattern("\\n\\d+,2026-10-06,-1085.00,-?1085.00,unmatched,.*,Vermieter,Miete,");
        assertThat(run("finance", "charges", "1", "--open", "-o", "csv").out()).hasLineCount(1);
        assertThat(run("finance", "trial-balance", "-o", "csv").out())
                .containsPattern("\nbank_\\d+,asset,130.00,1085.00,-955.00\n");

        assertThat(reconcile("--statement", renamed.toString(), "--profile", "hausbank", "-o", "csv"))
                .isEqualTo(new Transcript(0, HEADER + "0,0,0,0,0,0,0,0,2026-10,done,2\n", ""));
        assertThat(run("reconcile", "lines", "-o", "csv").out()).hasLineCount(3);

        Transcript refused = reconcile("--statement", broken.toString(), "-o", "csv");
        assertThat(refused.exit()).isEqualTo(6);
        assertThat(refused.err())
                .contains(
                        "quarantined: broken.csv: line 4: 130.00 and -1085.00 make -955.00, and not the balance -956.00");
        assertThat(run("reconcile", "lines", "-o", "csv").out()).hasLineCount(3);

        assertThat(run("member", "import", "-", "--profile", "hausbank").err())
                .contains("the profile 'hausbank' does not read members");
        assertThat(run("profile", "remove", "hausbank", "--yes").out()).isEqualTo("removed the profile hausbank\n");
    }

    private static void saveProfile() {
        String[] add = {
            "profile",
            "add",
            "hausbank",
            "--kind",
            "bank",
            "--map",
            "booked_on=Buchung",
            "--map",
            "payer_name=Name",
            "--map",
            "text=Verwendungszweck",
            "--map",
            "amount=Betrag",
            "--map",
            "balance=Saldo",
            "--decimal",
            "comma",
            "--date-format",
            "DD.MM.YY",
            "--encoding",
            "windows-1252",
            "--skip-lines",
            "2",
            "--account",
            "DE02 1203 0000 0000 2020 51"
        };
        assertThat(run(add)).isEqualTo(new Transcript(0, "profile hausbank is saved\n", ""));
        assertThat(run("profile", "list", "-o", "csv").out()).contains("\nhausbank,bank,false,");
        assertThat(run("profile", "show", "hausbank", "-o", "json").out())
                .contains(
                        "\"kind\": \"bank\"",
                        "\"decimal\": \"comma\"",
                        "\"skip_lines\": 2",
                        "\"header\": true",
                        "\"account\": \"DE02120300000000202051\"");
        assertThat(run("profile", "add", "club", "--map", "email=Mail", "--negate"))
                .isEqualTo(Transcript.failure(2, "these options are for a bank's profile", "say --kind bank"));
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content, Charset.forName("windows-1252"));
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
