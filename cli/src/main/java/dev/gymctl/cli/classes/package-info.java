/** {@code gymctl class}: the classes and who is in them. */
package dev.gymctl.cli.classes;
