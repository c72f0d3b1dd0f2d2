package dev.gymctl.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the completion scripts from the command model: nouns, verbs, options with their descriptions, the fixed values
 * of options and arguments, and file names where a FILE is wanted. For values that only the database knows they ask the
 * program, as it was typed, by {@link Completing}; what it says is never evaluated.
 *
 * <p>Each script first walks the words before the cursor to find the command, as {@link Words} does, and then has one
 * case for each.
 */
final class CompletionScripts {
    private static final String NOTE = "# Completes gymctl's command lines. Made from the commands: do not edit.\n";

    /** A verb under the words that it is typed with, {@code member show}. */
    private record Verb(String words, CommandSpec spec) {
        String description() {
            return spec.usageMessage().description()[0];
        }
    }

    private final List<Verb> verbs = new ArrayList<>();
    /** What every verb takes; written once. */
    private final List<OptionSpec> common;

    CompletionScripts(App app) {
        common = CommandSpec.forAnnotatedObject(app.options()).options();
        for (Commands.Noun noun : Commands.NOUNS) {
            for (String verb : noun.verbs()) {
                String words = noun.command(verb);
                Object command = Commands.create(words, app);
                verbs.add(new Verb(words, Cli.commandLine(words, command, app).getCommandSpec()));
            }
        }
    }

    String bash() {
        StringBuilder candidates = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (Commands.Noun noun : nouns()) {
            candidates.append("        %s) candidates='%s' ;;\n".formatted(noun.name(), joined(noun.verbs())));
        }
        for (Verb verb : verbs) {
            List<String> words = new ArrayList<>(names(options(verb)));
            boolean files = false;
            boolean asked = false;
            for (PositionalParamSpec argument : verb.spec().positionalParameters()) {
                words.addAll(candidates(argument));
                files |= isFile(argument);
                asked |= isAsked(argument);
            }
            candidates.append("        '%s') candidates=\"$common %s\"%s%s ;;\n"
                    .formatted(verb.words(), joined(words), files ? " files=yes" : "", asked ? " ask=yes" : ""));
            for (OptionSpec option : options(verb)) {
                if (takesValue(option) && !isOutput(option)) {
                    values.append("        %s) candidates='%s' files=%s ask=%s ;;\n"
                            .formatted(
                                    names(option, "'" + verb.words() + ":%s'", " | "),
                                    joined(candidates(option)),
                                    isFile(option) ? "yes" : "''",
                                    isAsked(option) ? "yes" : "''"));
                }
            }
        }
        return NOTE
                + """
                _gymctl() {
                    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                    local command='' candidates='' files='' ask='' value='' program=$1 word i
                    local -a found=()
                    local common='{common}'
                    # bash splits --output=json at the equals sign, postgres://host at the colon and an e-mail at the @
                    if [[ $current == '=' ]]; then
                        current=''
                    elif [[ $before == '=' ]]; then
                        before=${COMP_WORDS[COMP_CWORD - 2]}
                    fi
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        word=${COMP_WORDS[i]}
                        case $value$word in
                            -o | --output | --url | : | @) value=yes: ;;
                            yes:=) ;;
                            yes:*) value='' ;;
                            -* | help) ;;
                            *) command=${command:+$command }$word ;;
                        esac
                        case $command in
                            {alone} | *' '*) break ;;
                        esac
                    done
                    case $command in
                        '') candidates='{first}' ;;
                {candidates}    esac
                    case $command:$before in
                        *:-o | *:--output) candidates='{formats}' files='' ask='' ;;
                        *:--url) candidates='' files='' ask='' ;;
                        *:: | *:@) candidates='' files='' ask=yes ;;
                        :help) candidates+=' {topics}' ;;
                {values}    esac
                    # shellcheck disable=SC2207 # mapfile is newer than the bash of macOS
                    COMPREPLY=($(compgen -W "$candidates" -- "$current"))
                    if [[ $files && $current != -* ]]; then
                        compopt -o filenames 2> /dev/null
                        local IFS=$'\n'
                        # shellcheck disable=SC2207
                        COMPREPLY+=($(compgen -f -- "$current"))
                    fi
                    if [[ $ask && $2 != -* ]]; then
                        [[ $program == '~/'* ]] && program=$HOME/${program:2}
                        while IFS= read -r word; do
                            found+=("$word")
                        done < <("$program" __complete --bash "${COMP_LINE:0:COMP_POINT}" "$2" 2> /dev/null < /dev/null)
                        if ((${#found[@]})); then
                            compopt -o nosort 2> /dev/null
                            COMPREPLY=("${found[@]}")
                        fi
                    fi
                }
                complete -F _gymctl gymctl
                """.replace("{alone}", String.join(" | ", Commands.alone().verbs()))
                        .replace("{first}", joined(firstWords()))
                        .replace("{formats}", joined(formats()))
                        .replace("{topics}", joined(Words.TOPICS))
                        .replace("{common}", joined(names(common)))
                        .replace("{candidates}", candidates)
                        .replace("{values}", values);
    }

