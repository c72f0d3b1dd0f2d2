/** {@code gymctl payroll}: payslips and the monthly rollover. */
package dev.gymctl.cli.payroll;
