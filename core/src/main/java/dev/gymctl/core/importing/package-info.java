/** Files that become rows: loaded into a temporary table, checked and merged set-based, all or nothing. */
package dev.gymctl.core.importing;
