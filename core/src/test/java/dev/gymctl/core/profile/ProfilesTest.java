package dev.gymctl.core.profile;

import static dev.gymctl.core.TestGym.csv;
import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.statement.BankProfile;
import dev.gymctl.core.statement.DecimalMark;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProfilesTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private TestGym gym;
    private Profiles profiles;

    @BeforeEach
    void openGym() {
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        profiles = new Profiles(gym.jdbi, gym.changes);
    }

    @Test
    void fiveSystemsAreBuiltIn() {
        assertThat(profiles.list())
                .extracting(Profile::name)
                .containsExactly("glofox", "mindbody", "teamup", "wodify", "zenplanner");
        assertThat(Profiles.builtIn()).allSatisfy(profile -> {
            assertThat(Members.importColumns()).containsAll(profile.columns().keySet());
            assertThat(profile.columns().values()).doesNotHaveDuplicates();
            assertThat(profile.values().values())
                    .allSatisfy(names -> assertThat(Members.importStatuses()).containsAll(names.values()));
        });
    }

    @Test
    void noHeaderIsThatOfTwoSystems() {
        for (CsvProfile one : Profiles.builtIn()) {
            for (CsvProfile other : Profiles.builtIn()) {
                if (!one.equals(other)) {
                    assertThat(new HashSet<>(one.recognizedBy()))
                            .as(one.name() + " and " + other.name())
                            .isNotEqualTo(new HashSet<>(other.recognizedBy()));
                    assertThat(one.recognizedBy().containsAll(other.recognizedBy()))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aSavedProfileIsAuditedFoundAndRemoved() {
        CsvProfile clubdesk = new CsvProfile(
                "clubdesk",
                Map.of("first_name", "Vorname", "last_name", "Nachname", "status", "Status"),
                Map.of("status", Map.of("aktiv", "active")),
                Map.of(CsvProfile.OTHERS, "DD.MM.YY"),
                Charset.forName("windows-1252"),
                ';',
                true,
                List.of());

        assertThat(profiles.add(clubdesk).csv()).isEqualTo(clubdesk);
        assertThat(profiles.get("clubdesk").csv()).isEqualTo(clubdesk);
        assertThat(profiles.add(clubdesk).builtIn()).as("again").isFalse();
        assertThat(gym.value("select string_agg(action, ', ' order by id) from audit_log"))
                .isEqualTo("gym set, profile add");
        assertThat(gym.importMembers(csv("m", "Vorname;Nachname;Status;Verein\nAnn;Lee;AKTIV;x\n")
                                .profile(profiles.get("clubdesk").csv())
                                .encoding("utf-8"))
                        .leftAlone())
                .containsExactly("Verein");
        assertThat(gym.value("select status from member_status('2026-11-05')")).isEqualTo("active");

        profiles.remove("clubdesk");
        assertThat(refusal(() -> profiles.get("clubdesk")))
                .hasMessage("there is no profile 'clubdesk'")
                .extracting(refusal -> refusal.hint().orElseThrow())
                .isEqualTo("gymctl profile list shows them all");
    }

    @Test
    void aBanksProfileIsSavedWithAllItSaysAndReadsNoMembers() {
        BankProfile bank = new BankProfile(
                new CsvProfile(
                        "hausbank",
                        Map.of("booked_on", "1", "amount", "2", "direction", "3"),
                        Map.of("direction", Map.of("af", "debit", "bij", "credit")),
                        Map.of("booked_on", "YYYYMMDD"),
                        Charset.forName("windows-1252"),
                        ';',
                        false,
                        List.of()),
                DecimalMark.COMMA,
                false,
                3,
                false,
                "DE02 1203 0000 0000 2020 51");
        BankProfile bare = new BankProfile(
                profile("bare", Map.of("booked_on", "Date", "amount", "Amount")), null, true, 0, true, null);

        assertThat(profiles.add(bank).kind()).isEqualTo(ProfileKind.BANK);
        assertThat(profiles.add(bank).bank()).as("again").isEqualTo(bank);
        profiles.add(bare);
        assertThat(profiles.ofBanks()).containsExactly(bare, bank);
        assertThat(profiles.ofBank("hausbank").account()).isEqualTo("DE02120300000000202051");
        assertThat(profiles.get("hausbank").csv()).isEqualTo(bank.csv());
        assertThat(refusal(() -> profiles.ofMembers("hausbank")))
                .hasMessage("the profile 'hausbank' does not read members");
        assertThat(refusal(() -> profiles.ofBank("glofox")))
                .hasMessage("the profile 'glofox' does not read banks' statements");
        assertThat(refusal(() -> profiles.add(bare.csv()))).hasMessage("a member import has no column 'amount'");
        assertThat(refusal(() -> profiles.add(new BankProfile(bare.csv(), null, false, 0, true, null))))
                .hasMessage("there is another profile 'bare' already");
        assertThat(refusal(() -> profiles.add(
                        new BankProfile(profile("Bad", bare.csv().columns()), null, false, 0, true, null))))
                .hasMessage("'Bad' is not a name for a profile");

        profiles.remove("hausbank");
        assertThat(profiles.ofBanks()).containsExactly(bare);
    }

    @Test
    void refusesWhatNoImportCouldUse() {
        assertThat(refusal(() -> profiles.add(profile("Club", Map.of("first_name", "A")))))
                .hasMessage("'Club' is not a name for a profile");
        assertThat(refusal(() -> profiles.add(profile("club", Map.of())))).hasMessage("the profile names no column");
        assertThat(refusal(() -> profiles.add(profile("club", Map.of("shoe_size", "A")))))
                .hasMessage("a member import has no column 'shoe_size'");
        assertThat(refusal(() ->
                        profiles.add(profile("club", Map.of("first_name", "Full Name", "last_name", "FULLNAME")))))
                .hasMessage("the header 'FULLNAME' is claimed by both first_name and last_name");
        assertThat(refusal(() -> profiles.add(profile("glofox", Map.of("first_name", "A")))))
                .hasMessage("there is another profile 'glofox' already");
        assertThat(refusal(() -> profiles.remove("glofox"))).hasMessage("the profile 'glofox' is built in");
        assertThat(refusal(() -> profiles.remove("nothing"))).hasMessage("there is no profile 'nothing'");
    }

    private static CsvProfile profile(String name, Map<String, String> columns) {
        return new CsvProfile(name, new HashMap<>(columns), Map.of(), Map.of(), null, null, false, List.of());
    }
}
