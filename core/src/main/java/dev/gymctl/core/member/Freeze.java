package dev.gymctl.core.member;

import java.time.LocalDate;

/**
 * Days on which a membership rests.
 *
 * @param to the last day, or null when nobody knows yet
 * @param reason or null
 */
public record Freeze(LocalDate from, LocalDate to, String reason) {}