    String zsh() {
        StringBuilder cases = new StringBuilder();
        for (Commands.Noun noun : nouns()) {
            cases.append("        %s)\n            _gymctl_words verb".formatted(noun.name()));
            for (String verb : noun.verbs()) {
                cases.append(" \\\n                ")
                        .append(zshWord(verb, verb(noun.command(verb)).description()));
            }
            cases.append("\n            ;;\n");
        }
        for (Verb verb : verbs) {
            cases.append("        '%s')\n            _arguments -s -S $common".formatted(verb.words()));
            for (OptionSpec option : options(verb)) {
                cases.append(" \\\n                ").append(zshOption(option));
            }
            for (PositionalParamSpec argument : verb.spec().positionalParameters()) {
                String place = argument.isMultiValue()
                        ? "*"
                        : String.valueOf(argument.index().min() + 1);
                cases.append(" \\\n                '%s%s'".formatted(place, zshValue(argument)));
            }
            cases.append("\n            ;;\n");
        }
        StringBuilder first = new StringBuilder();
        for (Commands.Noun noun : nouns()) {
            first.append(" \\\n                ").append(zshWord(noun.name(), noun.description()));
        }
        for (String verb : Commands.alone().verbs()) {
            first.append(" \\\n                ")
                    .append(zshWord(verb, verb(verb).description()));
        }
        StringBuilder shared = new StringBuilder();
        common.forEach(
                option -> shared.append("        ").append(zshOption(option)).append('\n'));
        return "#compdef gymctl\n" + NOTE
                + """
                _gymctl_words() {
                    local -a candidates=("${@[2,-1]}")
                    case $words[CURRENT-1] in
                        -o | --output) compadd {formats} ;;
                        --url) ;;
                        *) _describe $1 candidates ;;
                    esac
                }

                # What the database knows. The program's answer is given to compadd, which quotes it.
                _gymctl_values() {
                    local program=${(Q)typed[1]} line value
                    local -a found shown
                    [[ $program == '~/'* ]] && program=$HOME/${program[3,-1]}
                    while IFS= read -r line; do
                        value=${line%%$'\\t'*}
                        line=${line#*$'\\t'}
                        found+=("$value")
                        shown+=("$value${line:+  -- $line}")
                    done < <("$program" __complete "${(@Q)typed[2,-1]}" "${(Q)IPREFIX}${(Q)PREFIX}" 2> /dev/null < /dev/null)
                    (( $#found )) && compadd -V values -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -ld shown -a found
                }

                _gymctl() {
                    local command value
                    local -i i
                    local -a topics typed=("${(@)words[1,CURRENT-1]}")
                    local -a common=(
                {common}    )
                    for ((i = 2; i < CURRENT; i++)); do
                        case $value$words[i] in
                            -o | --output | --url) value=yes: ;;
                            yes:*) value= ;;
                            help) topics=({topics}) ;;
                            -*) ;;
                            *) command=${command:+$command }$words[i] ;;
                        esac
                        case $command in
                            {alone} | *' '*)
                                words=(gymctl "${(@)words[i+1,-1]}")
                                (( CURRENT -= i - 1 ))
                                break
                                ;;
                        esac
                    done
                    case $command in
                        '')
                            _gymctl_words command{first} \\
                                'help:Show what gymctl can do.' "$topics[@]"
                            ;;
                {cases}    esac
                }

                if [[ $funcstack[1] == _gymctl ]]; then
                    _gymctl "$@"
                else
                    compdef _gymctl gymctl
                fi
                """.replace("{alone}", String.join(" | ", Commands.alone().verbs()))
                        .replace("{formats}", joined(formats()))
                        .replace("{topics}", joined(Words.TOPICS))
                        .replace("{first}", first)
                        .replace("{common}", shared)
                        .replace("{cases}", cases);
    }

