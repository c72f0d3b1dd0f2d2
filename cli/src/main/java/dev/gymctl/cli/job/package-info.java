/** {@code gymctl job}: the runs of the batch jobs. */
package dev.gymctl.cli.job;
