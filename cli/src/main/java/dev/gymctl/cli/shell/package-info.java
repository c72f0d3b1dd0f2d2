/** {@code gymctl shell}: commands one after the other, typed or from a script, on one connection. */
package dev.gymctl.cli.shell;
