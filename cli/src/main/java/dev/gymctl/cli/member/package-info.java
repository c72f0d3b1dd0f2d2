/** {@code gymctl member}: the membership files. */
package dev.gymctl.cli.member;
