package dev.gymctl.core.backup;

import static dev.gymctl.core.TestGym.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.Progress;
import dev.gymctl.core.TestGym;
import dev.gymctl.core.audit.AuditEntry;
import dev.gymctl.core.audit.AuditFilter;
import dev.gymctl.core.audit.AuditLog;
import dev.gymctl.core.audit.Operator;
import dev.gymctl.core.audit.Verification;
import dev.gymctl.core.db.Database;
import dev.gymctl.core.db.DatabaseAddress;
import dev.gymctl.core.db.Schema;
import dev.gymctl.core.db.TestDatabase;
import dev.gymctl.core.file.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gym with its payroll done is backed up, and restored into a database beside it. */
class BackupTest {
    static final Instant NOW = Instant.parse("2026-11-05T06:00:00Z");

    static final Operator OPERATOR = Operator.owner("o'brien \\ $$");

    @RegisterExtension
    static final TestDatabase full = new TestDatabase();

    @RegisterExtension
    static final TestDatabase empty = new TestDatabase();

    @TempDir
    static Path directory;

    private static Path file;

    private Database target;

    @BeforeAll
    static void backUpAGym() {
        fill(full.database(), full.owner());
        file = directory.resolve("gym.backup");
        try (Database source = owned(full)) {
            backups(source).write(file, false, Way.COPY, Progress.NONE);
        }
    }

