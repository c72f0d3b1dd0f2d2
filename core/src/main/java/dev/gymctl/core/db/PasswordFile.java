package dev.gymctl.core.db;

import dev.gymctl.core.GymException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's password file: lines {@code host:port:database:user:password}, where {@code *} matches anything and a
 * backslash escapes.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>
 */
final class PasswordFile {
    private PasswordFile() {}

    /**
     * The password of the first line that fits.
     *
     * @param file may be null or absent
     * @return null when no line fits
     * @throws GymException UNAVAILABLE when others may read the file, or it cannot be read
     */
    static String password(Path file, Server server) {
        if (file == null) {
            return null;
        }
        try {
            if (((Integer) Files.getAttribute(file, "unix:mode") & 077) != 0) {
                throw new GymException(
                        GymException.Kind.UNAVAILABLE,
                        "the password file " + file + " may be read by others",
                        "chmod 600 '" + file + "'");
            }
            String[] wanted = {server.host(), server.port(), server.database(), server.user()};
            for (String line : Files.readAllLines(file)) {
                List<String> fields = fields(line);
                if (!line.startsWith("#") && fields.size() == 5 && fits(fields, wanted)) {
                    return fields.get(4);
                }
            }
            return null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new GymException(GymException.Kind.UNAVAILABLE, "cannot read the password file " + file, null, e);
        }
    }

    /** One line that {@link #password} finds again, for any port and database of the host. */
    static String line(String host, String user, String password) {
        return host + ":*:*:" + user + ":" + password + "\n";
    }

    private static boolean fits(List<String> fields, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
