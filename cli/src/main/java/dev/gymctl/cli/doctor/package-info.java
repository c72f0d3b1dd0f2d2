/** {@code gymctl doctor}. */
package dev.gymctl.cli.doctor;
