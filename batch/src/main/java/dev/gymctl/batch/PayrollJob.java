package dev.gymctl.batch;

import dev.gymctl.core.payroll.Payroll;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.springframework.batch.core.step.Step;

/**
 * The monthly coach payroll rollover.
 *
 * <ol>
 *   <li>{@code calculate}: makes, closes and posts the payslips of the coaches not yet paid for the month, a transaction
 *       per {@value #CHUNK} coaches;
 *   <li>{@code close}: marks the month closed.
 * </ol>
 */
final class PayrollJob implements MonthlyJob {
    private static final int CHUNK = 1000;

    private final YearMonth month;
    private final Function<Jdbi, Payroll> payrolls;
    private final Payroll before;
    private final Progress progress;
    private long payslips;

    /**
     * A rollover.
     *
     * @param before answers before anything of the job is set up
     * @param payrolls makes the payroll that works inside the job's transactions
     */
    PayrollJob(YearMonth month, Payroll before, Function<Jdbi, Payroll> payrolls, Progress progress) {
        this.month = month;
        this.before = before;
        this.payrolls = payrolls;
        this.progress = progress;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        Payroll payroll = payrolls.apply(spring.jdbi());
        return List.of(
                spring.chunks(
                        "calculate",
                        CHUNK,
                        after -> payroll.coachesToPay(month, after, CHUNK),
                        Long::longValue,
                        coaches -> pay(payroll, coaches)),
                spring.once("close", () -> payroll.close(month)));
    }

    private void pay(Payroll payroll, List<Long> coaches) {
        payslips += payroll.pay(month, coaches);
        progress.at("calculate", payslips);
    }

    @Override
    public String name() {
        return "payroll";
    }

    @Override
    public YearMonth month() {
        return month;
    }

    @Override
    public boolean done() {
        return before.closed(month).isPresent();
    }

    /** How many payslips this run has made. */
    long payslips() {
        return payslips;
    }
}
