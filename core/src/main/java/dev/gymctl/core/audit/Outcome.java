package dev.gymctl.core.audit;

/**
 * What a change led to.
 *
 * @param now the thing as it is after it
 * @param changed whether it was not so before
 */
public record Outcome<T>(T now, boolean changed) {}
