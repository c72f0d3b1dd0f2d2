/** {@code gymctl login}, {@code logout}, {@code whoami}, {@code passwd}: one's own session and password. */
package dev.gymctl.cli.login;
