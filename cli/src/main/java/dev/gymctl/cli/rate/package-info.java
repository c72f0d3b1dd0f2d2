/** {@code gymctl rate}: what coaches are paid. */
package dev.gymctl.cli.rate;
