/** {@code gymctl dashboard}. */
package dev.gymctl.cli.dashboard;
