package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may come next on a command line: nouns and verbs, then the verb's options and the values that they list. */
final class Candidates {
    private final App app;

    Candidates(App app) {
        this.app = app;
    }

    /**
     * All that may stand where the last word is; whoever asks leaves out what does not begin with it.
     *
     * @param words at least one; the last may be empty
     */
    List<String> of(List<String> words) {
        String first = words.get(0);
        if (words.size() == 1) {
            return Stream.concat(
                            Commands.NOUNS.stream().map(Commands.Noun::name).filter(name -> !name.isEmpty()),
                            Commands.alone().verbs().stream())
                    .toList();
        }
        boolean alone = Commands.alone().verbs().contains(first);
        Optional<Commands.Noun> noun = alone || first.isEmpty() ? Optional.empty() : Commands.find(first);
        if (words.size() == 2 && noun.isPresent()) {
            return noun.get().verbs();
        }
        boolean known =
                alone || noun.map(Commands.Noun::verbs).orElse(List.of()).contains(words.get(1));
        return known ? after(alone ? first : first + " " + words.get(1), words) : List.of();
    }

    private List<String> after(String command, List<String> words) {
        CommandSpec spec =
                Cli.commandLine(command, Commands.create(command, app), app).getCommandSpec();
        OptionSpec before = spec.optionsMap().get(words.get(words.size() - 2));
        if (before != null && before.arity().max() > 0) {
            return values(before.completionCandidates());
        }
        List<String> all = new ArrayList<>();
        spec.options().forEach(option -> all.addAll(List.of(option.names())));
        spec.positionalParameters().forEach(parameter -> all.addAll(values(parameter.completionCandidates())));
        return all;
    }

    private static List<String> values(Iterable<String> candidates) {
        return candidates == null
                ? List.of()
                : StreamSupport.stream(candidates.spliterator(), false)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList();
    }
}