    String fish() {
        StringBuilder lines = new StringBuilder();
        for (Commands.Noun noun : nouns()) {
            lines.append(fishWord("", noun.name(), noun.description()));
        }
        for (String verb : Commands.alone().verbs()) {
            lines.append(fishWord("", verb, verb(verb).description()));
        }
        lines.append(fishWord("", "help", "Show what gymctl can do."));
        lines.append("complete -c gymctl -n \"__gymctl_at ''; and contains -- help (commandline -opc)\" -a '%s'\n"
                .formatted(joined(Words.TOPICS)));
        for (Commands.Noun noun : nouns()) {
            for (String verb : noun.verbs()) {
                lines.append(
                        fishWord(noun.name(), verb, verb(noun.command(verb)).description()));
            }
        }
        common.forEach(option -> lines.append(fishOption("", option)));
        for (Verb verb : verbs) {
            String at = " -n \"__gymctl_at '%s'\"".formatted(verb.words());
            for (OptionSpec option : options(verb)) {
                lines.append(fishOption(at, option));
            }
            if (verb.spec().positionalParameters().stream().anyMatch(CompletionScripts::isAsked)) {
                lines.append("complete -c gymctl%s -k -a '(__gymctl_values)'\n".formatted(at));
            }
            for (PositionalParamSpec argument : verb.spec().positionalParameters()) {
                if (isFile(argument)) {
                    lines.append("complete -c gymctl%s -F\n".formatted(at));
                } else if (!candidates(argument).isEmpty()) {
                    lines.append("complete -c gymctl%s -a '%s'\n".formatted(at, joined(candidates(argument))));
                }
            }
        }
        return NOTE + """
                function __gymctl_at --argument-names wanted
                    set -l command
                    set -l value
                    for word in (commandline -opc)[2..-1]
                        switch "$value$word"
                            case -o --output --url
                                set value yes:
                            case 'yes:*'
                                set value
                            case '-*' help
                            case '*'
                                set -a command $word
                        end
                        switch "$command"
                            case {alone} '* *'
                                break
                        end
                    end
                    test "$command" = "$wanted"
                end

                # What the database knows. The program's answer is a list of strings, which fish quotes.
                function __gymctl_values
                    set -l words (commandline -opc)
                    set -l typed (commandline -ct)
                    if string match -q -- '-*' $typed; and not string match -q -- '-*=*' $typed
                        return
                    end
                    set -l current (string unescape -- $typed; or string unescape -- $typed"'"; or string unescape -- $typed'"')
                    set -l program (string replace -r -- '^~/' "$HOME/" $words[1])
                    $program __complete $words[2..-1] "$current" 2> /dev/null < /dev/null
                end

                complete -c gymctl -f
                {lines}""".replace("{alone}", joined(Commands.alone().verbs())).replace("{lines}", lines);
    }

