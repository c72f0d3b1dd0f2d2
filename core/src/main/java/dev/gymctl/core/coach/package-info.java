/** Coaches: their file, their classes' balance and their last payslip. */
package dev.gymctl.core.coach;
