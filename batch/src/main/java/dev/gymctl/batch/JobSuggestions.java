package dev.gymctl.batch;

import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.NumberPrefix;
import dev.gymctl.core.db.Suggestion;
import java.util.List;

/** The runs of jobs that may be meant by the beginning of a number. */
public final class JobSuggestions {
    private JobSuggestions() {}

    /** The newest first. */
    public static List<Suggestion> of(Database database, String prefix) {
        NumberPrefix numbers = NumberPrefix.of(prefix);
        return database.read(
                """
                select e.job_execution_id::text, i.job_name || coalesce(' ' || p.parameter_value, '')
                from %s
                cross join lateral (select * from batch.batch_job_execution where job_execution_id between lo and hi
                                    order by job_execution_id desc limit %d) e
                join batch.batch_job_instance i using (job_instance_id)
                left join batch.batch_job_execution_params p
                    on p.job_execution_id = e.job_execution_id and p.parameter_name = 'month'
                order by range.nth, e.job_execution_id desc limit %d
                """.formatted(NumberPrefix.RANGES, Suggestion.MOST, Suggestion.MOST),
                row -> new Suggestion(row.getString(1), row.getString(2)),
                numbers.from(),
                numbers.to());
    }
}
