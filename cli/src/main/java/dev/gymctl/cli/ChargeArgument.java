package dev.gymctl.cli;

import dev.gymctl.core.GymException;
import dev.gymctl.core.money.CreditorReference;
import picocli.CommandLine.TypeConversionException;

/** A charge as typed: by its number or its payment reference. */
public record ChargeArgument(long id) {

    static ChargeArgument parse(String text) {
        try {
            return new ChargeArgument(CreditorReference.charge(text));
        } catch (GymException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return Long.toString(id);
    }
}
