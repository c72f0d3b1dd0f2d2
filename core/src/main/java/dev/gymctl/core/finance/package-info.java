/** The ledger and what is paid in advance. */
package dev.gymctl.core.finance;
