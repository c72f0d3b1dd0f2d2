package dev.gymctl.cli.dashboard;

import dev.gymctl.batch.JobState;
import dev.gymctl.core.db.Database.Snapshot;
import dev.gymctl.core.overview.Overview;
import dev.gymctl.core.overview.Viewer;
import java.time.Clock;
import java.util.List;

/**
 * All that the dashboard shows.
 *
 * @param jobs null when they are not the viewer's to see
 */
record Morning(Overview overview, List<JobState> jobs) {
    static Morning of(Snapshot snapshot, Viewer viewer, Clock clock) {
        Overview overview = Overview.of(snapshot, viewer, clock);
        return new Morning(
                overview,
                viewer.seesAll() ? JobState.of(snapshot, overview.gym().zone(), clock) : null);
    }
}
