package dev.gymctl.core.member;

/**
 * A row of a file that may be somebody who is there already.
 *
 * @param line on which it begins
 * @param name the row's
 * @param reason who it may be and why: {@code has the name and birth date of member 12}
 */
public record Suspicion(long line, String name, String reason) {}
