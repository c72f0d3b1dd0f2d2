package dev.gymctl.core.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gymctl.core.TestGym;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CopiedRowsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    /** What {@link CopyRows} puts together comes apart as it was. */
    @Property(tries = 500)
    void isTheInverseOfCopying(@ForAll("rows") List<String> values) {
        CopyRows.Lines line = new CopyRows.Lines();
        line.append(values.toArray());
        String[] read = new String[values.size()];
        CopiedRows.split(line.toBytes(), read);
        assertThat(read).containsExactlyElementsOf(values);
    }

    @Provide
    Arbitrary<List<String>> rows() {
        return Arbitraries.strings()
                .withChars("ab\t\n\r\\N.'\"äß\u2028")
                .withChars('\uD83D', '\uDE00')
                .map(text -> text.replace("\uD83D", "").replace("\uDE00", "\uD83D\uDE00"))
                .injectNull(0.2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Test
    void readsWhatPostgresWrites() throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        long count = database.jdbi()
                .withHandle(handle -> CopiedRows.read(
                        handle.getConnection(),
                        """
                        select 1, null, '', E'tab\\t back\\\\slash \\\\N \\b\\f\\n\\r\\x0b', true, date '2026-10-31'
                        union all select 2, 'x', 'y', '\\.', false, null order by 1""",
                        6,
                        row -> rows.add(new ArrayList<>(java.util.Arrays.asList(row)))));
        assertThat(count).isEqualTo(2);
        assertThat(rows)
                .containsExactly(
                        java.util.Arrays.asList(
                                "1", null, "", "tab\t back\\slash \\N \b\f\n\r\u000b", "t", "2026-10-31"),
                        java.util.Arrays.asList("2", "x", "y", "\\.", "f", null));
    }

    /** The sequence counts what the server has come to. */
    @Test
    void readsNoFurtherWhenTheReaderFails() {
        Jdbi owner = database.owner();
        owner.useHandle(handle -> handle.execute("create sequence gymctl.rows_made"));
        owner.useHandle(handle -> handle.execute("grant usage on sequence gymctl.rows_made to gymctl_app"));

        assertThatThrownBy(() -> database.jdbi()
                        .useTransaction(handle -> CopiedRows.read(
                                handle.getConnection(),
                                "select nextval('rows_made') from generate_series(1, 20000000)",
                                1,
                                row -> {
                                    throw new IllegalStateException("the disk is full");
                                })))
                .hasMessage("the disk is full");

        assertThat(Long.parseLong(TestGym.value(owner, "select last_value from gymctl.rows_made")))
                .isLessThan(10_000_000);
        assertThat(TestGym.value(database.jdbi(), "select 1")).isEqualTo("1");
    }
}
