/** Files that become rows: loaded into a temporary table, checked and merged set-based, all or nothing; recorded, and undone. */
package dev.gymctl.core.importing;
