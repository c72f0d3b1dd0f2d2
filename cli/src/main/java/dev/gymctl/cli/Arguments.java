package dev.gymctl.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** How arguments become values: what is malformed is refused, exit 2, before anything connects to a database. */
final class Arguments {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    private Arguments() {}

    /** Gives the command the converters for the types it uses, and only those. */
    static void registerConverters(CommandLine line) {
        for (ArgSpec argument : line.getCommandSpec().args()) {
            Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
            if (type == MonthArgument.class) {
                line.registerConverter(MonthArgument.class, MonthArgument::parse);
            } else if (type == PersonArgument.class) {
                line.registerConverter(PersonArgument.class, PersonArgument::parse);
            } else if (type == ChargeArgument.class) {
                line.registerConverter(ChargeArgument.class, ChargeArgument::parse);
            } else if (type == AccountArgument.class) {
                line.registerConverter(AccountArgument.class, AccountArgument::parse);
            } else if (type == PersonOrAccountArgument.class) {
                line.registerConverter(PersonOrAccountArgument.class, PersonOrAccountArgument::parse);
            } else if (type == DateTimeArgument.class) {
                line.registerConverter(DateTimeArgument.class, DateTimeArgument::parse);
            } else if (type == DayArgument.class) {
                line.registerConverter(DayArgument.class, DayArgument::parse);
            } else if (type == LocalDate.class) {
                line.registerConverter(LocalDate.class, Arguments::date);
            } else if (type == BigDecimal.class) {
                line.registerConverter(BigDecimal.class, Arguments::decimal);
            } else if (type == Path.class) {
                line.registerConverter(Path.class, Arguments::path);
            } else if (type.isEnum()) {
                registerEnum(line, type);
            }
        }
    }

    private static <E> void registerEnum(CommandLine line, Class<E> type) {
        line.registerConverter(type, text -> constant(type, text));
    }

    /** The constant whose name this is, in lower case: {@code no_show}, or {@code no-show}. */
    static <E> E constant(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text.replace('-', '_'))) {
                return constant;
            }
        }
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new TypeConversionException("one of " + names + ", not '" + text + "'");
    }

    /** An ISO date. */
    static LocalDate date(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw new TypeConversionException("no such day: '" + text + "'");
        }
        throw new TypeConversionException("a date is written 2026-10-31, not '" + text + "'");
    }

    /** A file's name. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("no file can have the name '" + text + "'");
        }
    }

    /** A plain decimal number: no sign, no grouping, no exponent, a point and not a comma. */
    static BigDecimal decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new TypeConversionException("an amount is written 1234.50, not '" + text + "'");
        }
        return new BigDecimal(text);
    }
}
