package dev.gymctl.core.member;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.member.MemberPage.Sort;
import dev.gymctl.core.user.NewUser;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberListTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static TestGym gym;
    private static boolean changed = true;

    @BeforeEach
    void openGym() {
        if (!changed) {
            return;
        }
        changed = false;
        database.reset();
        gym = new TestGym(database.database(), Instant.parse("2026-11-05T06:00:00Z")).in("Europe/Berlin");
        add("Ada", "Lovelace", "ada@mail.example", "2024-01-01T00:00:00Z", "M-1");
        add("Łukasz", "Żak", "zak_l@mail.example", "2024-06-30T21:59:59Z", null);
        add("Bob", "van Dijk", "b.dijk@mail.example", "2024-06-30T22:00:00Z", "77");
        add("100%", "Ada", null, "2025-05-05T12:00:00Z", null);
        gym.sql("update users set phone = '+49 170 123-45 67', contact_email = 'Family@home.example' where id = 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | 1 2 3 4", //
                "ada | 1 4",
                "ADA love | 1",
                "love ada | 1",
                "ada dijk | -",
                "żak | 2",
                "Van d | 3",
                "mail.example | 1 2 3",
                "family@HOME | 3",
                "170 123 | 3",
                "01701234 | -",
                "491701234567 | 3",
                "m-1 | 1",
                "M-1 | 1",
                "77 | 3",
                "7 | 3",
                "0% | 4",
                "% | 4",
                "_ | 2",
                "\\ | -",
                "nobody | -",
            })
    void aSearchFindsEveryWordWhereverItStands(String text, String found) {
        assertThat(ids(MemberFilter.text(text), MemberPage.ALL)).isEqualTo(found == null ? "" : found);
        assertThat(gym.members.count(MemberFilter.text(text)))
                .isEqualTo(found == null ? 0 : found.split(" ", -1).length);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-30, 2024-06-30, 2",
        "2024-07-01, , 3 4",
        ", 2024-06-30, 1 2",
        "2024-01-01, 2024-01-01, 1",
        "2026-01-01, , ''"
    })
    void joiningDaysAreThoseOfTheGymsZone(LocalDate from, LocalDate to, String found) {
        assertThat(ids(new MemberFilter(null, null, null, from, to), MemberPage.ALL))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "ID, false, 1 2 3 4",
        "ID, true, 4 3 2 1",
        "NAME, false, 4 1 3 2",
        "NAME, true, 2 3 1 4",
        "JOINED, false, 1 2 3 4",
        "JOINED, true, 4 3 2 1",
    })
    void everyOrderGoesOnWhereThePageBeforeEnded(Sort sort, boolean reversed, String order) {
        assertThat(ids(MemberFilter.NONE, new MemberPage(sort, reversed, null, null)))
                .isEqualTo(order);
        List<String> pages = new ArrayList<>();
        Long after = null;
        for (int i = 0; i < 4; i++) {
            List<Member> page = gym.members.list(MemberFilter.NONE, new MemberPage(sort, reversed, after, 1L));
            after = page.get(0).user().id();
            pages.add(after.toString());
        }
        assertThat(String.join(" ", pages)).isEqualTo(order);
        assertThat(gym.members.list(MemberFilter.NONE, new MemberPage(sort, reversed, after, 1L)))
                .isEmpty();
    }

    @Test
    void whoComesMeanwhileShiftsNobodyAndRepeatsNobody() {
        MemberPage first = new MemberPage(Sort.NAME, false, null, 2L);
        assertThat(ids(MemberFilter.NONE, first)).isEqualTo("4 1");
        add("Aaron", "Aardvark", null, "2026-01-01T00:00:00Z", null);
        add("Zoe", "Zz", null, "2026-01-01T00:00:00Z", null);
        assertThat(ids(MemberFilter.NONE, new MemberPage(Sort.NAME, false, 1L, 2L)))
                .isEqualTo("6 3");
    }

    @Test
    void namesakesAreSortedById() {
        add("Ada", "Lovelace", null, "2020-01-01T00:00:00Z", null);
        assertThat(ids(MemberFilter.text("lovelace"), new MemberPage(Sort.NAME, false, null, null)))
                .isEqualTo("1 5");
        assertThat(ids(MemberFilter.text("lovelace"), new MemberPage(Sort.NAME, false, 1L, null)))
                .isEqualTo("5");
    }

    @Test
    void nobodyComesAfterAMemberWhoDoesNotExist() {
        assertThat(refusal(() -> gym.members.list(MemberFilter.NONE, new MemberPage(Sort.ID, false, 99L, 10L))))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessage("there is no member '99'");
    }

    @Test
    void statusAndAccountAreThoseOfToday() {
        gym.sql("""
                insert into member_events (member_id, kind, effective_on)
                values (1, 'approved', '2026-11-05'), (2, 'approved', '2026-11-06'), (3, 'approved', '2026-11-05')
                """);
        gym.sql("insert into member_freezes (member_id, during) values (3, '[2026-11-05,2026-11-06)')");
        charge(1, 1, "2026-11-04");
        charge(2, 2, "2026-11-05");

        assertThat(ids(new MemberFilter(MemberStatus.ACTIVE, null, null, null, null), MemberPage.ALL))
                .isEqualTo("1");
        assertThat(ids(new MemberFilter(MemberStatus.PENDING, null, null, null, null), MemberPage.ALL))
                .isEqualTo("2 4");
        assertThat(ids(new MemberFilter(MemberStatus.FROZEN, null, null, null, null), MemberPage.ALL))
                .isEqualTo("3");
        assertThat(ids(new MemberFilter(null, PaymentStatus.OVERDUE, null, null, null), MemberPage.ALL))
                .isEqualTo("1");
        assertThat(ids(new MemberFilter(null, PaymentStatus.DUE, null, null, null), MemberPage.ALL))
                .isEqualTo("2");
        assertThat(ids(new MemberFilter(MemberStatus.PENDING, PaymentStatus.PAID, "100", null, null), MemberPage.ALL))
                .isEqualTo("4");
        assertThat(gym.members.count(new MemberFilter(MemberStatus.PENDING, PaymentStatus.PAID, null, null, null)))
                .isEqualTo(1);
    }

    @Test
    void moreThanFitsIntoMemoryIsReadPieceByPiece() {
        gym.sql("""
                with u as (insert into users (first_name, last_name, date_joined)
                           select 'P', number::text, now() from generate_series(1, 2500) number returning id)
                insert into members (user_id) select id from u
                """);
        List<Long> ids = new ArrayList<>();
        gym.members.list(
                MemberFilter.NONE,
                MemberPage.ALL,
                members -> members.forEach(m -> ids.add(m.user().id())));
        assertThat(ids).hasSize(2504).isSorted().doesNotHaveDuplicates();
    }

    /** The next test needs the four members of the start again. */
    @AfterEach
    void look() {
        changed = gym.members.count(MemberFilter.NONE) > 4
                || !gym.value("select count(*) from charges").equals("0");
    }

    private static void add(String first, String last, String email, String joined, String ref) {
        gym.members.add(new NewUser(first, last, email, null, Instant.parse(joined)), ref, gym.gym());
    }

    private static void charge(long member, int entry, String due) {
        gym.sql(
                "insert into journal_entries (effective_on, value_on, kind, idempotency_key) values ('2026-11-01', '2026-11-01', 'test', ?)",
                "charge " + entry);
        gym.sql("""
                insert into charges (member_id, kind, amount, charged_on, due_on, entry_id)
                values (?, 'other', 1000, '2026-11-01', ?::date, ?)
                """, member, due, entry);
    }

    private static String ids(MemberFilter filter, MemberPage page) {
        return String.join(
                " ",
                gym.members.list(filter, page).stream()
                        .map(m -> String.valueOf(m.user().id()))
                        .toList());
    }
}
