/** {@code gymctl plan}: what the gym sells, and who has it. */
package dev.gymctl.cli.plan;
