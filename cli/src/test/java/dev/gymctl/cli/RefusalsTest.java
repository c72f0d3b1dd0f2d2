package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense is refused before anything connects: the database of these commands cannot be reached. */
final class RefusalsTest {
    private final Transcript.Session session =
            Transcript.session().env("GYMCTL_URL", "postgres://nobody@localhost:1/none");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "rate set --from 2026-12-01 --minimum 5 | a rate without an amount pays nothing"
                        + " | give --per-class, --per-hour or --per-attendee; --per-class 0 if that is meant",
                "rate set --per-class 9 --from 2026-12-01 --minimum 5 --maximum 4.99"
                        + " | --minimum 5 is above --maximum 4.99 | -",
                "rate set --per-class 9 --from 2026-12-01 --to 2026-11-30 | --to 2026-11-30 is before --from 2026-12-01 | -",
                "rate set --per-attendee 1 --threshold -1 --from 2026-12-01 | --threshold -1 is less than 0 | -",
                "rate set --per-class -9 --from 2026-12-01"
                        + " | invalid value for option '--per-class': an amount is written 1234.50, not '-9'"
                        + " | see gymctl rate set --help",
                "class list --from 2026-12-02 --to 2026-12-01 | --to 2026-12-01 is before --from 2026-12-02 | -",
                "class attend --from a.csv --status no_show"
                        + " | --status goes without --from: a file has the status of each | -",
                "class attend 12 7 --status waitlisted | attendance knows no waiting list"
                        + " | record one of booked, attended, no_show, late_cancel, cancelled",
                "member list --limit 0 | --limit 0 is less than 1 | -",
                "member list --count --after 7 | --count goes without --limit and --after | it counts them all",
                "member list --joined-from 2026-12-02 --joined-to 2026-12-01"
                        + " | --joined-to 2026-12-01 is before --joined-from 2026-12-02 | -",
                "member freeze 7 --from 2026-12-02 --to 2026-12-01 | --to 2026-12-01 is before --from 2026-12-02 | -",
                "audit log --about 7 | --about is written KIND=ID, not '7' | such as member=7",
                "audit log --limit 0 | --limit 0 is not between 1 and 2147483646 | -",
                "audit verify --head 7:abc | --head '7:abc' is no head | gymctl audit verify prints one, ID:HASH",
                "job list --limit 0 | --limit 0 is less than 1 | -",
                "report revenue --from 2026-11 --to 2026-10 | --to 2026-10 is before --from 2026-11 | -",
                "report retention --from 1970-01 --to 2026-10"
                        + " | from 1970-01 to 2026-10 are 682 months, more than 600 | -",
                "report revenue --chart revenue.pdf | --chart revenue.pdf is of no kind that can be drawn"
                        + " | name it FILE.svg or FILE.png",
                "report revenue --force | --force goes with --chart | -",
                "gym set zoen=Europe/Berlin | there is no setting 'zoen' | did you mean zone?",
                "gym set treadmills=4 | there is no setting 'treadmills'"
                        + " | the settings are name, zone, currency, drop_in_price, payment_days, charges_a_day",
                "gym set name=A name=B | name is given twice | -",
                "gym set name | a setting is written KEY=VALUE, not 'name' | -"
            })
    void refusesNonsense(String line, String message, String hint) {
        assertThat(session.run(line.split(" ", -1))).isEqualTo(Transcript.failure(2, message, hint));
    }
}