    @BeforeEach
    void fresh() {
        empty.reset();
        target = owned(empty);
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void bringsEverythingBack() {
        Map<String, List<String>> rows = Contents.rows(full.owner());
        List<String> schema = Contents.schema(full.owner());

        Backup backup = restore(file);

        assertThat(Contents.restored(empty.owner())).isEqualTo(Contents.restored(full.owner()));
        assertThat(Contents.schema(empty.owner())).isEqualTo(schema);
        assertThat(Contents.sequences(empty.owner())).isEqualTo(Contents.sequences(full.owner()));
        assertThat(backup.rows())
                .isEqualTo(rows.values().stream().mapToLong(List::size).sum());
        assertThat(backup.tables()).isEqualTo(rows.size());
        assertThat(backup.schemaVersion()).isEqualTo(Schema.VERSION);
    }

    /** Its snapshot is taken when nobody makes indexes anew any more, for pg_dump looks for those of before. */
    @Test
    void aFirstImportIsWaitedForAndIsInIt() throws Exception {
        long rows = Contents.rows(empty.owner()).values().stream()
                .mapToLong(List::size)
                .sum();
        CompletableFuture<Backup> made = empty.owner().inTransaction(importing -> {
            importing.execute("lock table gymctl.users in access exclusive mode");
            importing.execute(
                    "insert into gymctl.users (first_name, last_name, date_joined) values ('Ann', 'Lee', now())");
            CompletableFuture<Backup> waiting = CompletableFuture.supplyAsync(
                    () -> backups(target).write(directory.resolve("waited"), false, Way.COPY, Progress.NONE));
            while (TestGym.value(
                            empty.owner(),
                            "select count(*) from pg_locks where relation = 'gymctl.users'::regclass and not granted")
                    .equals("0")) {
                assertThat(waiting).isNotDone();
                Thread.onSpinWait();
            }
            return waiting;
        });

        assertThat(made.get().rows()).isEqualTo(rows + 1);
    }

    @Test
    void nobodyIsLoggedInAfterwardsAndTheAuditLogSaysWhoRestoredWhat() {
        Backup backup = restore(file);
        assertEndsWithTheRestore(backup, target, empty.owner());
    }

    static void assertEndsWithTheRestore(Backup backup, Database target, Jdbi owner) {
        assertThat(TestGym.value(owner, "select count(*) from gymctl.sessions")).isEqualTo("3");
        assertThat(TestGym.value(owner, """
                select string_agg(name || ' ' || (revoked_at = '2026-10-01'), ',') from gymctl.sessions
                where revoked_at is null or name is not null""")).isEqualTo("old true,payroll false");
        assertThat(TestGym.value(owner, """
                select string_agg(email || ' ' || (one_time_until is null), ',')
                from gymctl.logins join gymctl.users on id = user_id""")).isEqualTo("coach0@gym.example true");

        AuditLog log = new AuditLog(target);
        Verification verification = log.verify(null);
        assertThat(verification.problems()).isEmpty();
        AuditEntry last =
                log.list(new AuditFilter(null, null, null, null, null, null, 1)).get(0);
        assertThat(verification.head()).startsWith(last.id() + ":");
        assertThat(last.action()).isEqualTo("db restore");
        assertThat(last.operator()).isEqualTo(OPERATOR.name());
        assertThat(last.payload())
                .isEqualTo(Map.of(
                        "file",
                        backup.file(),
                        "sha256",
                        backup.sha256(),
                        "made_at",
                        backup.madeAt().toString(),
                        "rows",
                        String.valueOf(backup.rows()),
                        "revoked_sessions",
                        "2",
                        "revoked_codes",
                        "1"));
    }

    @Test
    void goesOnWhereTheGymWas() {
        restore(file);
        TestGym gym = new TestGym(empty.database(), NOW);

        assertThat(TestGym.asCsv(gym.payroll.list(TestGym.OCTOBER))).isEqualTo(TestGym.expectedPayroll());
        assertThat(gym.members.count(dev.gymctl.core.member.MemberFilter.NONE)).isEqualTo(202);
        assertThat(gym.importMembers(dev.gymctl.core.csv.CsvSource.of(TestGym.SAMPLE.resolve("members.csv")))
                        .same())
                .isEqualTo(200);
        assertThat(refusal(() -> empty.owner().useHandle(handle -> handle.execute("delete from gymctl.audit_log")))
                        .kind())
                .isEqualTo(Kind.DENIED);
        long head = Long.parseLong(gym.value("select last_id from audit_head"));
        gym.coach("next@gym.example");
        assertThat(gym.value("""
                select previous_hash = (select hash from audit_log where id = ?) from audit_log where id = ?
                """, head, head + 1)).isEqualTo("t");
    }

    @Test
    void aRestoredGymIsBackedUpTheSame() {
        Backup backup = restore(file);
        Path again = directory.resolve("again.backup");
        backups(target).write(again, true, Way.COPY, Progress.NONE);

        try (BackupFile one = BackupFile.open(file, "one");
                BackupFile other = BackupFile.open(again, "other")) {
            assertThat(other.manifest().tables().keySet())
                    .isEqualTo(one.manifest().tables().keySet());
            assertThat(other.manifest().tables().entrySet().stream()
                            .filter(table -> !table.getValue()
                                    .equals(one.manifest().tables().get(table.getKey())))
                            .map(Map.Entry::getKey))
                    .containsExactly("gymctl.audit_head", "gymctl.audit_log", "gymctl.logins", "gymctl.sessions");
            assertThat(other.manifest().sequences()).isEqualTo(one.manifest().sequences());
            assertThat(other.backup().sha256()).isNotEqualTo(backup.sha256()); // the time is another
        }
    }

    @Test
    void seesOneMoment() {
        AtomicLong added = new AtomicLong();
        Path during = directory.resolve("during.backup");
        try (Database source = owned(empty)) {
            backups(source).write(during, false, Way.COPY, (step, rows, total) -> {
                if (added.getAndIncrement() == 0) {
                    new TestGym(empty.database(), NOW).coach("meanwhile@gym.example");
                }
            });
        }
        try (BackupFile opened = BackupFile.open(during, "during")) {
            assertThat(opened.manifest().tables().get("gymctl.users").count()).isZero();
            assertThat(opened.manifest().tables().get("gymctl.audit_log").count())
                    .isZero();
        }
    }

    @Test
    void goesOnlyIntoAnEmptyDatabase() {
        TestGym gym = new TestGym(empty.database(), NOW);
        gym.coach("here@gym.example");
        Map<String, List<String>> before = Contents.rows(empty.owner());

        GymException refusal = refusal(() -> restore(file));

        assertThat(refusal)
                .hasMessage("the database is not empty: 1 audit_log, 1 coaches, 1 users")
                .extracting(GymException::kind)
                .isEqualTo(Kind.CONFLICT);
        assertThat(Contents.rows(empty.owner())).isEqualTo(before);
    }

    @Test
    void aFreshMigrationIsEmpty() {
        try (Restore restore = open(file)) {
            restore.check();
        }
    }

    /** The file's middle, its end, its directory of contents. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 0.5, 0.8, 0.9, 0.97})
    void refusesADamagedFile(double where) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 64; i++) {
            bytes[(int) (bytes.length * where) + i] ^= (byte) 0x55;
        }
        assertRefused(Files.write(directory.resolve("damaged"), bytes));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.99, 0.9999})
    void refusesATruncatedFile(double length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertRefused(Files.write(
                directory.resolve("truncated"), java.util.Arrays.copyOf(bytes, (int) (bytes.length * length))));
    }

    @Test
    void refusesWhatIsNoBackup() throws IOException {
        assertThat(assertRefused(TestGym.SAMPLE.resolve("members.csv")))
                .hasMessageEndingWith("members.csv is no backup of gymctl, or its end is missing");
        Path zip = directory.resolve("other.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("readme"));
        }
        assertThat(assertRefused(zip)).hasMessage("other.zip is no backup of gymctl: it has no manifest");
        assertThat(refusal(() -> open(directory.resolve("none"))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void refusesANewerSchema() throws IOException {
        Path newer = forged(manifest -> manifest + "migration.999=1\n", Map.of());
        assertThat(assertRefused(newer))
                .hasMessage("forged is of schema version 999, newer than this program's %d", Schema.VERSION);
    }

    @Test
    void refusesANewerLayout() throws IOException {
        Path newer = forged(manifest -> manifest.replace("format=1", "format=2"), Map.of());
        assertThat(assertRefused(newer)).hasMessage("forged was made by a newer gymctl");
    }

    @Test
    void refusesOtherMigrations() throws IOException {
        Path other = forged(manifest -> manifest.replaceFirst("migration.1=.*", "migration.1=7"), Map.of());
        assertThat(refusal(() -> restore(other)))
                .hasMessage("the backup was made by another build of gymctl, with other migrations");
        assertStillEmpty();
    }

    @Test
    void refusesRowsThatBreakAForeignKey() throws IOException {
        String rows = text("gymctl.coaches.copy") + "987654\n";
        Path broken = forged(
                manifest -> manifest.replaceFirst(
                        "table.gymctl.coaches=.*", "table.gymctl.coaches=11 " + Sha256.of(rows) + " user_id"),
                Map.of("gymctl.coaches.copy", rows));
        assertThat(refusal(() -> restore(broken)).kind()).isEqualTo(Kind.CONFLICT);
        assertStillEmpty();
    }

    @Test
    void refusesRowsThatDoNotComeBackTheSame() throws IOException {
        List<String> rows = text("gymctl.coaches.copy").lines().toList();
        String turned =
                rows.get(1) + "\n" + rows.get(0) + "\n" + String.join("\n", rows.subList(2, rows.size())) + "\n";
        Path broken = forged(
                manifest -> manifest.replaceFirst(
                        "table.gymctl.coaches=(\\d+) \\w+", "table.gymctl.coaches=$1 " + Sha256.of(turned)),
                Map.of("gymctl.coaches.copy", turned));
        assertThat(refusal(() -> restore(broken))).hasMessageStartingWith("gymctl.coaches would not be as it was");
        assertStillEmpty();
    }

    @Test
    void bringsAnOlderSchemaUpToDate() throws Exception {
        Path older = directory.resolve("older.backup");
        String name = "older_" + ProcessHandle.current().pid();
        empty.owner().useHandle(handle -> handle.execute("create database " + name));
        try (Database source = at(empty.ownerUrl().replaceFirst("/[^/]*$", "/" + name))) {
            source.migrateTo(2);
            try (java.sql.Connection connection = source.connectAsOwner();
                    java.sql.Statement statement = connection.createStatement()) {
                statement.execute(
                        "insert into users (first_name, last_name, date_joined) values ('Old', 'Friend', now())");
            }
            assertThat(backups(source)
                            .write(older, false, Way.COPY, Progress.NONE)
                            .schemaVersion())
                    .isEqualTo(2);
        } finally {
            empty.owner().useHandle(handle -> handle.execute("drop database " + name + " with (force)"));
        }

        restore(older);

        assertThat(target.status().upToDate()).isTrue();
        assertThat(TestGym.value(empty.owner(), "select full_name from gymctl.users"))
                .isEqualTo("Old Friend");
        assertThat(TestGym.value(empty.owner(), "select action from gymctl.audit_log"))
                .isEqualTo("db restore");
        assertThat(Contents.schema(empty.owner())).isEqualTo(Contents.schema(full.owner()));
    }

    @Test
    void afterAFailedRestoreOfAnOlderSchemaTheDatabaseIsAsBefore() throws IOException {
        Path other = forged(manifest -> manifest.replaceAll("migration.([2-9]|\\d\\d)=.*\n", ""), Map.of());
        List<String> schema = Contents.schema(empty.owner());

        assertThat(refusal(() -> restore(other))).hasMessageContaining("its tables are not those of schema version 1");

        assertThat(Contents.schema(empty.owner())).isEqualTo(schema);
        assertStillEmpty();
    }

    @Test
    void isTheOwnersBusiness() {
        try (Database app = Database.at(full.address())) {
            assertThat(refusal(() -> backups(app).write(directory.resolve("app"), false, Way.COPY, Progress.NONE)))
                    .hasMessage("backups are the schema owner's business, who is gymctl_owner and not gymctl_app");
        }
        assertThat(directory.resolve("app")).doesNotExist();
    }

    @Test
    void saysThatPgDumpIsTooOldOrMissing() {
        try (Database source = owned(full)) {
            assertThat(refusal(() -> new Backups(source, Map.of("PATH", "/nowhere"), "test")
                            .write(directory.resolve("x"), false, Way.PG_DUMP, Progress.NONE)))
                    .hasMessage("there are not pg_dump, pg_restore and psql on the PATH");
            assertThat(new Backups(source, Map.of("PATH", "/nowhere"), "test")
                            .write("nowhere", OutputStream.nullOutputStream(), null, Progress.NONE)
                            .way())
                    .isEqualTo(Way.COPY);
        }
    }

    // ----------------------------------------------------------------------------------------------------------------

    /** A month of the sample, and text that is hard to carry. */
    static void fill(Database database, Jdbi owner) {
        TestGym gym = new TestGym(database, NOW).in("Europe/Berlin");
        gym.importSample();
        gym.rollOver(TestGym.OCTOBER);
        for (String name : List.of("Tab\tNew\nline\rBack\\slash \\. \\N", "日本 “ß” \uD83E\uDD38 ' \" ; --")) {
            gym.sql("insert into users (first_name, last_name, date_joined) values (?, '', now())", name);
            gym.sql("insert into members (user_id, member_ref) select max(id), ? from users", name);
        }
        owner.useHandle(handle -> {
            handle.execute("insert into gymctl.rooms (room_name) values ('Desk')");
            handle.execute("insert into gymctl.room_users (room_id, user_id) select 1, min(id) from gymctl.users");
            handle.execute(
                    "insert into gymctl.messages (room_id, user_id, content) select 1, min(id), '\\.' from gymctl.users");
            handle.execute("""
                    insert into gymctl.logins (user_id, password_hash, one_time_until)
                    select id, '$argon2id$' || email, case email when 'coach1@gym.example' then now() end
                    from gymctl.users where email in ('coach0@gym.example', 'coach1@gym.example')""");
            handle.execute("""
                    insert into gymctl.sessions (user_id, kind, name, token_hash, created_at, expires_at, revoked_at)
                    select u.id, s.kind, s.name, sha256(s.hash::bytea), '2026-09-01', '2027-09-01', s.revoked_at
                    from gymctl.users u cross join (values
                        ('session', null, 'a', null), ('service', 'payroll', 'b', null),
                        ('service', 'old', 'c', timestamptz '2026-10-01')) s (kind, name, hash, revoked_at)
                    where u.email = 'coach0@gym.example'""");
            handle.execute("insert into batch.job_lock values ('payroll', '2026-10', 3, 'a\\b', now())");
            handle.execute("select nextval('batch.batch_job_instance_seq')");
        });
    }

    private static Database owned(TestDatabase database) {
        return at(database.ownerUrl());
    }

    static Database at(String url) {
        return Database.at(DatabaseAddress.resolve(null, Map.of("GYMCTL_URL", url), new Properties()));
    }

    private static Backups backups(Database database) {
        return new Backups(database, Map.of(), "test");
    }

    private Restore open(Path backup) {
        return Restore.of(backup, backup.getFileName().toString(), target, Map.of(), OPERATOR);
    }

    private Backup restore(Path backup) {
        try (Restore restore = open(backup)) {
            restore.run(Progress.NONE);
            return restore.backup();
        }
    }

    private GymException assertRefused(Path backup) {
        GymException refusal = refusal(() -> restore(backup));
        assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
        assertStillEmpty();
        return refusal;
    }

    private void assertStillEmpty() {
        assertThat(target.status().upToDate()).isTrue();
        aFreshMigrationIsEmpty();
    }

    private static String text(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(bytes(zip, entry), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(ZipFile zip, String entry) throws IOException {
        return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }

    private static Path forged(UnaryOperator<String> manifest, Map<String, String> other) throws IOException {
        return forged(file, manifest, other);
    }

    /** The same backup with other entries, and a manifest that fits them. */
    static Path forged(Path backup, UnaryOperator<String> manifest, Map<String, String> other) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(backup.toFile());
                Stream<? extends ZipEntry> found = zip.stream()) {
            for (String name : found.map(ZipEntry::getName).toList()) {
                entries.put(name, bytes(zip, name));
            }
        }
        other.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
        String text = manifest.apply(new String(entries.get(BackupFile.MANIFEST), StandardCharsets.UTF_8));
        entries.put(BackupFile.MANIFEST, text.getBytes(StandardCharsets.UTF_8));
        entries.put(BackupFile.MANIFEST_DIGEST, Sha256.of(text).getBytes(StandardCharsets.UTF_8));
        Path forged = backup.resolveSibling("forged");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(forged))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return forged;
    }
}
