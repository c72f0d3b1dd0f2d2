package dev.gymctl.batch;

import java.time.YearMonth;
import java.util.List;
import org.springframework.batch.core.step.Step;

/** A job that is run to its end for a month: again and again, each run adding what is new, unless it says otherwise. */
interface MonthlyJob {

    /** The job's name, in the batch tables and in messages. */
    String name();

    YearMonth month();

    /** Whether the domain says that the whole job is done for this month; the batch tables have no say in it. */
    default boolean done() {
        return false;
    }

    /** Whether a run that has ended may be followed by another. */
    default boolean again() {
        return true;
    }

    /** The steps in their order. */
    List<Step> steps(SpringBatch spring);
}
