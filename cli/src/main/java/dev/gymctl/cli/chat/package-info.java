/** {@code gymctl chat}: rooms, and what people write in them. */
package dev.gymctl.cli.chat;
