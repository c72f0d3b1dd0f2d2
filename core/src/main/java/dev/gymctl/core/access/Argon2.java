package dev.gymctl.core.access;

import com.password4j.Argon2Function;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Argon2id, kept as PHC strings. */
class Argon2 {
    /** OWASP's minimum for passwords: 19 MiB, two iterations, one lane. */
    static final int MEMORY_KIB = 19_456;

    static final int ITERATIONS = 2;

    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function function;

    Argon2() {
        this(MEMORY_KIB, ITERATIONS);
    }

    /** For tests: with other parameters. */
    Argon2(int memoryKib, int iterations) {
        function = Argon2Function.getInstance(
                memoryKib,
                iterations,
                LANES,
                HASH_BYTES,
                com.password4j.types.Argon2.ID,
                Argon2Function.ARGON2_VERSION_13);
    }

    String hash(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return function.hash(secret.getBytes(StandardCharsets.UTF_8), salt).getResult();
    }

    boolean matches(String secret, String hash) {
        return Argon2Function.getInstanceFromHash(hash)
                .check(secret.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the hash was made with less work than a new one would be. */
    boolean isWeaker(String hash) {
        Argon2Function made = Argon2Function.getInstanceFromHash(hash);
        return made.getMemory() < function.getMemory() || made.getIterations() < function.getIterations();
    }

    /** A hash that no secret has, and that takes as long to compare with as any other. */
    String nobodys() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + function.getMemory() + ",t=" + function.getIterations() + ",p=" + LANES + "$"
                + base64.encodeToString(new byte[SALT_BYTES]) + "$" + base64.encodeToString(new byte[HASH_BYTES]);
    }
}
