/** {@code gymctl coach}: the people who teach. */
package dev.gymctl.cli.coach;
