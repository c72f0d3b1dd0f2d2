package dev.gymctl.core.importing;

import dev.gymctl.core.csv.Column;
import dev.gymctl.core.csv.CsvRow;
import java.util.function.Function;

/**
 * A column of a file and of the temporary table it is loaded into.
 *
 * @param type the SQL type
 * @param value reads and checks a row's value; it may be null
 */
public record Field(Column column, String type, Function<CsvRow, Object> value) {}
