package dev.gymctl.cli.audit;

import dev.gymctl.cli.Columns;
import dev.gymctl.core.audit.AuditEntry;
import dev.gymctl.core.audit.Verification;
import dev.gymctl.core.audit.Verification.Problem;

/** How the audit log is printed. */
final class AuditColumns {
    static final Columns<AuditEntry> ENTRY = Columns.<AuditEntry>of()
            .add("id", AuditEntry::id)
            .add("recorded_at", AuditEntry::recordedAt)
            .add("operator", AuditEntry::operator)
            .add("action", AuditEntry::action)
            .add("payload", entry -> entry.erased() ? null : entry.payload())
            .detail("operator_id", AuditEntry::operatorId)
            .detail("erased", AuditEntry::erased)
            .detail("hash", AuditEntry::hash);

    static final Columns<Problem> PROBLEM =
            Columns.<Problem>of().add("row", Problem::row).add("problem", Problem::problem);

    static final Columns<Verification> VERIFICATION = Columns.<Verification>of()
            .add("rows", Verification::rows)
            .add("erased", Verification::erased)
            .add("head", Verification::head)
            .add("holds", Verification::holds)
            .nested("problems", Verification::problems, PROBLEM);

    private AuditColumns() {}
}
