package dev.gymctl.core.chat;

/**
 * A message that has the words that were looked for.
 *
 * @param rank how well, from 0 up
 * @param snippet the words in their surroundings, each between « and »
 */
public record FoundMessage(Message message, float rank, String snippet) {}
