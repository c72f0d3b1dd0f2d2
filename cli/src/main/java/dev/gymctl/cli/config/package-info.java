/** {@code gymctl config …}. */
package dev.gymctl.cli.config;