    private static String zshWord(String word, String description) {
        return "'%s:%s'".formatted(word, quoted(description).replace(":", "\\:"));
    }

    private static String zshOption(OptionSpec option) {
        String description = "[" + quoted(description(option)).replaceAll("[\\[\\]]", "\\\\$0") + "]";
        String value = takesValue(option) ? zshValue(option) : "";
        String exclusive = option.isMultiValue() ? "*" : "(" + joined(List.of(option.names())) + ")";
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add(name + (takesValue(option) ? name.startsWith("--") ? "=" : "+" : ""));
        }
        return names.size() == 1
                ? "'%s%s%s%s'".formatted(exclusive, names.get(0), description, value)
                : "'%s'{%s}'%s%s'".formatted(exclusive, String.join(",", names), description, value);
    }

    private static String zshValue(ArgSpec argument) {
        String action = isFile(argument) ? "_files" : "";
        if (!candidates(argument).isEmpty()) {
            action = "(" + joined(candidates(argument)) + ")";
        } else if (isAsked(argument)) {
            action = " _gymctl_values"; // the blank: without options for compadd
        }
        return ":%s:%s".formatted(quoted(argument.paramLabel()).replace(":", "\\:"), action);
    }

    private static String fishWord(String at, String word, String description) {
        return "complete -c gymctl -n \"__gymctl_at '%s'\" -a %s -d '%s'\n"
                .formatted(at, word, fishQuoted(description));
    }

    private static String fishOption(String at, OptionSpec option) {
        StringBuilder line = new StringBuilder("complete -c gymctl" + at);
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (isFile(option)) {
            line.append(" -r -F");
        } else if (takesValue(option)) {
            line.append(" -x");
        }
        if (takesValue(option) && !candidates(option).isEmpty()) {
            line.append(" -a '").append(joined(candidates(option))).append('\'');
        } else if (isAsked(option)) {
            line.append(" -k -a '(__gymctl_values)'");
        }
        return line.append(" -d '%s'\n".formatted(fishQuoted(description(option))))
                .toString();
    }

    private static List<Commands.Noun> nouns() {
        return Commands.NOUNS.subList(1, Commands.NOUNS.size());
    }

    private static List<String> firstWords() {
        return Stream.of(
                        nouns().stream().map(Commands.Noun::name), Commands.alone().verbs().stream(), Stream.of("help"))
                .flatMap(words -> words)
                .toList();
    }

    private static List<String> formats() {
        return Arrays.stream(Format.values()).map(Format::toString).toList();
    }

    private Verb verb(String words) {
        return verbs.stream()
                .filter(verb -> verb.words().equals(words))
                .findFirst()
                .orElseThrow();
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** Whether this is {@code -o}, which may stand before the verb; its values are listed once. */
    private static boolean isOutput(OptionSpec option) {
        return option.longestName().equals("--output");
    }

    /** The verb's own options. */
    private List<OptionSpec> options(Verb verb) {
        return verb.spec().options().stream()
                .filter(option -> !names(common).contains(option.longestName()))
                .toList();
    }

    private static List<String> names(List<OptionSpec> options) {
        return options.stream().flatMap(option -> Arrays.stream(option.names())).toList();
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.paramLabel().contains("FILE");
    }

    /** Whether the database knows its values. */
    private static boolean isAsked(ArgSpec argument) {
        return !ValueKind.of(argument).isEmpty();
    }

    private static List<String> candidates(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(name -> candidates.add(name.toLowerCase(Locale.ROOT)));
        }
        return candidates;
    }

    private static String description(OptionSpec option) {
        return String.join(" ", option.description()).replace("${COMPLETION-CANDIDATES}", joined(candidates(option)));
    }

    private static String names(OptionSpec option, String each, String between) {
        return String.join(
                between, Arrays.stream(option.names()).map(each::formatted).toList());
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    private static String fishQuoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
