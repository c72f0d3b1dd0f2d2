/** The membership file: its status, derived from dated events, and what a member has attended and prepaid. */
package dev.gymctl.core.member;
