/** {@code gymctl audit}: who changed what, and whether the log still says so. */
package dev.gymctl.cli.audit;
