package dev.gymctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@link CommandModels} says what the verbs' annotations say; {@code -Dgymctl.models.write} writes it anew. */
final class CommandModelsTest {
    private static final Path SOURCE = Path.of("src/main/java/dev/gymctl/cli/CommandModels.java");

    @Test
    void areWrittenAsTheAnnotationsAre() throws IOException {
        String source = source();
        if (System.getProperty("gymctl.models.write") != null) {
            Files.writeString(SOURCE, source);
        }
        assertThat(Files.readString(SOURCE))
                .as("see CONTRIBUTING.md for how to write it anew")
                .isEqualTo(source);
    }

    @ParameterizedTest
    @MethodSource("dev.gymctl.cli.CommandsTest#commands")
    void sayWhatTheAnnotationsSay(String command) {
        try (App app = TestApps.plain()) {
            CommandSpec annotated = annotated(Commands.create(command, app), app);
            CommandSpec written = CommandModels.of(command, Commands.create(command, app), app.options());

            assertThat(written.usageMessage().description())
                    .isEqualTo(annotated.usageMessage().description());
            assertThat(CommandModels.summary(command))
                    .isEqualTo(annotated.usageMessage().description()[0]);
            assertThat(written.usageMessage().footer())
                    .isEqualTo(annotated.usageMessage().footer());
            assertThat(facts(written.options())).isEqualTo(facts(annotated.options()));
            assertThat(facts(written.positionalParameters())).isEqualTo(facts(annotated.positionalParameters()));
        }
    }

    private static CommandSpec annotated(Object verb, App app) {
        CommandLine line = new CommandLine(verb);
        line.addMixin("global", app.options());
        return line.getCommandSpec();
    }

    /** All that an argument says of itself, but for the objects it is bound to. */
    private static List<Map<String, String>> facts(List<? extends ArgSpec> arguments) {
        return arguments.stream()
                .map(argument -> {
                    Map<String, String> facts = new TreeMap<>();
                    for (Method method : argument.getClass().getMethods()) {
                        if (method.getParameterCount() == 0
                                && !Modifier.isStatic(method.getModifiers())
                                && isFact(method.getName())) {
                            facts.put(method.getName(), text(invoke(method, argument)));
                        }
                    }
                    return facts;
                })
                .toList();
    }

    private static boolean isFact(String method) {
        return !List.of(
                        "toString",
                        "hashCode",
                        "getClass",
                        "notify",
                        "notifyAll",
                        "wait",
                        "toBuilder",
                        "userObject",
                        "getter",
                        "setter",
                        "scope",
                        "command",
                        "group",
                        "root",
                        "initialValue",
                        "initialValueState",
                        "hasInitialValue",
                        "defaultValueString",
                        "isValueGettable",
                        "getValue",
                        "originalStringValues",
                        "stringValues",
                        "typedValues",
                        "resetStringValues",
                        "resetOriginalStringValues",
                        "rawStringValues",
                        "messages",
                        "typeInfo")
                .contains(method);
    }

    private static Object invoke(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (ReflectiveOperationException e) {
            return "fails";
        }
    }

