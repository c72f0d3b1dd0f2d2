/** {@code gymctl finance}: what members owe and pay, and the ledger. */
package dev.gymctl.cli.finance;
