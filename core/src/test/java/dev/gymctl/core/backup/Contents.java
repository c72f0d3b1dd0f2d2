package dev.gymctl.core.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** All that a database holds, in a form to be compared. */
final class Contents {
    private Contents() {}

    /** The rows of every table, computed columns included, as text. */
    static Map<String, List<String>> rows(Jdbi owner) {
        return owner.withHandle(handle -> {
            Map<String, List<String>> rows = new TreeMap<>();
            handle.execute("set timezone = 'UTC'");
            for (String table : handle.createQuery("""
                            select format('%I.%I', schemaname, tablename) from pg_tables
                            where schemaname in ('gymctl', 'batch') and tablename <> 'flyway_schema_history'""").mapTo(String.class).list()) {
                rows.put(
                        table,
                        handle.createQuery("select t::text from " + table + " t order by 1")
                                .mapTo(String.class)
                                .list());
            }
            return rows;
        });
    }

    /** The same without what a restore adds, its audit row, and without what it takes away: what opens the gym. */
    static Map<String, List<String>> restored(Jdbi owner) {
        Map<String, List<String>> rows = rows(owner);
        rows.keySet().removeAll(List.of("gymctl.audit_head", "gymctl.sessions", "gymctl.logins"));
        rows.put(
                "gymctl.audit_log",
                rows.get("gymctl.audit_log").stream()
                        .filter(row -> !row.contains(",\"db restore\","))
                        .toList());
        return rows;
    }

    /** Tables, columns, constraints, triggers and whether they are on, indexes, functions, rights and migrations. */
    static List<String> schema(Jdbi owner) {
        return owner.withHandle(handle -> {
            handle.execute("set search_path = ''");
            return handle.createQuery("""
                        select 'column ' || table_schema || '.' || table_name || '.' || column_name || ' ' || data_type
                               || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity
                        from information_schema.columns where table_schema in ('gymctl', 'batch', 'compat')
                        union all
                        select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                               || ' ' || convalidated
                        from pg_constraint where connamespace in ('gymctl'::regnamespace, 'batch'::regnamespace)
                        union all
                        select 'trigger ' || pg_get_triggerdef(oid) || ' ' || tgenabled::text from pg_trigger where not tgisinternal
                        union all
                        select 'index ' || indexdef from pg_indexes where schemaname in ('gymctl', 'batch')
                        union all
                        select 'function ' || oid::regprocedure || ' ' || md5(pg_get_functiondef(oid)) || ' ' || coalesce(proacl::text, '')
                        from pg_proc where pronamespace in ('gymctl'::regnamespace, 'batch'::regnamespace)
                          and prokind = 'f' and prolang <> (select oid from pg_language where lanname = 'c')
                        union all
                        select 'view ' || schemaname || '.' || viewname || ' ' || definition from pg_views
                        where schemaname in ('gymctl', 'batch', 'compat')
                        union all
                        select 'right ' || table_schema || '.' || table_name || ' ' || privilege_type
                        from information_schema.role_table_grants
                        where grantee = 'gymctl_app' and table_schema in ('gymctl', 'batch', 'compat')
                        union all
                        select 'right ' || table_schema || '.' || table_name || '.' || column_name || ' ' || privilege_type
                        from information_schema.role_column_grants
                        where grantee = 'gymctl_app' and table_schema in ('gymctl', 'batch', 'compat')
                        union all
                        select 'migration ' || version || ' ' || checksum from gymctl.flyway_schema_history where version is not null
                        order by 1
                        """).mapTo(String.class).list();
        });
    }

    /** What each sequence gives next. */
    static Map<String, Long> sequences(Jdbi owner) {
        return owner.withHandle(handle -> {
            Map<String, Long> values = new TreeMap<>();
            for (String name : handle.createQuery(
                            "select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname in ('gymctl', 'batch')")
                    .mapTo(String.class)
                    .list()) {
                values.put(
                        name,
                        handle.createQuery("select last_value + is_called::integer from " + name)
                                .mapTo(Long.class)
                                .one());
            }
            return values;
        });
    }
}
