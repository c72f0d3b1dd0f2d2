/** {@code gymctl timer …}. */
package dev.gymctl.cli.timer;
