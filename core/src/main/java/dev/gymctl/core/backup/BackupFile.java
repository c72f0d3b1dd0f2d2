package dev.gymctl.core.backup;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import dev.gymctl.core.file.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A backup's file: a zip of {@code manifest}, {@code manifest.sha256} and the rows, either a {@code SCHEMA.TABLE.copy} a
 * table or pg_dump's {@code gymctl.dump}. Everything in it is covered by a digest that the manifest holds.
 */
final class BackupFile implements AutoCloseable {
    static final String MANIFEST = "manifest";
    static final String MANIFEST_DIGEST = "manifest.sha256";
    static final String DUMP = "gymctl.dump";

    private static final int LONGEST_MANIFEST = 10_000_000;

    private final String name;
    private final long bytes;
    private final ZipFile zip;
    private final String text;
    private final Manifest manifest;

    private BackupFile(String name, long bytes, ZipFile zip, String text, Manifest manifest) {
        this.name = name;
        this.bytes = bytes;
        this.zip = zip;
        this.text = text;
        this.manifest = manifest;
    }

    static String entry(String table) {
        return table.replace("\"", "") + ".copy";
    }

    /**
     * Opens it.
     *
     * @param name as the person named it
     * @throws GymException INVALID when it is no backup or damaged; NOT_FOUND when it is not there
     */
    static BackupFile open(Path file, String name) {
        ZipFile zip = null;
        try {
            if (Files.isDirectory(file)) {
                throw new GymException(Kind.INVALID, name + " is a directory, no backup");
            }
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            String text = text(zip, MANIFEST, name);
            if (Manifest.format(text) > Manifest.FORMAT) {
                throw new GymException(Kind.INVALID, name + " was made by a newer gymctl", "restore it with that one");
            }
            if (!text(zip, MANIFEST_DIGEST, name).startsWith(Sha256.of(text))) {
                throw damaged(name, "its manifest is not as it was", null);
            }
            return new BackupFile(name, Files.size(file), zip, text, Manifest.parse(text));
        } catch (IOException | IllegalArgumentException e) {
            close(zip);
            throw cannotRead(file, name, e);
        } catch (GymException e) {
            close(zip);
            throw e;
        }
    }

    private static GymException cannotRead(Path file, String name, Exception e) {
        if (e instanceof NoSuchFileException || !Files.exists(file)) {
            return new GymException(Kind.NOT_FOUND, "there is no file " + name, null, e);
        }
        if (e instanceof AccessDeniedException || !Files.isReadable(file)) {
            return new GymException(Kind.INVALID, "cannot read " + name + ": Permission denied", null, e);
        }
        return new GymException(
                Kind.INVALID, name + " is no backup of gymctl, or its end is missing", "gymctl db backup makes one", e);
    }

    private static String text(ZipFile zip, String entry, String name) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw new GymException(Kind.INVALID, name + " is no backup of gymctl: it has no " + entry);
        }
        try (InputStream in = zip.getInputStream(found)) {
            return new String(in.readNBytes(LONGEST_MANIFEST), StandardCharsets.UTF_8);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    Backup backup() {
        return describe(name, bytes, manifest, Sha256.of(text));
    }

    static Backup describe(String name, long bytes, Manifest manifest, String sha256) {
        return new Backup(
                name,
                manifest.way(),
                manifest.madeAt(),
                manifest.program(),
                manifest.postgres(),
                manifest.schemaVersion(),
                manifest.tables().size(),
                manifest.rows(),
                bytes,
                sha256);
    }

    /**
     * Reads everything once.
     *
     * @throws GymException INVALID unless all of it is as it was written
     */
    void verify() {
        if (manifest.way() == Way.PG_DUMP) {
            verify(DUMP, manifest.dump());
        } else {
            manifest.tables().forEach((table, rows) -> verify(entry(table), rows.sha256()));
        }
    }

    private void verify(String entry, String sha256) {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = new DigestInputStream(open(entry), digest)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // The digest is what is wanted.
            }
        } catch (IOException e) {
            throw damaged(name, entry + " cannot be read", e);
        }
        if (!Sha256.end(digest).equals(sha256)) {
            throw damaged(name, entry + " is not as it was", null);
        }
    }

    /** The bytes of a table or of pg_dump's file. */
    InputStream open(String entry) throws IOException {
        ZipEntry found = zip.getEntry(entry);
        if (found == null) {
            throw damaged(name, entry + " is missing", null);
        }
        return new BufferedInputStream(zip.getInputStream(found), 1 << 16);
    }

    GymException damaged(String what) {
        return damaged(name, what, null);
    }

    private static GymException damaged(String name, String what, Exception cause) {
        return new GymException(
                Kind.INVALID, name + " is damaged: " + what, "nothing was restored; take another backup", cause);
    }

    private static void close(ZipFile zip) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
