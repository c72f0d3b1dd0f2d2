package dev.gymctl.core.access;

import dev.gymctl.core.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A session's token: 256 random bits, of which the database has only the SHA-256. */
final class Token {
    private static final String PREFIX = "gymctl_";
    private static final int BYTES = 32;

    private Token() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String text) {
        return Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
