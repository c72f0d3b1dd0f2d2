package dev.gymctl.cli;

import dev.gymctl.core.db.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may come next on a command line: nouns and verbs, then the verb's options, the values that they list, and those that
 * the database knows. The one source for every shell's Tab, the program's own and others'.
 */
final class Candidates {
    /** Of the options that may stand before the verb those with a value. */
    private static final String URL = "--url";

    private static final Set<String> OUTPUT = Set.of("-o", "--output");

    /**
     * What was found.
     *
     * @param stem what of the last word stands before the values: {@code --coach=}, mostly nothing
     * @param all values that begin as the rest of the last word does, each once; an option begins with a dash, nothing else does
     */
    record Found(String stem, List<Suggestion> all) {}

    private final App app;

    Candidates(App app) {
        this.app = app;
    }

    /**
     * All that may stand where the last word is.
     *
     * @param words at least one; the last may be empty
     */
    Found of(List<String> words) {
        List<String> before = words.subList(0, words.size() - 1);
        String last = words.get(words.size() - 1);
        String noun = "";
        String verb = "";
        String url = null;
        boolean help = false;
        int at = 0;
        while (at < before.size() && verb.isEmpty()) {
            String word = before.get(at++);
            if (word.equals(URL) || OUTPUT.contains(word)) {
                if (at == before.size()) {
                    return found("", OUTPUT.contains(word) ? formats() : List.of(), last);
                }
                url = word.equals(URL) ? before.get(at) : url;
                at++;
            } else if (word.startsWith("-")) {
                url = word.startsWith(URL + "=") ? word.substring(URL.length() + 1) : url;
            } else if (word.equals("help")) {
                help = true;
            } else if (noun.isEmpty() && !word.isEmpty() && Commands.find(word).isPresent()) {
                noun = word;
            } else if (verbs(noun).contains(word)) {
                verb = word;
            } else {
                return found("", List.of(), last);
            }
        }
        if (verb.isEmpty()) {
            return found("", next(noun, help), last);
        }
        return help
                ? found("", List.of(), last)
                : after(noun.isEmpty() ? verb : noun + " " + verb, url, before.subList(at, before.size()), last);
    }

    private static List<String> verbs(String noun) {
        return Commands.find(noun).map(Commands.Noun::verbs).orElse(List.of());
    }

    private static List<Suggestion> next(String noun, boolean help) {
        if (!noun.isEmpty()) {
            return plain(verbs(noun).stream());
        }
        Stream<Suggestion> nouns = Commands.NOUNS.stream()
                .filter(one -> !one.name().isEmpty())
                .map(one -> new Suggestion(one.name(), one.description()));
        return Stream.of(
                        nouns,
                        plain(verbs("").stream()).stream(),
                        plain(help ? Words.TOPICS.stream() : Stream.of("help")).stream())
                .flatMap(stream -> stream)
                .toList();
    }

    private static List<Suggestion> formats() {
        return plain(Stream.of(Format.values()).map(Format::name).map(name -> name.toLowerCase(Locale.ROOT)));
    }

    private Found after(String command, String url, List<String> words, String last) {
        CommandSpec spec =
                Cli.commandLine(command, Commands.create(command, app), app).getCommandSpec();
        take(spec.optionsMap().get(URL), url);
        OptionSpec awaiting = null;
        boolean onlyArguments = false;
        int position = 0;
        for (String word : words) {
            if (awaiting != null) {
                take(awaiting, word);
                awaiting = null;
            } else if (word.equals("--") && !onlyArguments) {
                onlyArguments = true;
            } else if (isOption(word) && !onlyArguments) {
                Optional<OptionSpec> option = valued(spec, name(word));
                if (option.isPresent() && word.indexOf('=') > 0) {
                    take(option.get(), word.substring(word.indexOf('=') + 1));
                } else {
                    awaiting = option.orElse(null);
                }
            } else {
                position++;
            }
        }
        if (awaiting != null) {
            return found("", values(command, awaiting, last), last);
        }
        if (!onlyArguments && isOption(last) && last.indexOf('=') > 0) {
            String stem = last.substring(0, last.indexOf('=') + 1);
            String rest = last.substring(stem.length());
            return found(
                    stem,
                    valued(spec, name(last))
                            .map(option -> values(command, option, rest))
                            .orElse(List.of()),
                    rest);
        }
        List<Suggestion> all = new ArrayList<>();
        if (onlyArguments || !isOption(last)) {
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                int index = parameter.index().min();
                if (parameter.isMultiValue() ? position >= index : position == index) {
                    all.addAll(values(command, parameter, last));
                }
            }
        }
        all.removeIf(suggestion -> isOption(suggestion.value())); // it would be taken for one
        if (!onlyArguments) {
            spec.options().forEach(option -> {
                for (String name : option.names()) {
                    all.add(new Suggestion(name, description(option)));
                }
            });
        }
        return found("", all, last);
    }

    private static boolean isOption(String word) {
        return word.startsWith("-");
    }

    private static String name(String word) {
        return word.indexOf('=') > 0 ? word.substring(0, word.indexOf('=')) : word;
    }

    private static Optional<OptionSpec> valued(CommandSpec spec, String name) {
        return Optional.ofNullable(spec.optionsMap().get(name))
                .filter(option -> option.arity().max() > 0);
    }

    /** Of what is typed already only the database matters. */
    private static void take(OptionSpec option, String value) {
        if (value != null && option.longestName().equals(URL)) {
            option.setValue(value);
        }
    }

    private List<Suggestion> values(String command, ArgSpec argument, String prefix) {
        Iterable<String> listed = argument.completionCandidates();
        if (listed != null) {
            return plain(
                    StreamSupport.stream(listed.spliterator(), false).map(value -> value.toLowerCase(Locale.ROOT)));
        }
        List<Suggestion> values = new ArrayList<>(new Suggestions(app).of(command, ValueKind.of(argument), prefix));
        if (argument.type() == DayArgument.class) {
            values.add(new Suggestion("next", "the next month's first or last day"));
        }
        return values;
    }

    private static String description(OptionSpec option) {
        String[] lines = option.description();
        return lines.length == 0 || lines[0].contains("${") ? "" : lines[0];
    }

    private static List<Suggestion> plain(Stream<String> values) {
        return values.map(value -> new Suggestion(value, "")).toList();
    }

    /** Those that begin so, ignoring case, without what would act on a terminal. */
    private static Found found(String stem, List<Suggestion> candidates, String prefix) {
        Map<String, Suggestion> all = new LinkedHashMap<>();
        for (Suggestion candidate : candidates) {
            String value = candidate.value();
            if (value.regionMatches(true, 0, prefix, 0, prefix.length())
                    && SafeText.of(value).equals(value)) {
                all.putIfAbsent(value, new Suggestion(value, SafeText.of(candidate.description())));
            }
        }
        return new Found(stem, List.copyOf(all.values()));
    }
}
