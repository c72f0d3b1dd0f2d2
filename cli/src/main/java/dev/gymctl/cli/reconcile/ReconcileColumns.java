package dev.gymctl.cli.reconcile;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.reconcile.BankLine;
import dev.gymctl.core.reconcile.ReportRow;

/** How banks' lines and reports are printed. */
final class ReconcileColumns {
    static final Columns<BankLine> LINE = Columns.<BankLine>of()
            .add("id", BankLine::id)
            .add("booked_on", BankLine::bookedOn)
            .add("amount", BankLine::amount)
            .add("open", BankLine::open)
            .add("state", BankLine::state)
            .add("rule", BankLine::rule)
            .add("reason", BankLine::reason)
            .add("member_id", BankLine::memberId)
            .add("charge_id", BankLine::chargeId)
            .add("payer_name", BankLine::payerName)
            .add("text", BankLine::text)
            .detail("payer_account", BankLine::payerAccount)
            .detail("reference", BankLine::reference)
            .detail("account", BankLine::account)
            .detail("file", BankLine::file)
            .detail("file_line", BankLine::fileLine)
            .detail("currency", line -> line.amount().currency().getCurrencyCode())
            .detail("coach_id", BankLine::coachId)
            .detail("part_of", BankLine::partOf);

    static final Columns<ReportRow> REPORT = Columns.<ReportRow>of()
            .add("month", ReportRow::month)
            .add("what", ReportRow::what)
            .add("lines", ReportRow::lines)
            .add("amount", ReportRow::amount)
            .detail("currency", row -> row.amount().currency().getCurrencyCode());

    private ReconcileColumns() {}

    /** What a line is now, in a sentence. */
    static String line(BankLine line) {
        return "line %d of %s %s is %s"
                .formatted(
                        line.id(),
                        line.amount(),
                        line.amount().currency().getCurrencyCode(),
                        line.state().code().replace('_', ' '));
    }
}
