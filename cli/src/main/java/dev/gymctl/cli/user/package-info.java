/** {@code gymctl user …}: people as those who may log in. */
package dev.gymctl.cli.user;
