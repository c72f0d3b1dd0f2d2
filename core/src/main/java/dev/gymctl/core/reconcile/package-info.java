/** Fee reconciliation: each line of a bank's statement, and what it turned out to be. */
package dev.gymctl.core.reconcile;
