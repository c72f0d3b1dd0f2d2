package dev.gymctl.core.chat;

import java.time.Instant;

/**
 * Somebody who is in a room.
 *
 * @param readNumber of the last message that they have read; 0 for none
 */
public record RoomUser(String roomName, long userId, String fullName, Instant joinedAt, long readNumber) {}
