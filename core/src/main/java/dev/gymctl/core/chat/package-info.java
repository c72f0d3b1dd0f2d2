/** Chat: rooms, who is in them, and the messages, which are numbered per room in the order of their commits. */
package dev.gymctl.core.chat;