    private static String text(Object value) {
        if (value instanceof Iterable<?> many) {
            List<String> texts = new ArrayList<>();
            many.forEach(one -> texts.add(text(one)));
            return texts.toString();
        }
        if (value != null && value.getClass().isArray()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                texts.add(text(Array.get(value, i)));
            }
            return texts.toString();
        }
        return value == null ? "" : value.toString();
    }

    private static String source() {
        StringBuilder cases = new StringBuilder();
        StringBuilder summaries = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        Map<String, String> mixins = new LinkedHashMap<>();
        for (String command : CommandsTest.commands()) {
            try (App app = TestApps.plain()) {
                Object verb = Commands.create(command, app);
                String name = methodName(command);
                CommandSpec spec = annotated(verb, app);
                cases.append("            case \"%s\" -> %s(model);\n".formatted(command, name));
                summaries.append("            case \"%s\" -> %s;\n"
                        .formatted(command, literal(spec.usageMessage().description()[0])));
                methods.append(method(name, spec, verb, app.options(), mixins));
            }
        }
        mixins.forEach((body, name) -> methods.append(
                "\n    private static void %s(CommandModel model, String at) {\n%s    }\n".formatted(name, body)));
        return """
                package dev.gymctl.cli;

                import picocli.CommandLine.Model.CommandSpec;

                /**
                 * What the verbs' annotations say, as {@link CommandModel} takes it. Written by CommandModelsTest, and held current by it;
                 * not to be changed by hand.
                 */
                final class CommandModels {
                    private CommandModels() {}

                    /** The model of a verb, bound to the fields of these two. */
                    static CommandSpec of(String command, Object verb, GlobalOptions global) {
                        CommandModel model = new CommandModel(verb, global);
                        switch (command) {
                %s            default -> throw new IllegalArgumentException("no model of: " + command);
                        }
                        global(model);
                        return model.spec();
                    }

                    /** What the verb does, in a line. */
                    static String summary(String command) {
                        return switch (command) {
                %s            default -> throw new IllegalArgumentException("no summary of: " + command);
                        };
                    }
                %s}
                """.formatted(cases, summaries, methods + global());
    }

    private static String global() {
        try (App app = TestApps.plain()) {
            CommandSpec global = CommandLine.Model.CommandSpec.forAnnotatedObject(app.options());
            StringBuilder body = new StringBuilder();
            global.options()
                    .forEach(option -> body.append(option(option, 1, literal(path(option, app.options(), "")))));
            return "\n    private static void global(CommandModel model) {\n" + body + "    }\n";
        }
    }

    /**
     * A verb's method.
     *
     * @param mixins the methods of what several verbs share, by their bodies; those that are new are added
     */
    private static String method(
            String name, CommandSpec spec, Object verb, GlobalOptions global, Map<String, String> mixins) {
        StringBuilder body = new StringBuilder("        model.description(")
                .append(literals(spec.usageMessage().description()))
                .append(");\n");
        if (spec.usageMessage().footer().length > 0) {
            body.append("        model.footer(")
                    .append(literals(spec.usageMessage().footer()))
                    .append(");\n");
        }
        for (PositionalParamSpec positional : spec.positionalParameters()) {
            body.append("        model.add(0, %s, CommandModel.positional(%s)%s);\n"
                    .formatted(
                            literal(path(positional, verb, "")),
                            literal(positional.index().originalValue()),
                            argument(positional)));
        }
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> scope(option) != global)
                .toList();
        for (int from = 0, to; from < options.size(); from = to) {
            Object owner = scope(options.get(from));
            StringBuilder run = new StringBuilder();
            String at = path(options.get(from), verb, "");
            at = at.substring(0, at.lastIndexOf('.') + 1);
            for (to = from; to < options.size() && scope(options.get(to)) == owner; to++) {
                String field = literal(((Field) options.get(to).userObject()).getName());
                run.append(option(options.get(to), 0, owner == verb ? field : "at + " + field));
            }
            if (owner == verb) {
                body.append(run);
            } else {
                String shared = mixins.computeIfAbsent(
                        run.toString(), added -> mixinName(owner.getClass().getSimpleName(), mixins.values()));
                body.append("        %s(model, %s);\n".formatted(shared, literal(at)));
            }
        }
        return "\n    private static void " + name + "(CommandModel model) {\n" + body + "    }\n";
    }

    private static String option(OptionSpec option, int root, String path) {
        return "        model.add(%d, %s, CommandModel.option(%s)%s%s);\n"
                .formatted(
                        root,
                        path,
                        literals(option.names()),
                        argument(option),
                        option.usageHelp() ? ".usageHelp(true)" : "");
    }

    private static String argument(ArgSpec argument) {
        StringBuilder text = new StringBuilder();
        text.append(".type(").append(argument.type().getCanonicalName()).append(".class)");
        if (argument.isMultiValue()) {
            text.append(Arrays.stream(argument.auxiliaryTypes())
                    .map(type -> type.getCanonicalName() + ".class")
                    .collect(Collectors.joining(", ", ".auxiliaryTypes(", ")")));
        }
        text.append(".arity(").append(literal(argument.arity().toString())).append(")");
        text.append(".paramLabel(").append(literal(argument.paramLabel())).append(")");
        if (argument.required()) {
            text.append(".required(true)");
        }
        if (argument.completionCandidates() != null) {
            List<String> candidates = new ArrayList<>();
            argument.completionCandidates().forEach(candidates::add);
            // Without being told, picocli offers an enum's constants.
            if (!candidates.toString().equals(Arrays.toString(argument.type().getEnumConstants()))) {
                text.append(".completionCandidates(CommandModel.candidates(")
                        .append(literals(candidates.toArray(String[]::new)))
                        .append("))");
            }
        }
        return text + "\n                .description(" + literals(argument.description()) + ")";
    }

    /** The way from an object to the field that an argument is bound to, through mixins. */
    private static String path(ArgSpec argument, Object from, String before) {
        Field bound = (Field) argument.userObject();
        if (scope(argument) == from) {
            return before + bound.getName();
        }
        for (Field field : from.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Mixin.class)) {
                Optional<Object> mixin = value(field, from);
                if (mixin.isPresent()) {
                    String path = path(argument, mixin.get(), before + field.getName() + ".");
                    if (path != null) {
                        return path;
                    }
                }
            }
        }
        return null;
    }

    private static Optional<Object> value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(owner));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such field", e);
        }
    }

    private static Object scope(ArgSpec argument) {
        try {
            return argument.scope().get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String methodName(String command) {
        StringBuilder name = new StringBuilder();
        for (String word : command.split("[ -]", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return "verb" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The class's name, or another where a verb has only some of its options in a row. */
    private static String mixinName(String type, Collection<String> taken) {
        String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        int number = 1;
        String free = name;
        while (taken.contains(free)) {
            free = name + ++number;
        }
        return free;
    }

    private static String literals(String[] texts) {
        return Arrays.stream(texts).map(CommandModelsTest::literal).collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
