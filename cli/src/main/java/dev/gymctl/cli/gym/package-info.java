/** {@code gymctl gym}: the settings of the gym itself. */
package dev.gymctl.cli.gym;
