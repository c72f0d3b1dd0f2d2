package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.csv;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.TestGym;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.importing.ImportCounts;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberCsvTest {
    private static final String HEADER = "member_ref,first_name,last_name,email,contact_email,phone,"
            + "emergency_contact_name,emergency_contact_phone,guardian_name,guardian_phone,date_of_birth,date_joined,"
            + "status,membership_approved,is_active,prepaid_fees\n";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final TestDatabase other = new TestDatabase();

    private TestGym gym;

    @BeforeEach
    void fresh() {
        database.reset();
        gym = open(database);
    }

    @Test
    void importingWhatWasExportedChangesNothing() {
        importSample(gym);
        String exported = export(gym, database, MemberFilter.NONE);
        assertThat(exported.lines()).hasSize(201);

        ImportCounts counts = gym.importMembers(csv("members.csv", exported));

        assertThat(counts.same()).isEqualTo(200);
        assertThat(counts.rows()).isEqualTo(200);
        assertThat(export(gym, database, MemberFilter.NONE)).isEqualTo(exported);
    }

    @Test
    void anEmptyGymThatImportsItExportsTheSame() {
        importSample(gym);
        String exported = export(gym, database, MemberFilter.NONE);
        other.reset();
        TestGym second = open(other);

        assertThat(second.importMembers(csv("members.csv", exported)).added()).isEqualTo(200);

        assertThat(export(second, other, MemberFilter.NONE)).isEqualTo(exported);
    }

    @Test
    void writesEveryColumnThatAnImportReads() {
        gym.importMembers(
                csv("members.csv", "first_name,last_name,email,date_joined\nAda,Lovelace,ada@x.example,2026-10-25\n"));
        gym.sql("""
                update users set contact_email = 'c@x.example', phone = '+49 30 1', emergency_contact_name = 'Em, E',
                    emergency_contact_phone = '2', guardian_name = 'Gus "G" Gee', guardian_phone = '=3', date_of_birth = '1990-02-28'
                """);
        gym.sql("update members set member_ref = '0007'");
        assertThat(export(gym, database, MemberFilter.NONE)).isEqualTo(HEADER + """
                0007,Ada,Lovelace,ada@x.example,c@x.example,'+49 30 1,"Em, E",2,"Gus ""G"" Gee",'=3,1990-02-28,2026-10-25,pending,,true,0
                """);
    }

    @Test
    void neutralizesWhatASpreadsheetWouldRun() {
        gym.importMembers(csv("members.csv", "first_name,last_name,email\nAda,x,ada@x.example\n"));
        gym.sql("update users set first_name = '=cmd|''/c calc''!A1', last_name = '@SUM(1)', phone = '-1'");
        assertThat(export(gym, database, MemberFilter.NONE))
                .contains(",'=cmd|'/c calc'!A1,'@SUM(1),ada@x.example,,'-1,");
    }

    @Test
    void aMomentThatIsNoDaysStartKeepsItsTime() {
        gym.importMembers(
                csv("members.csv", "first_name,last_name,email,date_joined\nAda,x,ada@x.example,2026-10-25\n"));
        gym.sql("update users set date_joined = '2026-10-25T17:30:00.123456+01:00'");
        assertThat(export(gym, database, MemberFilter.NONE)).contains(",2026-10-25T16:30:00.123456Z,");
        gym.sql("update users set date_joined = '2026-10-25T17:30:00+01:00'");
        assertThat(export(gym, database, MemberFilter.NONE)).contains(",2026-10-25T16:30:00Z,");
    }

    @Test
    void takesOnlyThoseWhoAreMeant() {
        importSample(gym);
        String some = export(gym, database, MemberFilter.text("hopper"));
        assertThat(some.lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("opper"));
        long active = gym.members.count(new MemberFilter(MemberStatus.ACTIVE, null, null, null, null));
        assertThat(export(gym, database, new MemberFilter(MemberStatus.ACTIVE, null, null, null, null))
                        .lines())
                .hasSize((int) active + 1);
        assertThat(export(gym, database, MemberFilter.text("':; nobody ' ?"))).isEqualTo(HEADER);
    }

    private static void importSample(TestGym gym) {
        gym.importMembers(CsvSource.of(TestGym.SAMPLE.resolve("members.csv")));
    }

    private static TestGym open(TestDatabase database) {
        return new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
    }

    private static String export(TestGym gym, TestDatabase database, MemberFilter filter) {
        StringWriter out = new StringWriter();
        new MemberCsv(database.database(), gym.clock).write(out, filter, gym.gym(), (step, done, total) -> {});
        return out.toString();
    }
}
