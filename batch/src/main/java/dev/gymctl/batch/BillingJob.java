package dev.gymctl.batch;

import dev.gymctl.core.Progress;
import dev.gymctl.core.finance.Billing;
import java.time.YearMonth;
import java.util.List;
import org.springframework.batch.core.step.Step;

/**
 * The assessment of a month's dues.
 *
 * <ol>
 *   <li>{@code park}: leaves accounts alone that look wrong;
 *   <li>{@code assess}: charges and posts the dues that are not charged yet, a transaction per {@value #CHUNK}
 *       memberships;
 *   <li>{@code expire}: what is left of prepaid lots that are over becomes income;
 *   <li>{@code credit}: uses what members have paid too much for what they owe now;
 *   <li>{@code close}: holds charges, credit and lots against the ledger, and marks the month as assessed.
 * </ol>
 */
final class BillingJob implements MonthlyJob {
    static final int CHUNK = 20_000;

    private final YearMonth month;
    private final int chunk;
    private final Billing billing;
    private final Progress progress;
    private long charges;
    private long last;

    /**
     * An assessment.
     *
     * @param chunk the most memberships of a transaction
     * @param billing works inside the job's transactions
     */
    BillingJob(YearMonth month, int chunk, Billing billing, Progress progress) {
        this.month = month;
        this.chunk = chunk;
        this.billing = billing;
        this.progress = progress;
    }

    @Override
    public List<Step> steps(SpringBatch spring) {
        return List.of(
                spring.once("park", () -> billing.park(month)),
                spring.chunks(
                        "assess",
                        1,
                        after -> billing.next(after, chunk).stream().toList(),
                        Billing.Chunk::upTo,
                        chunks -> chunks.forEach(this::assess)),
                spring.once("expire", () -> billing.expireLots(month)),
                spring.once("credit", () -> billing.useCredit(month)),
                spring.once("close", () -> billing.close(month)));
    }

    private void assess(Billing.Chunk chunk) {
        charges += billing.assess(month, chunk);
        if (last == 0) {
            last = billing.last();
        }
        progress.at("dues assessed", charges, Progress.about(charges, chunk.upTo(), last));
    }

    @Override
    public String name() {
        return "billing";
    }

    @Override
    public YearMonth month() {
        return month;
    }

    /** How many charges this run has made. */
    long charges() {
        return charges;
    }
}
