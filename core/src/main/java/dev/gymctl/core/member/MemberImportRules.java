package dev.gymctl.core.member;

import java.util.function.Function;

/**
 * How an import takes members of whom it cannot be sure.
 *
 * @param onExisting what becomes of those who are members already
 * @param sharedEmailIsContact whether an e-mail that several people share is kept as the contact e-mail of each, for it
 *     cannot be the login of all; otherwise their rows are rejected
 * @param suspected decides on rows that may be somebody who is there already, one by one
 */
public record MemberImportRules(
        OnExisting onExisting, boolean sharedEmailIsContact, Function<Suspicion, Suspected> suspected) {

    /** Brings members up to date, and rejects whatever is doubtful. */
    public static final MemberImportRules CAREFUL =
            new MemberImportRules(OnExisting.UPDATE, false, suspicion -> Suspected.REJECT);
}
