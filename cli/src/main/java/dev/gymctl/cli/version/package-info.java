/** {@code gymctl version}. */
package dev.gymctl.cli.version;
