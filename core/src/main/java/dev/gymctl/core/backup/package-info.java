/** The gym in one file, and back again: backup and restore. */
package dev.gymctl.core.backup;
