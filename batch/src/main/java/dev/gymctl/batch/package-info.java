/** The jobs that cron runs; {@code Batch} is the only door from outside. */
package dev.gymctl.batch;
