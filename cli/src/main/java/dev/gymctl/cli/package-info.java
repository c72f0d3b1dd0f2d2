/** The command line: {@code Main}, what it is composed of, and one package per noun. */
package dev.gymctl.cli;
