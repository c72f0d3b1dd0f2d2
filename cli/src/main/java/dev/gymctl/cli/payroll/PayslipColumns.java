package dev.gymctl.cli.payroll;

import dev.gymctl.cli.Columns;
import dev.gymctl.cli.Output;
import dev.gymctl.core.finance.Payout;
import dev.gymctl.core.money.Money;
import dev.gymctl.core.payroll.Payslip;
import dev.gymctl.core.payroll.PayslipLine;
import java.time.YearMonth;
import java.util.List;

/** How payslips are printed. */
public final class PayslipColumns {
    /** For programs: the three columns of CSV are a contract. */
    public static final Columns<Payslip> LIST = Columns.<Payslip>of()
            .add("coach", PayslipColumns::coach)
            .add("classes_taught", Payslip::classesTaught)
            .add("gross", Payslip::gross)
            .jsonOnly("total", Payslip::total)
            .jsonOnly("currency", payslip -> payslip.gross().currency().getCurrencyCode())
            .jsonOnly("month", Payslip::month)
            .jsonOnly("coach_id", Payslip::coachId)
            .jsonOnly("name", Payslip::coachName)
            .jsonOnly("paid", Payslip::paid)
            .jsonOnly("open", Payslip::open);

    private static final Columns<Payslip> TABLE = Columns.<Payslip>of()
            .add("coach", PayslipColumns::coach)
            .add("name", Payslip::coachName)
            .add("classes_taught", Payslip::classesTaught)
            .add("gross", Payslip::gross)
            .add("total", Payslip::total);

    private static final Columns<Payslip> PAID = Columns.<Payslip>of()
            .add("coach", PayslipColumns::coach)
            .add("name", Payslip::coachName)
            .add("classes_taught", Payslip::classesTaught)
            .add("gross", Payslip::gross)
            .add("total", Payslip::total)
            .add("paid", Payslip::paid)
            .add("open", Payslip::open);

    static final Columns<PayslipLine> LINE = Columns.<PayslipLine>of()
            .add("class_id", PayslipLine::classId)
            .add("class_title", PayslipLine::classTitle)
            .add("class_datetime", PayslipLine::startsAt)
            .add("kind", PayslipLine::kind)
            .add("quantity", PayslipLine::quantity)
            .add("unit", PayslipLine::unit)
            .add("unit_price", PayslipLine::unitPrice)
            .add("amount", PayslipLine::amount)
            .add("rate_id", PayslipLine::rateId)
            .add("memo", PayslipLine::memo);

    static final Columns<Payslip> ONE = Columns.<Payslip>of()
            .add("month", Payslip::month)
            .add("coach", PayslipColumns::coach)
            .add("name", Payslip::coachName)
            .add("classes_taught", Payslip::classesTaught)
            .add("gross", Payslip::gross)
            .add("total", Payslip::total)
            .add("currency", payslip -> payslip.gross().currency().getCurrencyCode())
            .jsonOnly("coach_id", Payslip::coachId)
            .nested("lines", Payslip::lines, LINE)
            .add("paid", Payslip::paid)
            .add("open", Payslip::open);

    static final Columns<Payout> PAYOUT = Columns.<Payout>of()
            .add("id", Payout::id)
            .add(
                    "coach",
                    payout -> payout.coachEmail() != null ? payout.coachEmail() : String.valueOf(payout.coachId()))
            .add("name", Payout::coachName)
            .add("month", Payout::month)
            .add("amount", Payout::amount)
            .detail("currency", payout -> payout.amount().currency().getCurrencyCode())
            .add("method", Payout::method)
            .add("paid_on", Payout::paidOn)
            .add("key", Payout::key)
            .detail("reference", Payout::reference)
            .add("reversed_on", Payout::reversedOn)
            .add("line_id", Payout::lineId)
            .detail("coach_id", Payout::coachId);

    private PayslipColumns() {}

    /** Prints a month's payslips, for people with their sum. */
    public static void print(Output output, List<Payslip> payslips, String whenEmpty) {
        print(output, TABLE, payslips, whenEmpty);
    }

    /** The same, and what of each is paid and open. */
    static void printPaid(Output output, List<Payslip> payslips, String whenEmpty) {
        print(output, PAID, payslips, whenEmpty);
    }

    private static void print(Output output, Columns<Payslip> table, List<Payslip> payslips, String whenEmpty) {
        output.list(output.isForPeople() ? table : LIST, payslips, whenEmpty);
        if (!payslips.isEmpty()) {
            Money total =
                    payslips.stream().map(Payslip::total).reduce(Money::plus).orElseThrow();
            Money paid =
                    payslips.stream().map(Payslip::paid).reduce(Money::plus).orElseThrow();
            output.say("\n%s, %s %s in all%s"
                    .formatted(
                            count(payslips.size()),
                            total,
                            total.currency(),
                            paid.minorUnits() == 0 ? "" : ", %s of it paid".formatted(paid)));
        }
    }

    /** What a preview says that has no payslips. */
    static String none(YearMonth month) {
        return "nobody earns anything in " + month;
    }

    /** So many payslips, in words. */
    static String count(long payslips) {
        return payslips == 1 ? "1 payslip" : payslips + " payslips";
    }

    private static Object coach(Payslip payslip) {
        return payslip.coachEmail() != null ? payslip.coachEmail() : payslip.coachId();
    }
}
