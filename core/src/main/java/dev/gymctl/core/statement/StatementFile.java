package dev.gymctl.core.statement;

import dev.gymctl.core.GymException;
import dev.gymctl.core.GymException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A bank's file, whose format is told by its content and never by its name. */
public final class StatementFile {
    private static final int HEAD = 4096;

    private StatementFile() {}

    /**
     * How the file is written.
     *
     * @throws GymException INVALID when it cannot be read or is of no format that is known
     */
    public static StatementFormat detect(Path file) {
        String head;
        try (InputStream input = Files.newInputStream(file)) {
            head = new String(input.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new GymException(Kind.INVALID, "there is no file %s".formatted(file), null, e);
        } catch (IOException e) {
            throw new GymException(Kind.INVALID, "%s cannot be read".formatted(file), "is it a file?", e);
        }
        if (head.isEmpty()) {
            throw new GymException(Kind.INVALID, "%s is empty".formatted(file.getFileName()));
        }
        String ascii = head.replace("\0", "");
        if (Ofx.isMeantBy(ascii)) {
            return StatementFormat.OFX;
        }
        if (Mt940.isMeantBy(ascii)) {
            return StatementFormat.MT940;
        }
        if (ascii.contains("<") && (ascii.contains("Document") || ascii.contains("<!DOCTYPE"))) {
            return Camt.format(file);
        }
        if (StatementCsv.looksLike(head)) {
            return StatementFormat.CSV;
        }
        throw new GymException(
                Kind.INVALID,
                "%s is of no known format".formatted(file.getFileName()),
                "camt.053, camt.054, MT940, OFX and CSV can be read");
    }

    /**
     * The profile by which a CSV file is read: the only one whose columns its header has.
     *
     * @throws GymException INVALID when there is none, or are several
     */
    public static BankProfile profile(Path file, List<BankProfile> profiles) {
        return StatementCsv.fitting(file, profiles);
    }

    /**
     * Reads all statements of the file, in its order and in constant memory. An entry of zero is left out. What was received
     * counts only when this returns: on a refusal the caller undoes it.
     *
     * @throws GymException INVALID for a file that is not wholly as its format says, with file, line, value and reason
     */
    public static void read(Path file, StatementReceiver to) {
        switch (detect(file)) {
            case CSV -> read(file, profile(file, List.of()), to);
            case CAMT053, CAMT054 -> Camt.read(file, to);
            case MT940 -> Mt940.read(file, to);
            case OFX -> Ofx.read(file, to);
        }
    }

    /**
     * Reads a CSV file, which is one statement, in the same manner. With balances, its entries come oldest first.
     *
     * @throws GymException INVALID for a file that is not wholly as the profile says, with file, line, column, value and reason
     */
    public static void read(Path file, BankProfile profile, StatementReceiver to) {
        StatementCsv.read(file, profile, to);
    }
}
