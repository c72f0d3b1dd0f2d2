/** {@code gymctl billing}: each month's dues. */
package dev.gymctl.cli.billing;
