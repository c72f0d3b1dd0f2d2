/** Files that a person asked for: whole or not there. */
package dev.gymctl.core.file;
