package dev.gymctl.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A verb's model as its annotations say, built without reading them: the JVM spins a class for every type of annotation
 * that is asked for, which is a fifth of a command's time. {@link CommandModels} holds what the annotations say.
 */
final class CommandModel {
    /** Makes what picocli collects values in, and nothing else; its own factory would look for Groovy first. */
    static final IFactory FACTORY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) {
            if (type == List.class) {
                return type.cast(new ArrayList<>());
            }
            if (type == Map.class) {
                return type.cast(new LinkedHashMap<>());
            }
            throw new IllegalArgumentException("nothing to make: " + type);
        }
    };

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(null, FACTORY);
    private final Object[] roots;

    /**
     * An empty model.
     *
     * @param verb whose fields take the values, root 0 of their paths
     * @param global the options that every command has, root 1
     */
    CommandModel(Object verb, GlobalOptions global) {
        this.roots = new Object[] {verb, global};
    }

    CommandSpec spec() {
        return spec;
    }

    void description(String... lines) {
        spec.usageMessage().description(lines);
    }

    void footer(String... lines) {
        spec.usageMessage().footer(lines);
    }

    /** Begins an option; {@link #add} ends it. */
    static OptionSpec.Builder option(String... names) {
        return OptionSpec.builder(names);
    }

    /** Begins an argument; {@link #add} ends it. */
    static PositionalParamSpec.Builder positional(String index) {
        return PositionalParamSpec.builder().index(index);
    }

    void add(int root, String path, OptionSpec.Builder option) {
        Binding binding = binding(root, path);
        spec.addOption(
                option.hasInitialValue(false).getter(binding).setter(binding).build());
    }

    void add(int root, String path, PositionalParamSpec.Builder positional) {
        Binding binding = binding(root, path);
        spec.addPositional(positional
                .hasInitialValue(false)
                .getter(binding)
                .setter(binding)
                .build());
    }

    private Binding binding(int root, String path) {
        try {
            Object owner = roots[root];
            int dot;
            String rest = path;
            while ((dot = rest.indexOf('.')) >= 0) {
                owner = field(owner, rest.substring(0, dot)).get(owner);
                rest = rest.substring(dot + 1);
            }
            return new Binding(owner, field(owner, rest));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the models are older than the verbs: see CONTRIBUTING.md", e);
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** A field that takes an argument's value. */
    private record Binding(Object owner, Field field) implements IGetter, ISetter {
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli's
        public <T> T get() throws IllegalAccessException {
            return (T) field.get(owner);
        }

        @Override
        public <T> T set(T value) throws IllegalAccessException {
            T before = get();
            field.set(owner, value);
            return before;
        }
    }

    /** The candidates of an argument, for help and completion. */
    static Iterable<String> candidates(String... candidates) {
        return List.of(candidates);
    }
}
