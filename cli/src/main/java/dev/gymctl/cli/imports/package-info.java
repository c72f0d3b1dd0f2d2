/** {@code gymctl import}: the imports that were made, and their undoing. */
package dev.gymctl.cli.imports;
