package dev.gymctl.core.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gymctl.core.GymException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGProperty;

/**
 * A database's URL in the form of libpq ({@code postgres://}, {@code postgresql://}) or of JDBC
 * ({@code jdbc:postgresql:}), taken apart. What the URL does not say is null.
 *
 * @param hosts each with or without a port, several separated by commas
 * @param parameters by their pgjdbc names, without user and password
 * @param passfile the parameter of this name, which pgjdbc does not know
 */
record PostgresUrl(
        String hosts, String database, String user, String password, String passfile, Map<String, String> parameters) {

    /** libpq's names of what pgjdbc calls otherwise. */
    private static final Map<String, String> JDBC_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "keepalives", "tcpKeepAlive",
            "krbsrvname", "kerberosServerName",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType");

    /**
     * Takes the URL apart.
     *
     * @param origin where the URL was given, for messages
     * @throws GymException INVALID, naming what is wrong but never the password
     */
    static PostgresUrl parse(String url, String origin) {
        String rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (rest.startsWith("postgres:")) {
            rest = rest.substring("postgres:".length());
        } else if (rest.startsWith("postgresql:")) {
            rest = rest.substring("postgresql:".length());
        } else {
            throw wrong(origin, "does not begin with postgresql:// or jdbc:postgresql:");
        }
        String query = null;
        int question = rest.indexOf('?');
        if (question >= 0) {
            query = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        String authority = null;
        String path = rest;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            path = slash < 0 ? "" : rest.substring(slash + 1);
        } else if (!url.startsWith("jdbc:")) {
            throw wrong(origin, "does not begin with postgresql:// or jdbc:postgresql:");
        }
        Map<String, String> parameters = parameters(query, origin);
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String passfile = parameters.remove("passfile");
        String host = parameters.remove("host");
        String port = parameters.remove("port");
        String database = parameters.remove("dbname");
        String hosts = host == null ? null : host + (port == null ? "" : ":" + port);
        if (authority != null) {
            int at = authority.lastIndexOf('@');
            if (at >= 0) {
                String[] login = authority.substring(0, at).split(":", 2);
                user = login[0].isEmpty() ? user : decode(login[0], origin);
                password = login.length < 2 || login[1].isEmpty() ? password : decode(login[1], origin);
            }
            String named = authority.substring(at + 1);
            hosts = named.isEmpty() ? hosts : decode(named, origin);
        }
        database = path.isEmpty() || path.equals("/") ? database : decode(path, origin);
        if (hosts != null && hosts.startsWith("/")) {
            throw new GymException(
                    GymException.Kind.INVALID,
                    "the database URL in " + origin + " names the Unix socket " + hosts
                            + ", and gymctl connects by TCP only",
                    "name a host, such as localhost");
        }
        return new PostgresUrl(hosts, database, user, password, passfile, parameters);
    }

    private static Map<String, String> parameters(String query, String origin) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw wrong(origin, "has a parameter without '='");
            }
            String name = decode(pair.substring(0, equals), origin);
            String value = decode(pair.substring(equals + 1), origin);
            switch (name) {
                case "user", "password", "passfile", "host", "port", "dbname" -> parameters.put(name, value);
                case "client_encoding", "fallback_application_name", "keepalives_idle", "keepalives_interval" -> {}
                case "target_session_attrs" -> parameters.put("targetServerType", targetServerType(value));
                case "keepalives" -> parameters.put("tcpKeepAlive", String.valueOf(!value.equals("0")));
                default -> {
                    String jdbc = JDBC_NAMES.getOrDefault(name, name);
                    if (PGProperty.forName(jdbc) == null) {
                        throw wrong(origin, "has the unknown parameter '" + name + "'");
                    }
                    parameters.put(jdbc, value);
                }
            }
        }
        return parameters;
    }

    private static String targetServerType(String sessionAttributes) {
        return switch (sessionAttributes) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
    }

    private static String decode(String text, String origin) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(UTF_8));
            } else {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw wrong(origin, "has a '%' that two hexadecimal digits do not follow");
                }
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(origin, "has percent-encoded bytes that are not UTF-8");
        }
    }

    /** Percent-encodes everything that is not an unreserved character of RFC 3986. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }

    private static GymException wrong(String origin, String what) {
        return new GymException(
                GymException.Kind.INVALID,
                "the database URL in " + origin + " " + what,
                "postgresql://user@host:5432/database?sslmode=require");
    }
}
