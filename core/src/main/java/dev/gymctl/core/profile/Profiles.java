package dev.gymctl.core.profile;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.audit.Change;
import dev.gymctl.core.audit.Changes;
import dev.gymctl.core.csv.CsvProfile;
import dev.gymctl.core.csv.CsvSource;
import dev.gymctl.core.member.Members;
import dev.gymctl.core.statement.BankProfile;
import dev.gymctl.core.statement.DecimalMark;
import java.nio.charset.Charset;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The profiles. */
public final class Profiles {
    private static final String STATUS = "status";
    private static final String DIRECTION = "direction";

    private final Jdbi jdbi;
    private final Changes changes;

    public Profiles(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /** Those that are part of the program, by name. */
    public static List<CsvProfile> builtIn() {
        return BuiltIn.ALL;
    }

    /** All profiles, by name. */
    public List<Profile> list() {
        List<Profile> saved = jdbi.withHandle(handle -> select(handle, null));
        return Stream.concat(ours(), saved.stream())
                .sorted(Comparator.comparing(Profile::name))
                .toList();
    }

    /**
     * One profile.
     *
     * @throws GymException NOT_FOUND
     */
    public Profile get(String name) {
        return builtIn(name)
                .or(() -> jdbi.withHandle(handle -> saved(handle, name)))
                .orElseThrow(() -> notFound(name));
    }

    /**
     * How members are read.
     *
     * @throws GymException NOT_FOUND, or INVALID for a bank's profile
     */
    public CsvProfile ofMembers(String name) {
        return of(ProfileKind.MEMBER, name, "members").csv();
    }

    /**
     * How a bank's statements are read.
     *
     * @throws GymException NOT_FOUND, or INVALID for a profile of members
     */
    public BankProfile ofBank(String name) {
        return of(ProfileKind.BANK, name, "banks' statements").bank();
    }

    private Profile of(ProfileKind kind, String name, String wanted) {
        Profile profile = get(name);
        if (profile.kind() != kind) {
            throw new GymException(
                    Kind.INVALID,
                    "the profile '%s' does not read %s".formatted(name, wanted),
                    "gymctl profile list shows them all");
        }
        return profile;
    }

    /** How the statements of all banks that somebody saved a profile of are read, by name. */
    public List<BankProfile> ofBanks() {
        return list().stream()
                .filter(profile -> profile.kind() == ProfileKind.BANK)
                .map(Profile::bank)
                .toList();
    }

    /**
     * Saves a profile for member imports. Saving what is there changes nothing.
     *
     * @param profile without headers to recognize it by: it is used by name
     * @throws GymException INVALID for what no import could use, CONFLICT when there is another of that name
     */
    public Profile add(CsvProfile profile) {
        check(profile);
        checkMembers(profile);
        return add(Profile.ofMembers(profile, false));
    }

    /**
     * Saves a profile for banks' statements. Saving what is there changes nothing.
     *
     * @throws GymException INVALID for what no statement could be read by, CONFLICT when there is another of that name
     */
    public Profile add(BankProfile profile) {
        check(profile.csv());
        profile.check();
        return add(Profile.ofBank(profile));
    }

    private Profile add(Profile profile) {
        return changes.make("profile add", change -> {
            Handle handle = change.handle();
            Optional<Profile> there = builtIn(profile.name()).or(() -> saved(handle, profile.name()));
            if (there.isPresent()) {
                if (!there.get().equals(profile)) {
                    throw new GymException(
                            Kind.CONFLICT,
                            "there is another profile '%s' already".formatted(profile.name()),
                            there.get().builtIn()
                                    ? "it is built in; choose another name"
                                    : "gymctl profile remove %s removes it".formatted(profile.name()));
                }
                return there.get();
            }
            insert(change, profile);
            return profile;
        });
    }

    /**
     * Removes a saved profile.
     *
     * @throws GymException NOT_FOUND, or CONFLICT for one that is built in
     */
    public void remove(String name) {
        if (builtIn(name).isPresent()) {
            throw new GymException(Kind.CONFLICT, "the profile '%s' is built in".formatted(name));
        }
        changes.make("profile remove", change -> {
            if (change.handle().execute("delete from csv_profiles where name = ?", name) == 0) {
                throw notFound(name);
            }
            change.note("profile", name);
            return null;
        });
    }

    private static void check(CsvProfile profile) {
        if (!profile.name().matches("[a-z0-9][a-z0-9_-]{0,39}")) {
            throw new GymException(
                    Kind.INVALID,
                    "'%s' is not a name for a profile".formatted(profile.name()),
                    "use up to 40 small letters, digits, - and _");
        }
        if (profile.columns().isEmpty()) {
            throw new GymException(Kind.INVALID, "the profile names no column", "say --map ours=theirs for each");
        }
        Map<String, String> headers = new TreeMap<>();
        new TreeMap<>(profile.columns()).forEach((ours, theirs) -> {
            if (theirs.isBlank()) {
                throw new GymException(Kind.INVALID, "the header for %s is empty".formatted(ours));
            }
            String other = headers.put(theirs.replaceAll("\\s", "").toLowerCase(Locale.ROOT), ours);
            if (other != null) {
                throw new GymException(
                        Kind.INVALID, "the header '%s' is claimed by both %s and %s".formatted(theirs, other, ours));
            }
        });
    }

    private static void checkMembers(CsvProfile profile) {
        new TreeMap<>(profile.columns()).keySet().forEach(Profiles::known);
        profile.dateFormats().keySet().stream()
                .filter(column -> !column.equals(CsvProfile.OTHERS))
                .forEach(Profiles::known);
        profile.values().getOrDefault(STATUS, Map.of()).forEach((theirs, ours) -> {
            if (!Members.importStatuses().contains(ours)) {
                throw new GymException(
                        Kind.INVALID,
                        "'%s' is not a status".formatted(ours),
                        "it is one of " + String.join(", ", Members.importStatuses()));
            }
        });
    }

    private static void known(String column) {
        if (!Members.importColumns().contains(column)) {
            throw new GymException(
                    Kind.INVALID,
                    "a member import has no column '%s'".formatted(column),
                    "the columns are " + String.join(", ", Members.importColumns()));
        }
    }

    private static void insert(Change change, Profile saved) {
        CsvProfile profile = saved.csv();
        BankProfile bank = saved.bank();
        Map<String, String> statuses = profile.values().getOrDefault(STATUS, Map.of());
        Map<String, String> directions = profile.values().getOrDefault(DIRECTION, Map.of());
        DecimalMark decimal = bank == null ? null : bank.decimal();
        change.handle()
                .createUpdate("""
                        insert into csv_profiles
                            (name, kind, columns, date_formats, status_names, encoding, delimiter, several_lines,
                             direction_names, decimal_mark, negated, skipped_lines, header, account)
                        values (:name, :kind, jsonb_object(:ours, :theirs), jsonb_object(:dated, :formats),
                                jsonb_object(:statuses, :meanings), :encoding, :delimiter, :severalLines,
                                jsonb_object(:directed, :directions), :decimal, :negated, :skipped, :header, :account)
                        """)
                .registerArrayType(String.class, "text")
                .bind("name", profile.name())
                .bind("kind", saved.kind().name().toLowerCase(Locale.ROOT))
                .bindArray("ours", String.class, profile.columns().keySet().toArray())
                .bindArray("theirs", String.class, profile.columns().values().toArray())
                .bindArray("dated", String.class, profile.dateFormats().keySet().toArray())
                .bindArray(
                        "formats", String.class, profile.dateFormats().values().toArray())
                .bindArray("statuses", String.class, statuses.keySet().toArray())
                .bindArray("meanings", String.class, statuses.values().toArray())
                .bind(
                        "encoding",
                        profile.encoding() == null ? null : profile.encoding().name())
                .bind(
                        "delimiter",
                        profile.delimiter() == null ? null : profile.delimiter().toString())
                .bind("severalLines", profile.severalLines())
                .bindArray("directed", String.class, directions.keySet().toArray())
                .bindArray("directions", String.class, directions.values().toArray())
                .bind("decimal", decimal == null ? null : decimal.name().toLowerCase(Locale.ROOT))
                .bind("negated", bank != null && bank.negated())
                .bind("skipped", bank == null ? 0 : bank.skippedLines())
                .bind("header", bank == null || bank.header())
                .bind("account", bank == null ? null : bank.account())
                .execute();
        change.note("profile", profile.name());
        change.note("columns", new TreeMap<>(profile.columns()));
    }

    private static Stream<Profile> ours() {
        return BuiltIn.ALL.stream().map(profile -> Profile.ofMembers(profile, true));
    }

    private static Optional<Profile> builtIn(String name) {
        return ours().filter(profile -> profile.name().equals(name)).findFirst();
    }

    private static Optional<Profile> saved(Handle handle, String name) {
        return select(handle, name).stream().findFirst();
    }

    /** The saved one of that name, or all for null. */
    private static List<Profile> select(Handle handle, String name) {
        return handle.createQuery("""
                        select name, kind, encoding, delimiter, several_lines, decimal_mark, negated, skipped_lines, header, account,
                               array(select key from jsonb_each_text(direction_names) order by key) as directed,
                               array(select value from jsonb_each_text(direction_names) order by key) as directions,
                               array(select key from jsonb_each_text(columns) order by key) as ours,
                               array(select value from jsonb_each_text(columns) order by key) as theirs,
                               array(select key from jsonb_each_text(date_formats) order by key) as dated,
                               array(select value from jsonb_each_text(date_formats) order by key) as formats,
                               array(select key from jsonb_each_text(status_names) order by key) as statuses,
                               array(select value from jsonb_each_text(status_names) order by key) as meanings
                        from csv_profiles
                        where name = coalesce(:name, name)
                        order by name
                        """)
                .bind("name", name)
                .map((row, context) -> from(row))
                .list();
    }

    private static Profile from(ResultSet row) throws SQLException {
        Map<String, Map<String, String>> values = new HashMap<>();
        values.put(STATUS, map(row, "statuses", "meanings"));
        values.put(DIRECTION, map(row, "directed", "directions"));
        values.values().removeIf(Map::isEmpty);
        String encoding = row.getString("encoding");
        String delimiter = row.getString("delimiter");
        Charset charset = encoding == null ? null : CsvSource.charset(encoding);
        CsvProfile csv = new CsvProfile(
                row.getString("name"),
                map(row, "ours", "theirs"),
                values,
                map(row, "dated", "formats"),
                charset,
                delimiter == null ? null : delimiter.charAt(0),
                row.getBoolean("several_lines"),
                List.of());
        if (row.getString("kind").equals("member")) {
            return Profile.ofMembers(csv, false);
        }
        String decimal = row.getString("decimal_mark");
        return Profile.ofBank(new BankProfile(
                csv,
                decimal == null ? null : DecimalMark.valueOf(decimal.toUpperCase(Locale.ROOT)),
                row.getBoolean("negated"),
                row.getInt("skipped_lines"),
                row.getBoolean("header"),
                row.getString("account")));
    }

    private static Map<String, String> map(ResultSet row, String keys, String values) throws SQLException {
        List<String> keyList = texts(row.getArray(keys));
        List<String> valueList = texts(row.getArray(values));
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keyList.size(); i++) {
            map.put(keyList.get(i), valueList.get(i));
        }
        return map;
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static GymException notFound(String name) {
        return new GymException(
                Kind.NOT_FOUND, "there is no profile '%s'".formatted(name), "gymctl profile list shows them all");
    }
}
