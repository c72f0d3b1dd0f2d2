/** Exact money: minor units of the gym's one currency, rounded half to even. */
package dev.gymctl.core.money;
