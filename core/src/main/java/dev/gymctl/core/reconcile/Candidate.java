package dev.gymctl.core.reconcile;

import dev.gymctl.core.money.Money;

/**
 * What a line may be, as {@link Reconciliation#match} takes it.
 *
 * @param target a charge ({@code C12}) or a member ({@code M7})
 * @param owed of the charge, or by the member
 * @param reason why
 */
public record Candidate(String target, String member, Money owed, String reason) {}
