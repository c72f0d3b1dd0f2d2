/** What coaches earn: rates, the pay formula's rows, and the monthly rollover into payslips and the ledger. */
package dev.gymctl.core.payroll;
