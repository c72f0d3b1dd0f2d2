package dev.gymctl.core.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What there is to be backed up: every table of the schemas gymctl and batch, whichever migration made it. */
record Catalog(List<Table> tables, List<String> sequences, SortedMap<Integer, String> migrations) {
    /** Flyway's, which the migrations themselves fill. */
    private static final String HISTORY = "gymctl.flyway_schema_history";

    /** What a session sets so that the same rows make the same text on every server. */
    static final List<String> SETTINGS = List.of(
            "set local timezone = 'UTC'",
            "set local datestyle = 'ISO, YMD'",
            "set local intervalstyle = 'postgres'",
            "set local bytea_output = 'hex'",
            "set local extra_float_digits = 1",
            "set local statement_timeout = 0",
            "set local idle_in_transaction_session_timeout = 0",
            "set local search_path = ''");

    /** Name, columns and key of each, as SQL; the columns are those that hold facts, for what is computed is computed anew. */
    private static final String TABLES = """
            select name, columns, coalesce(key, columns) as key, greatest(c.reltuples, 0)::bigint as estimate
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
                select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
                       (select string_agg(quote_ident(a.attname), ',' order by a.attnum)
                        from pg_attribute a
                        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
                       (select string_agg(quote_ident(a.attname)
                                   || case when a.attcollation <> 0 then ' collate pg_catalog."C"' else '' end,
                               ',' order by k.position)
                        from pg_index i
                        cross join unnest(i.indkey) with ordinality k (attnum, position)
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                        where i.indrelid = c.oid and i.indisprimary) as key) t
            where n.nspname in ('gymctl', 'batch') and c.relkind = 'r' and t.name <> '%s'
            order by n.nspname collate "C", c.relname collate "C"
            """.formatted(HISTORY);

    /**
     * For psql: copies each table's rows to stdout, and after them says {@link #END_OF_ROWS}, name, blank and columns. No
     * row looks like that, for COPY doubles every backslash.
     */
    static final String COPY_ALL = """
            select format('copy (select %%s from %%s order by %%s) to stdout', columns, name, key),
                   format('select %%L', '\\.' || name || ' ' || columns)
            from (%s) tables \\gexec
            """.formatted(TABLES);

    static final String END_OF_ROWS = "\\.";

    /**
     * A table, as SQL names it.
     *
     * @param columns separated by commas
     * @param key the primary key's columns, in an order that is the same on every server
     * @param estimate about how many rows it has
     */
    record Table(String name, String columns, String key, long estimate) {
        /** Its rows as a query, in the order of the primary key. */
        String rows() {
            return "select %s from %s order by %s".formatted(columns, name, key);
        }
    }

    /** Reads the catalog, whose names the session must be allowed to see. */
    static Catalog read(Connection connection) throws SQLException {
        return new Catalog(tables(connection), sequences(connection), migrations(connection));
    }

    int schemaVersion() {
        return migrations.isEmpty() ? 0 : migrations.lastKey();
    }

    /** The SQL that keeps everybody else out of all tables until the transaction's end. */
    String lockAll() {
        return "lock table " + tables.stream().map(Table::name).collect(Collectors.joining(", "))
                + " in access exclusive mode";
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new Table(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
            }
        }
        return tables;
    }

    private static List<String> sequences(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select quote_ident(schemaname) || '.' || quote_ident(sequencename)
                        from pg_sequences where schemaname in ('gymctl', 'batch')
                        order by 1""")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static SortedMap<Integer, String> migrations(Connection connection) throws SQLException {
        SortedMap<Integer, String> migrations = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('" + HISTORY + "') is null")) {
                row.next();
                if (row.getBoolean(1)) {
                    return migrations;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select version, checksum from " + HISTORY + " where success and version is not null")) {
                while (row.next()) {
                    migrations.put(row.getInt(1), row.getString(2));
                }
            }
        }
        return migrations;
    }

    /** The value that each sequence gives next; sequences know no snapshots, so it is never before the snapshot's. */
    SortedMap<String, Long> nextValues(Connection connection) throws SQLException {
        SortedMap<String, Long> values = new TreeMap<>();
        if (sequences.isEmpty()) {
            return values;
        }
        String query = sequences.stream()
                .map(name -> "select '%s', last_value + is_called::integer from %s".formatted(name, name))
                .collect(Collectors.joining(" union all "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.put(row.getString(1), row.getLong(2));
            }
        }
        return values;
    }
}
