/** Who acts and what they may: passwords, sessions, and the one matrix of permissions. */
package dev.gymctl.core.access;
