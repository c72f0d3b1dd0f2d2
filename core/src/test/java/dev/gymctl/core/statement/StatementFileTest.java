package dev.gymctl.core.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gymctl.core.GymException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StatementFileTest {
    private static final Path CASES = Path.of("src/test/resources/statements");

    static List<Path> cases() throws Exception {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".expected"))
                    .filter(file -> !file.startsWith(CASES.resolve("csv")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsEachFileAsItsFormatSays(Path file) throws Exception {
        String name = file.getFileName().toString();
        Path expected = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".expected");
        if (Boolean.getBoolean("gymctl.statements.write")) {
            Files.writeString(expected, read(file) + "\n");
        }
        assertThat(read(file).strip()).isEqualTo(Files.readString(expected).strip());
    }

    @Test
    void refusesOrReadsWhateverADamagedFileHolds(@TempDir Path folder) throws Exception {
        Random random = new Random(7);
        Path damaged = folder.resolve("damaged");
        for (Path file : cases()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(whole.length);
                byte[] bytes = i % 2 == 0 ? whole.clone() : java.util.Arrays.copyOf(whole, at);
                if (i % 2 == 0) {
                    bytes[at] = (byte) random.nextInt(256);
                }
                Files.write(damaged, bytes);
                assertThat(read(damaged)).isNotNull();
            }
        }
    }

    private static String read(Path file) {
        return read(to -> StatementFile.read(file, to));
    }

    /** What a reader hands on, a line each, or why it refuses. */
    static String read(Consumer<StatementReceiver> reading) {
        List<String> seen = new ArrayList<>();
        try {
            reading.accept(new StatementReceiver() {
                @Override
                public void begin(StatementHeader h) {
                    seen.add("begin %s %s %s %s %s %s"
                            .formatted(h.format(), h.id(), h.account(), h.currency(), h.openingOn(), h.opening()));
                }

                @Override
                public void entry(StatementEntry e) {
                    seen.add("entry %s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s"
                            .formatted(
                                    e.bankId(),
                                    batch(e.batch()),
                                    e.bookedOn(),
                                    e.valueOn(),
                                    e.amount(),
                                    e.currency(),
                                    e.payerName(),
                                    e.payerAccount(),
                                    e.endToEndId(),
                                    e.reference(),
                                    e.text(),
                                    e.reversal(),
                                    e.returned(),
                                    e.fee()));
                }

                @Override
                public void end(StatementEnd e) {
                    seen.add("end %s %s %s".formatted(e.closingOn(), e.closing(), e.wrong()));
                }
            });
        } catch (GymException e) {
            seen.add("refused " + e.getMessage());
        }
        return String.join("\n", seen);
    }

    private static String batch(StatementBatch batch) {
        return batch == null
                ? null
                : "%s%d: %s,%s,%s,%s"
                        .formatted(
                                batch.split() ? "part of " : "",
                                batch.number(),
                                batch.bankId(),
                                batch.entryId(),
                                batch.paymentId(),
                                batch.messageId());
    }
}
