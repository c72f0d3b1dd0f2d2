package dev.gymctl.core.member;

/** What becomes of a row that may be somebody who is there already. Never is it made one with them unsaid. */
public enum Suspected {
    /** It is somebody else: added. */
    ADD,
    /** It is left out. */
    SKIP,
    /** It is rejected. */
    REJECT
}
