/** {@code gymctl completion}: the scripts that let a shell complete gymctl's command lines. */
package dev.gymctl.cli.completion;
