package dev.gymctl.core.profile;

/** What a profile reads. */
public enum ProfileKind {
    MEMBER,
    BANK
}
