package dev.gymctl.core.statement;

/**
 * What the bank booked as one sum, by the ids that a statement and an advice (camt.054) of it may share.
 *
 * @param number among the entries of its statement, 1 for the first
 * @param split whether it comes as its details, an entry each; else as the sum alone
 * @param bankId the bank's own id; null: none
 * @param entryId how the bank's file counts it, maybe another file otherwise; null: not given
 * @param paymentId what whoever handed the batch in calls it ({@code PmtInfId}); null: not given
 * @param messageId of the message in which it was handed in ({@code MsgId}), maybe with others; null: not given
 */
public record StatementBatch(
        int number, boolean split, String bankId, String entryId, String paymentId, String messageId) {
    /** The first id that the bank gives it, or its number. */
    public String id() {
        return bankId != null ? bankId : entryId != null ? entryId : "entry " + number;
    }
}
