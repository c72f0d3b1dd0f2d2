package dev.gymctl.core.member;

/** What an import does with a row of somebody who is a member already. */
public enum OnExisting {
    /** It is brought up to date. */
    UPDATE,
    /** It stays as it is. */
    SKIP,
    /** The row is rejected. */
    FAIL
}
