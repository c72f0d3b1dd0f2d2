package dev.gymctl.batch;

import dev.gymctl.core.Progress;
import dev.gymctl.core.payroll.Payroll;
import java.time.YearMonth;
import java.util.List;
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
    private final Payroll payroll;
    private final Progress progress;
    private long payslips;
    private long last;

    /**
     * A rollover.
     *
     * @param payroll works inside the job's transactions
     */
    PayrollJob(YearMonth month, Payroll payroll, Progress progress) {
        this.month = month;
        this.payroll = payroll;
        this.progress = progress;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        return List.of(
                spring.chunks(
                        "calculate",
                        CHUNK,
                        after -> payroll.coachesToPay(month, after, CHUNK),
                        Long::longValue,
                        this::pay),
                spring.once("close", () -> payroll.close(month)));
    }

    private void pay(List<Long> coaches) {
        payslips += payroll.pay(month, coaches);
        if (coaches.size() == CHUNK && last == 0) {
            last = payroll.lastCoach();
        }
        progress.at("payslips", payslips, Progress.about(payslips, coaches.get(coaches.size() - 1), last));
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
        return payroll.closed(month).isPresent();
    }

    @Override
    public boolean again() {
        return false;
    }

    /** How many payslips this run has made. */
    long payslips() {
        return payslips;
    }
}
