/** {@code gymctl report}: what a gym's months come to. */
package dev.gymctl.cli.report;
