/** Who changed what, when: every change is one transaction with one row in the hash-chained audit log. */
package dev.gymctl.core.audit;
