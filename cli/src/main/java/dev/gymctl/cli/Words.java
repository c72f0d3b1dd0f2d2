package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments, split into the command's words and the rest: {@code gymctl -o json member show 7} is the command
 * {@code member show} with the arguments {@code -o json 7}.
 *
 * @param noun the noun, or empty for a verb that stands alone or when nothing was named
 * @param verb the verb, or empty when only a noun was named
 * @param arguments what is left, options that stood before the verb first
 * @param topic what help is asked about, {@code files}; empty unless it is a topic
 */
record Words(String noun, String verb, List<String> arguments, String topic) {
    /** What {@code gymctl help TOPIC} tells about. */
    static final List<String> TOPICS = List.of("exit-codes", "environment", "files", "time", "money");

    /** Options that may stand before the verb and take the next argument as their value. */
    private static final Set<String> WITH_VALUE = Set.of("--url", "-o", "--output");

    /**
     * Finds the command.
     *
     * @throws UsageException when a word is neither a noun nor a verb
     */
    static Words of(List<String> args) {
        String noun = "";
        boolean help = false;
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (word.startsWith("-")) {
                arguments.add(word);
                if (WITH_VALUE.contains(word) && i + 1 < args.size()) {
                    arguments.add(args.get(++i));
                }
            } else if (word.equals("help")) {
                help = true;
            } else if (noun.isEmpty() && !word.isEmpty() && Commands.find(word).isPresent()) {
                noun = word;
            } else if (help && noun.isEmpty() && TOPICS.contains(word)) {
                return new Words("", "", arguments, word);
            } else {
                requireVerb(noun, word, help);
                arguments.addAll(args.subList(i + 1, args.size()));
                return new Words(noun, word, help ? List.of("--help") : arguments, "");
            }
        }
        return new Words(noun, "", arguments, "");
    }

    boolean isVerb() {
        return !verb.isEmpty();
    }

    /** Whether help is asked for, as far as that can be told before the options are read. */
    boolean askForHelp() {
        return arguments.contains("-h") || arguments.contains("--help");
    }

    /** Whether the command works with the database that it does not name itself, and with no other. */
    boolean workWithTheDefault() {
        return !noun.equals("db") && arguments.stream().noneMatch(word -> word.startsWith("--url"));
    }

    /** The command as the registry knows it. */
    String command() {
        return noun.isEmpty() ? verb : noun + " " + verb;
    }

    private static void requireVerb(String noun, String word, boolean help) {
        List<String> verbs = Commands.find(noun).orElseThrow().verbs();
        if (verbs.contains(word)) {
            return;
        }
        List<String> candidates = new ArrayList<>(verbs);
        if (noun.isEmpty()) {
            Commands.NOUNS.stream().skip(1).map(Commands.Noun::name).forEach(candidates::add);
            candidates.addAll(help ? TOPICS : List.of("help"));
        }
        String before = (help ? "gymctl help " : "gymctl ") + (noun.isEmpty() ? "" : noun + " ");
        throw new UsageException(
                noun.isEmpty() ? "no such command: " + word : "no such verb of " + noun + ": " + word,
                Spelling.nearest(word, candidates)
                        .map(near -> "did you mean " + before + near + "?")
                        .orElse("see " + before.replace(" help ", " ") + "--help"));
    }
}
