package dev.gymctl.cli.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What is running: the program's version as the build wrote it, and the Java version. */
public record ProgramVersion(String program, String java) {

    /** The version of the running program. */
    public static ProgramVersion current() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProgramVersion(properties.getProperty("version"), System.getProperty("java.runtime.version"));
    }
}
