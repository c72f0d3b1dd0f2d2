/** {@code gymctl profile}: how the CSV of other systems is read. */
package dev.gymctl.cli.profile;
