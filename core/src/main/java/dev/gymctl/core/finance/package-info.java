/** The ledger; what members owe, paid and have paid in advance. */
package dev.gymctl.core.finance;
