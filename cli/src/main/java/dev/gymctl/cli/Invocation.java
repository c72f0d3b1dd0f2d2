package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One command as it was typed: what permissions are decided by.
 *
 * @param command {@code member show}
 * @param line its model, after parsing
 */
record Invocation(String command, CommandLine line) {
    /** The longest names of the options that were given: {@code --allow-overlap}. */
    List<String> options() {
        return line.getParseResult().matchedOptionsSet().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /** Every person that an argument or an option names, by id or e-mail. */
    List<String> people() {
        List<String> people = new ArrayList<>();
        for (ArgSpec argument : line.getCommandSpec().args()) {
            Object value = argument.getValue();
            for (Object one : value instanceof Collection<?> several ? several : List.of()) {
                addPerson(people, one);
            }
            addPerson(people, value);
        }
        return people;
    }

    private static void addPerson(List<String> people, Object value) {
        if (value instanceof PersonArgument person) {
            people.add(person.idOrEmail());
        } else if (value instanceof PersonOrAccountArgument either) {
            addPerson(people, either.person());
        }
    }
}
