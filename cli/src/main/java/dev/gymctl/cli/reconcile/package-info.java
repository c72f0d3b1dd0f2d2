/** {@code gymctl reconcile}: banks' statements against the books. */
package dev.gymctl.cli.reconcile;
