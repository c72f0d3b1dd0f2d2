package dev.gymctl.core.finance;

import java.time.LocalDate;

/**
 * Which transfers of the journal are meant.
 *
 * @param account only those from or to it, by code; or null
 * @param person only theirs, by id or e-mail; or null. With an account: theirs in it.
 * @param from the first effective day, or null
 * @param to the last effective day, or null
 * @param after only what comes after the transfer of this id, or null
 * @param limit how many at most, or null
 */
public record JournalFilter(String account, String person, LocalDate from, LocalDate to, Long after, Integer limit) {}
